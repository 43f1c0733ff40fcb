import { type Diagnostic, diagnose } from './diagnostic.ts';
import type { GeneratedFile } from './file.ts';
import { pathProblems } from './plan/paths.ts';
import { says, type Text } from './text.ts';

const MODES: readonly unknown[] = ['0600', '0644', '0700', '0755'];

/**
 * Errors at files that can't be written as they are: paths that lead out of the root or collide, and what the types of
 * an output rule out, for outputs without types. None holds anything of a content.
 */
export function checkFiles(files: readonly GeneratedFile[]): Diagnostic[] {
  const wrong = files.flatMap((file) => problemsOf(file).map((message) => ({ path: pathOf(file), message })));
  const found = wrong.length > 0 ? wrong : pathProblems(files.map(({ path }) => path));
  return found.map(({ path, message }) =>
    diagnose({ code: 'output-file', message, path: [], file: JSON.stringify(path).slice(1, -1) }),
  );
}

function pathOf(file: GeneratedFile): string {
  return typeof file?.path === 'string' ? file.path : '?';
}

function problemsOf(file: GeneratedFile): Text[] {
  if (typeof file?.path !== 'string') return [says('it has no path', '경로가 없습니다')];
  const { content, mode, secret } = file;
  const checks: [boolean, Text][] = [
    [
      typeof content === 'string' || content instanceof Uint8Array,
      says('its content is neither text nor bytes', '내용이 문자열도 바이트도 아닙니다'),
    ],
    [
      MODES.includes(mode),
      says(`its mode is none of ${MODES.join(', ')}`, `권한이 ${MODES.join(', ')} 중 하나가 아닙니다`),
    ],
    [
      typeof secret === 'boolean',
      says('it does not say whether it holds a secret', '비밀 값이 들어 있는지를 밝히지 않았습니다'),
    ],
    [
      secret !== true || mode === '0600' || mode === '0700',
      says('it holds a secret, and others may read it', '비밀 값이 있는데 다른 사용자가 읽을 수 있습니다'),
    ],
  ];
  return checks.flatMap(([holds, message]) => (holds ? [] : [message]));
}
