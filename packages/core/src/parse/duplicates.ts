import { isScalar, parseDocument, visit } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { says } from '../text.ts';
import { positionFinder } from './line-column.ts';

/** An error for each key that is given more than once in its mapping, at the later place; the first is named. */
export function duplicateKeys(text: string): Diagnostic[] {
  const at = positionFinder(text);
  const found: Diagnostic[] = [];
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  visit(document, {
    Map(_, { items }) {
      const first = new Map<unknown, number>();
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue;
        const [start] = key.range;
        const former = first.get(key.value);
        if (former === undefined) first.set(key.value, start);
        else {
          const message = says(
            `the key is given twice in this mapping, first in line ${at(former, 1).line}`,
            `이 매핑에 같은 키가 두 번 있습니다. 처음 나온 줄은 ${at(former, 1).line} 입니다`,
          );
          const hint = says('remove one of them', '하나를 지우십시오');
          const duplicate = diagnose({ code: 'yaml-syntax', message, hint, path: [] });
          found.push({ ...duplicate, position: at(start, 1), also: [{ path: [], position: at(former, 1) }] });
        }
      }
    },
  });
  return found;
}
