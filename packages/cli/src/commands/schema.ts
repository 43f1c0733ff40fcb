import { editorSchema } from '@uegen/core';
import { json, type Payload } from '../answer.ts';
import type { Terminal } from '../terminal.ts';
import type { SchemaAnswer } from './answers.ts';

/** `uegen schema`: prints the JSON Schema of config.yml, for editors. */
export async function schema(_options: object, terminal: Terminal): Promise<number> {
  const printed = editorSchema();
  if (terminal.json === undefined) terminal.out(json(printed));
  else terminal.json.answer({ status: 'printed', schema: printed } satisfies Payload<SchemaAnswer>);
  return 0;
}
