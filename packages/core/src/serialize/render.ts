import { templates } from '@uegen/templates';

/**
 * Fills in a compiled template. Every `<%= %>` goes through `escapeValue`, which gets strings only: a number is spelt in
 * decimal, anything else is a bug in the output and throws.
 */
export function render(
  name: string,
  values: Record<string, unknown>,
  escapeValue: (value: string) => string,
): string {
  const template = templates[name];
  if (template === undefined) throw new Error(`no template ${name}`);
  return template(values, (value) => {
    if (typeof value === 'number') return escapeValue(String(value));
    if (typeof value !== 'string') throw new TypeError(`template ${name}: a value is ${typeof value}`);
    return escapeValue(value);
  });
}
