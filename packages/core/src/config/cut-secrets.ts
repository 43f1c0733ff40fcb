import { type Diagnostic, diagnose, type KeyPath } from '../diagnostic.ts';
import { findPositions } from '../parse/positions.ts';
import { type ConfigTree, ReferenceNode } from '../parse/tree.ts';
import { says } from '../text.ts';
import { isSecret } from './secrets.ts';

/**
 * A warning for each secret without quotes that a ` #` follows on its line: YAML takes the rest for a comment, and whoever
 * has a password such as `one #two` gets another one. The places are looked up only where such a text is found.
 */
export function cutSecrets(tree: ConfigTree, text: string): Diagnostic[] {
  const commented = new Set([...text.matchAll(/^[^\r\n]*?(?=[ \t]#)/gm)].map(([line]) => valueAtEnd(line)));
  commented.delete('');
  const suspects = commented.size === 0 ? [] : secretTexts(tree, commented);
  if (suspects.length === 0) return [];
  const positions = findPositions(text, tree);
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  return suspects
    .filter((path) => {
      const { line, column, length } = positions.value(path);
      return /^[ \t]+#/.test((lines[line - 1] ?? '').slice(column - 1 + length));
    })
    .map((path) =>
      diagnose({
        code: 'cut-secret',
        severity: 'warning',
        message: says(
          `${path.join('.')} ends before the # on its line: YAML takes the rest for a comment`,
          `${path.join('.')} 의 값은 같은 줄의 # 앞에서 끝납니다. YAML 은 그 뒤를 주석으로 읽습니다`,
        ),
        path,
        hint: says(
          'put quotes around the whole value, or the comment on a line of its own',
          '값 전체를 따옴표로 감싸거나, 주석을 다른 줄에 적습니다',
        ),
      }),
    );
}

/** The paths of the secrets that are among some texts; few are, so that it is asked first. */
function secretTexts(tree: ConfigTree, among: ReadonlySet<string>): KeyPath[] {
  const found: KeyPath[] = [];
  const visit = (node: ConfigTree, path: KeyPath): void => {
    if (typeof node === 'string' && among.has(node) && isSecret(path)) found.push(path);
    if (typeof node !== 'object' || node === null || node instanceof ReferenceNode) return;
    for (const [key, value] of Object.entries(node))
      if (typeof value === 'object' || among.has(String(value))) visit(value, [...path, key]);
  };
  visit(tree, []);
  return found;
}

// A text without quotes holds neither ` #` nor `: `.
function valueAtEnd(line: string): string {
  const before = line.trim();
  const colon = before.search(/:[ \t]/);
  return (colon < 0 ? before.replace(/^-/, '') : before.slice(colon + 1)).trim();
}
