import { isScalar, parseDocument, visit } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { positionFinder } from './line-column.ts';

/** An error for each key that is given more than once in its mapping, at the later place; the first is named. */
export function duplicateKeys(text: string): Diagnostic[] {
  const at = positionFinder(text);
  const found: Diagnostic[] = [];
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  visit(document, {
    Map(_, { items }) {
      const first = new Map<unknown, number>();
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue;
        const [start] = key.range;
        const former = first.get(key.value);
        if (former === undefined) first.set(key.value, start);
        else {
          const message = `the key is given twice in this mapping, first in line ${at(former, 1).line}`;
          const duplicate = diagnose({ code: 'yaml-syntax', message, hint: 'remove one of them', path: [] });
          found.push({ ...duplicate, position: at(start, 1) });
        }
      }
    },
  });
  return found;
}
