import { Lexer } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { says } from '../text.ts';
import { MARKS, SCALAR } from './lexer-marks.ts';
import { positionFinder } from './line-column.ts';

/** An error at each anchor of a text that no alias refers to. */
export function findAnchors(text: string): Diagnostic[] {
  const anchors = new Map<string, number>();
  const used = new Set<string>();
  let offset = 0;
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    if (previous !== SCALAR && token.startsWith('&')) anchors.set(token.slice(1), offset);
    if (previous !== SCALAR && token.startsWith('*')) used.add(token.slice(1));
    if (!MARKS.includes(token)) offset += token.length;
    previous = token;
  }
  const at = positionFinder(text);
  const message = says(
    'a value that starts with & is an anchor in YAML, and nothing refers to this one',
    '& 로 시작하는 값은 YAML 의 앵커이며, 이 앵커를 가리키는 별칭이 없습니다',
  );
  const hint = says("put the value in single quotes: '&…'", "값을 작은따옴표로 감싸십시오: '&…'");
  return [...anchors]
    .filter(([name]) => !used.has(name))
    .map(([, start]) => ({
      ...diagnose({ code: 'yaml-syntax', message, hint, path: [] }),
      position: at(start, 1),
    }));
}
