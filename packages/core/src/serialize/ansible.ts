import type { Data } from './json.ts';

/** A mapping whose keys the schema names. */
export type Section = Readonly<Record<string, Data>>;

/** A section of config.yml as a variable of ansible, whose names have `_` where config.yml has `-`. */
export function variable(section: Section): Section {
  return Object.fromEntries(Object.entries(section).map(([key, value]) => [key.replaceAll('-', '_'), value]));
}

/** The same as a variable for each key: `name_key`. */
export function variables(name: string, section: Section): Section {
  return Object.fromEntries(
    Object.entries(variable(section)).map(([key, value]) => [`${name}_${key}`, value]),
  );
}
