export { answers, type Manner } from './answers.ts';
export { configText } from './config-text.ts';
export { refuseFiles } from './files.ts';
export { blankAtFirst, questions } from './questions.ts';
export { writeAll } from './write.ts';
