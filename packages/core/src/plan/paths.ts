/** uegen's own folder in the output root: manifest, lock, journal and backups. */
export const OWN_FOLDER = '.uegen';

const FORBIDDEN_PARTS = new Set(['', '.', '..']);
const RESERVED_PARTS = new Set([OWN_FOLDER, '.git']);

/** Why a path can't be that of a file below the output root, or undefined when it can. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return 'it is absolute';
  if (hasControlCharacter(path)) return 'it holds a control character';
  if (path.includes('\\')) return 'it holds a backslash';
  const parts = path.split('/');
  if (parts.includes('..')) return 'it leads out of the output folder';
  if (parts.some((part) => FORBIDDEN_PARTS.has(part))) return 'it has an empty part';
  const reserved = parts.find((part) => RESERVED_PARTS.has(fold(part)));
  return reserved === undefined ? undefined : `\`${reserved}\` isn't a place for generated files`;
}

/** Every folder above a path, outermost first: `a/b/c` gives `a` and `a/b`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    folders.push(path.slice(0, end));
  return folders;
}

/** What keeps a set of paths from lying side by side below one root: a path that can't be one, or two that collide. */
export function pathsProblem(paths: readonly string[]): string | undefined {
  return pathProblems(paths)[0]?.message;
}

/** All of that, each with the path that is in the way. */
export function pathProblems(paths: readonly string[]): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const files = new Map<string, string>();
  for (const path of paths) {
    const problem = pathProblem(path);
    const folded = fold(path);
    const twin = files.get(folded);
    if (problem !== undefined)
      problems.push({ path, message: `can't make a file ${JSON.stringify(path)}: ${problem}` });
    else if (twin === path) problems.push({ path, message: `two files are called ${path}` });
    else if (twin !== undefined) problems.push({ path, message: `${twin} and ${path} differ only in case` });
    else files.set(folded, path);
  }
  for (const [folded, path] of files) {
    const folder = foldersAbove(folded).find((above) => files.has(above));
    if (folder !== undefined)
      problems.push({ path, message: `${files.get(folder)} can't be a file and the folder of ${path}` });
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
