import { type Diagnostic, diagnose, type KeyPath } from '../diagnostic.ts';
import { type ConfigTree, isMapping, type Reference, ReferenceNode } from '../parse/tree.ts';
import { says, type Text } from '../text.ts';

/**
 * What a reference stands for, or one sentence why it can't be said; the sentence never holds a value.
 * `absent` is that of a file that isn't there: where a phase fetches the value, it counts as blank.
 */
export type ReferenceAnswer = { value: string } | { problem: Text | string } | { absent: Text | string };

/** Looks a reference up outside the config: core itself has neither an environment nor files. */
export type ReferenceResolver = (reference: Reference, path: KeyPath) => ReferenceAnswer;

/** Puts the values of all `!env` and `!file` references in their places, in a copy of a tree that holds any. */
export function resolveReferences(
  tree: ConfigTree,
  resolve: ReferenceResolver,
  fetched: readonly string[] = [],
): { tree: ConfigTree; diagnostics: Diagnostic[] } {
  if (!holdsReference(tree)) return { tree, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  // Aliases of aliases make a short text stand for more than any memory holds: each of their nodes is visited once.
  const known = new Map<ConfigTree, ConfigTree>();
  const visit = (node: ConfigTree, path: KeyPath): ConfigTree => {
    if (node instanceof ReferenceNode) {
      const answer = resolve({ tag: node.tag, argument: node.argument }, path);
      if ('value' in answer) return answer.value;
      diagnostics.push(unresolved(answer, path, fetched));
      return null;
    }
    if (!Array.isArray(node) && !isMapping(node)) return node;
    const copy =
      known.get(node) ??
      (Array.isArray(node)
        ? node.map((item, index) => visit(item, [...path, String(index)]))
        : Object.fromEntries(
            Object.entries(node).map(([key, value]) => [key, visit(value, [...path, key])]),
          ));
    known.set(node, copy);
    return copy;
  };
  return { tree: visit(tree, []), diagnostics };
}

function holdsReference(tree: ConfigTree): boolean {
  const seen = new Set<ConfigTree>();
  const visit = (node: ConfigTree): boolean => {
    if (typeof node !== 'object' || node === null) return false;
    if (node instanceof ReferenceNode) return true;
    if (seen.has(node)) return false;
    seen.add(node);
    return Object.values(node).some((child) => typeof child === 'object' && visit(child));
  };
  return visit(tree);
}

function unresolved(
  answer: Exclude<ReferenceAnswer, { value: string }>,
  path: KeyPath,
  fetched: readonly string[],
): Diagnostic {
  const isFetched = 'absent' in answer && fetched.includes(path.join('.'));
  if (!isFetched)
    return diagnose({
      code: 'unresolved-reference',
      message: 'absent' in answer ? answer.absent : answer.problem,
      path,
    });
  return diagnose({
    code: 'not-fetched',
    severity: 'note',
    message: says(
      `${path.join('.')} counts as blank: its file is not there yet`,
      `${path.join('.')} 의 파일이 아직 없어 비어 있는 것으로 봅니다`,
    ),
    path,
    hint: says(
      'uegen run fetches the value; or give it by uegen set',
      'uegen run 이 값을 가져옵니다. uegen set 으로 직접 넣을 수도 있습니다',
    ),
  });
}
