export { additionOf, departureOf } from './edits.ts';
export { type NodeRow, nodeRows } from './rows.ts';
export { settlingOf } from './settle.ts';
