/** What `uegen node` does, and how many words each wants. */
export const ACTION_WORDS: Readonly<Record<string, number>> = {
  list: 0,
  add: 2,
  remove: 1,
  uninstall: 1,
  settle: 0,
};

/** The names of what `uegen node` does. */
export const ACTIONS: readonly string[] = Object.keys(ACTION_WORDS);

/** Those that want the name of a node that is there. */
export const ACTIONS_ON_NODES: readonly string[] = ACTIONS.filter((action) => ACTION_WORDS[action] === 1);
