import { schemaAt } from '../config/schema.ts';
import type { KeyPath } from '../diagnostic.ts';
import type { Reference } from '../parse/tree.ts';
import { quote, scalar } from '../serialize/yaml.ts';

/** A value to be written: a text, or a reference to one. */
export type Value = string | Reference;

/** A value as config.yml has it at `path`; within a flow, its marks are quoted as well. */
export function spell(value: Value, path: KeyPath, inFlow: boolean): string {
  if (typeof value !== 'string') return `!${value.tag} ${spellText(value.argument, inFlow)}`;
  const type = schemaAt(path, undefined)?.type;
  const isTyped = (type === 'integer' && /^-?\d+$/.test(value)) || /^(?:true|false)$/.test(value);
  return isTyped && type !== 'string' ? value : spellText(value, inFlow);
}

/** A key, or a text. */
export function spellText(text: string, inFlow: boolean): string {
  return inFlow && /[,[\]{}:]/.test(text) ? quote(text) : scalar(text);
}
