import { editorSchema } from '@uegen/core';
import { json } from '../answer.ts';
import type { Terminal } from '../terminal.ts';

/** `uegen schema`: prints the JSON Schema of config.yml, for editors. */
export async function schema(_options: object, terminal: Terminal): Promise<number> {
  terminal.out(json(editorSchema()));
  return 0;
}
