import type { Diagnostic, KeyPath } from '../diagnostic.ts';
import { parseConfig, withoutBom } from '../parse/parse.ts';
import { type ConfigTree, isMapping, lookUp, ReferenceNode } from '../parse/tree.ts';
import { type InBoth, inBoth, says, type Text } from '../text.ts';
import { sameTree, withoutKey, withValue } from './expect.ts';
import { spell, type Value } from './spell.ts';
import { type Edited, put, speltAt, take } from './write.ts';

/** One change of config.yml: a value at a key, a key that goes, or one that moves with its value and comment. */
export type ConfigEdit =
  | { set: KeyPath; value: Value }
  | { remove: KeyPath }
  | { move: KeyPath; to: KeyPath };

/** The text as it is after the edits, or one sentence why it can't be edited so. The sentence holds no value. */
export type EditResult = { text: string } | InBoth<{ problem: Text }>;

/**
 * Edits the text of config.yml and leaves every other byte of it: comments, order, quotes, indentation, line ends. What
 * comes out is read again, and anything but the wanted change is a problem: aliases that repeat the place elsewhere, or
 * a spelling of YAML in which the place can't be told.
 */
export function editConfig(text: string, edits: readonly ConfigEdit[]): EditResult {
  const bare = withoutBom(text);
  const parsed = parseConfig(bare);
  if ('diagnostics' in parsed) return unreadable(parsed.diagnostics[0]);
  let current = bare;
  let tree: ConfigTree = parsed.tree;
  for (const edit of edits) {
    const problem = obstacleOf(edit, tree);
    if (problem !== undefined) return inBoth({ problem });
    const edited = apply(current, edit);
    const read = edited === undefined ? undefined : parseConfig(edited);
    const found = expectedOf(edit, tree, read);
    if (edited === undefined || found === undefined)
      return inBoth({
        problem: says(
          `${pathOf(edit).join('.')} can't be edited here: change it in config.yml by hand`,
          `${pathOf(edit).join('.')} 은(는) 여기서 고칠 수 없습니다. config.yml 에서 직접 고치십시오`,
        ),
      });
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

function unreadable(diagnostic: Diagnostic | undefined): EditResult {
  if (diagnostic === undefined) return inBoth({ problem: says('it cannot be read', '읽을 수 없습니다') });
  const { message, ko } = diagnostic;
  return { problem: message, ...(ko && { ko: { problem: ko.message } }) };
}

function obstacleOf(edit: ConfigEdit, tree: ConfigTree): Text | undefined {
  if (!('set' in edit)) {
    const from = 'remove' in edit ? edit.remove : edit.move;
    return lookUp(tree, from) === undefined
      ? says(`${from.join('.')} is not in config.yml`, `${from.join('.')} 은(는) config.yml 에 없습니다`)
      : undefined;
  }
  const held = lookUp(tree, edit.set);
  const key = edit.set.join('.');
  if (Array.isArray(held))
    return says(
      `${key} holds a list: change it in config.yml by hand`,
      `${key} 은(는) 목록입니다. config.yml 에서 직접 고치십시오`,
    );
  if (isMapping(held))
    return says(
      `${key} holds keys of its own: change it in config.yml by hand`,
      `${key} 아래에 다른 키가 있습니다. config.yml 에서 직접 고치십시오`,
    );
  return undefined;
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
