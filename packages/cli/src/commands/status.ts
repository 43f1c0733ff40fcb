import { laterBlanks } from '@uegen/core';
import { enter } from '../activity.ts';
import { load, printDiagnostics } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { json } from './report.ts';

/** What `uegen status` may be told. */
export interface StatusOptions {
  config: string;
  out: string | undefined;
  json: boolean;
}

/** `uegen status`: which of the guide's later keys are still blank, and what waits for them; 1 on a config with errors. */
export async function status(options: StatusOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out);
  enter('report');
  if (!loaded.ok) {
    printDiagnostics(loaded, terminal);
    return 1;
  }
  const blanks = laterBlanks(loaded.text);
  if (options.json) {
    terminal.out(json(blanks));
    return 0;
  }
  for (const { path, position, neededBy, source } of blanks)
    terminal.out(
      `${loaded.fileName}:${position.line}:${position.column}: ${path.join('.')} is blank: ${neededBy} needs it, from ${source}\n`,
    );
  if (blanks.length === 0) terminal.out(`${loaded.fileName}: nothing is left blank\n`);
  return 0;
}
