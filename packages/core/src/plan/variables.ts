import { load } from 'js-yaml';
import { INVENTORY, SECRETS, SETTINGS } from '../steps/variables.ts';

/** The files in which ansible finds the variables of its roles. */
export const VARIABLE_FILES: readonly string[] = [INVENTORY, SETTINGS, SECRETS];

type Values = Readonly<Record<string, unknown>>;

/**
 * The variables, dotted, whose values differ between two texts of one of {@link VARIABLE_FILES}; those of the inventory
 * on any machine that is still there. A text that isn't YAML holds none.
 */
export function changedVariables(path: string, before: string, after: string): string[] {
  const [old, now] = [valuesOf(path, before), valuesOf(path, after)];
  const machines = new Set(['', ...[...now.keys()].map(machineOf)]);
  const changed = [...old.keys(), ...now.keys()].filter(
    (key) => machines.has(machineOf(key)) && old.get(key) !== now.get(key),
  );
  return [...new Set(changed.map((key) => key.slice(machineOf(key).length)))];
}

/** The values of the variables of one of {@link VARIABLE_FILES}, as JSON; those of a machine begin with its address and a slash. */
export function valuesOf(path: string, text: string): Map<string, string> {
  const data = valuesIn(text);
  if (path !== INVENTORY) return new Map(leaves(data));
  const all = record(data.all);
  const machines = Object.values(record(all.children)).flatMap((group) =>
    Object.entries(record(record(group).hosts)),
  );
  return new Map([
    ...leaves(record(all.vars)),
    ...machines.flatMap(([address, values]) => leaves(record(values), `${address}/`)),
  ]);
}

function machineOf(key: string): string {
  return key.slice(0, key.indexOf('/') + 1);
}

function valuesIn(text: string): Values {
  try {
    return record(load(text));
  } catch {
    return {};
  }
}

function leaves(values: Values, above = ''): [string, string][] {
  return Object.entries(values).flatMap(([name, value]): [string, string][] => {
    const below = leaves(record(value), `${above}${name}.`);
    return below.length > 0 ? below : [[`${above}${name}`, JSON.stringify(value)]];
  });
}

function record(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}
