import { publicFile } from '../file.ts';
import type { Output } from './output.ts';
import { runbookText } from './runbook/document.ts';

/** Where the guide for this cluster lies. */
export const RUNBOOK = 'RUNBOOK.md';

/** `RUNBOOK.md`: the guide for this cluster, in the language of the build. */
export const runbook: Output = (cluster, lang = 'ko') => [
  publicFile(RUNBOOK, () => runbookText(cluster, lang)),
];
