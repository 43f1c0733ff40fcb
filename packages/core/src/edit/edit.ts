import type { KeyPath } from '../diagnostic.ts';
import { parseConfig, withoutBom } from '../parse/parse.ts';
import { type ConfigTree, isMapping, lookUp, ReferenceNode } from '../parse/tree.ts';
import { sameTree, withoutKey, withValue } from './expect.ts';
import { spell, type Value } from './spell.ts';
import { type Edited, put, speltAt, take } from './write.ts';

/** One change of config.yml: a value at a key, a key that goes, or one that moves with its value and comment. */
export type ConfigEdit =
  | { set: KeyPath; value: Value }
  | { remove: KeyPath }
  | { move: KeyPath; to: KeyPath };

/** The text as it is after the edits, or one sentence why it can't be edited so. The sentence holds no value. */
export type EditResult = { text: string } | { problem: string };

/**
 * Edits the text of config.yml and leaves every other byte of it: comments, order, quotes, indentation, line ends. What
 * comes out is read again, and anything but the wanted change is a problem: aliases that repeat the place elsewhere, or
 * a spelling of YAML in which the place can't be told.
 */
export function editConfig(text: string, edits: readonly ConfigEdit[]): EditResult {
  const bare = withoutBom(text);
  const parsed = parseConfig(bare);
  if ('diagnostics' in parsed) return { problem: parsed.diagnostics[0]?.message ?? 'it cannot be read' };
  let current = bare;
  let tree: ConfigTree = parsed.tree;
  for (const edit of edits) {
    const problem = obstacleOf(edit, tree);
    if (problem !== undefined) return { problem };
    const edited = apply(current, edit);
    const read = edited === undefined ? undefined : parseConfig(edited);
    const found = expectedOf(edit, tree, read);
    if (edited === undefined || found === undefined)
      return { problem: `${pathOf(edit).join('.')} can't be edited here: change it in config.yml by hand` };
    current = edited;
    tree = found;
  }
  return { text: text.slice(0, text.length - bare.length) + current };
}

function apply(text: string, edit: ConfigEdit): Edited {
  if ('remove' in edit) return take(text, edit.remove);
  if ('set' in edit) {
    const { set, value } = edit;
    return put(text, set, { block: spell(value, set, false), flow: spell(value, set, true) });
  }
  const spelt = speltAt(text, edit.move);
  const rest = take(text, edit.move);
  return spelt && rest === undefined ? undefined : spelt && put(rest as string, edit.to, spelt);
}

function obstacleOf(edit: ConfigEdit, tree: ConfigTree): string | undefined {
  if (!('set' in edit)) {
    const from = 'remove' in edit ? edit.remove : edit.move;
    return lookUp(tree, from) === undefined ? `${from.join('.')} is not in config.yml` : undefined;
  }
  const held = lookUp(tree, edit.set);
  const what = Array.isArray(held) ? 'a list' : isMapping(held) ? 'keys of its own' : undefined;
  return what && `${edit.set.join('.')} holds ${what}: change it in config.yml by hand`;
}

/** The new tree when it is the wanted one. */
function expectedOf(
  edit: ConfigEdit,
  before: ConfigTree,
  read: ReturnType<typeof parseConfig> | undefined,
): ConfigTree | undefined {
  if (read === undefined || 'diagnostics' in read) return undefined;
  return sameTree(wantedTree(edit, before, read.tree), read.tree) ? read.tree : undefined;
}

function wantedTree(edit: ConfigEdit, before: ConfigTree, after: ConfigTree): ConfigTree {
  if ('remove' in edit) return withoutKey(before, edit.remove, after);
  if ('set' in edit) {
    const { value } = edit;
    return withValue(
      before,
      edit.set,
      typeof value === 'string' ? value : new ReferenceNode(value.tag, value.argument),
    );
  }
  const value = lookUp(before, edit.move) ?? null;
  return withValue(withoutKey(before, edit.move, after), edit.to, value);
}

function pathOf(edit: ConfigEdit): KeyPath {
  return 'set' in edit ? edit.set : 'remove' in edit ? edit.remove : edit.move;
}
