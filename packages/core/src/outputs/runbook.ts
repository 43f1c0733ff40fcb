import { RUNBOOK, runbookText } from '../runbook/document.ts';
import { type Output, publicFile } from './output.ts';

/** `RUNBOOK.md`: the guide for this cluster, in the language of the build. */
export const runbook: Output = (cluster, lang = 'ko') => [publicFile(RUNBOOK, runbookText(cluster, lang))];
