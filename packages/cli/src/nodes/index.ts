export { ACTION_WORDS, ACTIONS } from './actions.ts';
export { additionOf, departureOf } from './edits.ts';
export { type NodeRow, nodeRows, stateText } from './rows.ts';
export { settlingOf } from './settle.ts';
