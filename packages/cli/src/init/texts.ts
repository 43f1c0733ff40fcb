import type { Text } from '@uegen/core';
import document from '@uegen/core/schema.json';

/** What of the schema is told in words; the built program holds nothing else of it here. */
interface Told {
  description?: string;
  'x-ko'?: string;
  properties?: Readonly<Record<string, Told>>;
}

/** What the schema says of a key, which it names with dots. */
export function textOf(key: string): Text {
  const { description: en = '', 'x-ko': ko = en } = toldOf(key) ?? {};
  return { en, ko };
}

/** The keys as far as `order` of the schema goes: what comes first there comes first. */
export function inSchemaOrder(keys: readonly string[]): string[] {
  const places = new Map(keys.map((key) => [key, placeOf(key)]));
  return [...keys].sort((one, other) => compare(places.get(one) ?? [], places.get(other) ?? []));
}

function toldOf(key: string): Told | undefined {
  return key
    .split('.')
    .reduce<Told | undefined>((told, name) => told?.properties?.[name], document as unknown as Told);
}

function placeOf(key: string): number[] {
  const names = key.split('.');
  return names.map((name, depth) => {
    const above = depth === 0 ? (document as unknown as Told) : toldOf(names.slice(0, depth).join('.'));
    return Object.keys(above?.properties ?? {}).indexOf(name);
  });
}

function compare(one: readonly number[], other: readonly number[]): number {
  const depth = one.findIndex((place, index) => place !== other[index]);
  return depth < 0 ? 0 : (one[depth] ?? 0) - (other[depth] ?? 0);
}
