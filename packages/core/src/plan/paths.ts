import { says, type Text } from '../text.ts';
/** uegen's own folder in the output root: manifest, lock, journal and backups. */
export const OWN_FOLDER = '.uegen';

const FORBIDDEN_PARTS = new Set(['', '.', '..']);
const RESERVED_PARTS = new Set([OWN_FOLDER, '.git']);

// Nearly all are of this kind, which has none of the problems below.
const PLAIN = /^\w[\w.-]*(?:\/\w[\w.-]*)*$/;

/** Why a path can't be that of a file below the output root, or undefined when it can. */
export function pathProblem(path: string): Text | undefined {
  if (PLAIN.test(path)) return undefined;
  if (path === '') return says('it is empty', '비어 있습니다');
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return says('it is absolute', '절대 경로입니다');
  if (hasControlCharacter(path)) return says('it holds a control character', '제어 문자가 있습니다');
  if (path.includes('\\')) return says('it holds a backslash', '백슬래시가 있습니다');
  const parts = path.split('/');
  if (parts.includes('..')) return says('it leads out of the output folder', '출력 폴더를 벗어납니다');
  if (parts.some((part) => FORBIDDEN_PARTS.has(part)))
    return says('it has an empty part', '빈 부분이 있습니다');
  const reserved = parts.find((part) => RESERVED_PARTS.has(fold(part)));
  return reserved === undefined
    ? undefined
    : says(
        `\`${reserved}\` isn't a place for generated files`,
        `\`${reserved}\` 에는 파일을 생성하지 않습니다`,
      );
}

/** Every folder above a path, outermost first: `a/b/c` gives `a` and `a/b`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    folders.push(path.slice(0, end));
  return folders;
}

/** Every folder above any of the paths, each behind those above it. */
export function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths)
    if (!folders.has(path.slice(0, path.lastIndexOf('/'))))
      for (const folder of foldersAbove(path)) folders.add(folder);
  return folders;
}

/** What keeps a set of paths from lying side by side below one root: a path that can't be one, or two that collide. */
export function pathsProblem(paths: readonly string[]): Text | undefined {
  return pathProblems(paths)[0]?.message;
}

/** All of that, each with the path that is in the way. */
export function pathProblems(paths: readonly string[]): { path: string; message: Text }[] {
  const problems: { path: string; message: Text }[] = [];
  const files = new Map<string, string>();
  for (const path of paths) {
    const problem = pathProblem(path);
    const folded = fold(path);
    const twin = files.get(folded);
    if (problem !== undefined)
      problems.push({
        path,
        message: says(
          `can't make a file ${JSON.stringify(path)}: ${problem.en}`,
          `파일 ${JSON.stringify(path)} 을(를) 만들 수 없습니다: ${problem.ko}`,
        ),
      });
    else if (twin === path)
      problems.push({
        path,
        message: says(`two files are called ${path}`, `같은 이름의 파일이 둘입니다: ${path}`),
      });
    else if (twin !== undefined)
      problems.push({
        path,
        message: says(
          `${twin} and ${path} differ only in case`,
          `${twin} 과(와) ${path} 은(는) 대소문자만 다릅니다`,
        ),
      });
    else files.set(folded, path);
  }
  const both = [...foldersOf(files.keys())].filter((folder) => files.has(folder));
  for (const [folded, path] of both.length > 0 ? files : []) {
    const folder = both.find((above) => folded.startsWith(`${above}/`));
    if (folder !== undefined)
      problems.push({
        path,
        message: says(
          `${files.get(folder)} can't be a file and the folder of ${path}`,
          `${files.get(folder)} 은(는) 파일이면서 ${path} 의 폴더일 수 없습니다`,
        ),
      });
  }
  return problems;
}

// A file system that ignores case opens `.GIT` as `.git`.
function fold(part: string): string {
  return part.normalize('NFC').toLowerCase();
}

function hasControlCharacter(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\u0000-\u001f\u007f]/.test(text);
}
