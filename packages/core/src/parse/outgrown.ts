import { type Diagnostic, diagnose, type KeyPath } from '../diagnostic.ts';
import { says } from '../text.ts';
import { type ConfigTree, ReferenceNode } from './tree.ts';

/** The most values that are written in a config: 100,000 nodes, each of them named three times more. */
export const MAX_VALUES = 500_000;

/** The most nodes that aliases may stand for, all together: far more than any config repeats. */
const MAX_REPEATED = 100_000;

/**
 * An error for a tree that outgrows every use, so that whatever is said of a config has an end. What is written once counts
 * once, however large it is; of aliases, the one that is too many is named: a short text whose aliases stand for aliases says
 * more than any memory holds.
 */
export function outgrown(tree: ConfigTree): Diagnostic | undefined {
  const sizes = new Map<object, number>();
  let repeated = 0;
  let place: KeyPath | undefined;
  const measure = (node: ConfigTree, path: KeyPath): number => {
    if (typeof node !== 'object' || node === null || node instanceof ReferenceNode) return 1;
    const known = sizes.get(node);
    if (known !== undefined) {
      repeated += known;
      if (repeated > MAX_REPEATED) place ??= path;
      return known;
    }
    let size = 1;
    // An alias within its own anchor leads back here.
    sizes.set(node, Number.POSITIVE_INFINITY);
    const add = (child: ConfigTree, key: string | number) => {
      size += typeof child === 'string' ? 1 : measure(child, [...path, String(key)]);
    };
    if (Array.isArray(node)) node.forEach(add);
    else for (const key of Object.keys(node)) add(node[key] ?? null, key);
    sizes.set(node, size);
    return size;
  };
  const all = measure(tree, []);
  if (place !== undefined) return tooManyRepeated(place);
  return all - repeated > MAX_VALUES ? tooManyWritten() : undefined;
}

function tooManyRepeated(path: KeyPath): Diagnostic {
  return diagnose({
    code: 'too-large',
    message: says(
      `aliases stand for more than ${MAX_REPEATED} values in all`,
      `별칭이 가리키는 값이 모두 ${MAX_REPEATED}개를 넘습니다`,
    ),
    path,
    hint: says('write out what is meant', '별칭 대신 값을 직접 적으십시오'),
  });
}

function tooManyWritten(): Diagnostic {
  return diagnose({
    code: 'too-large',
    message: says(
      `the config holds more than ${MAX_VALUES} values`,
      `설정에 적힌 값이 ${MAX_VALUES}개를 넘습니다`,
    ),
    path: [],
  });
}
