export { recorder } from './recorder.ts';
