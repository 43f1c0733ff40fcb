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

/** A section of addresses and, by the same key with `-checksum`, their checksums: each a variable of both. */
export function downloads(section: Section): Section {
  const urls = Object.entries(section).filter(([key]) => !key.endsWith('-checksum'));
  const pairs = urls.map(([key, url]) => [key, { url, checksum: section[`${key}-checksum`] ?? '' }]);
  return variable(Object.fromEntries(pairs));
}
