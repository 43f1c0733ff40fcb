export { clearAnswers, type Findings, takeAnswers } from './answers.ts';
export { readState } from './file.ts';
export { forgetIn } from './forget.ts';
export { dueOf, type Known, knownOf } from './known.ts';
export { recorder } from './recorder.ts';
