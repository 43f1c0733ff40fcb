import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { quote } from '../../packages/core/src/serialize/yaml.ts';

/** A node of YAML without a type: a scalar as it is spelt, a list, or a mapping's pairs in their order. */
export type Entries = string | readonly (Entries | readonly [string, Entries])[];

/** What a text of YAML holds, read by a library that the program under test doesn't use. */
export function entriesOf(text: string): readonly (readonly [string, Entries])[] {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  if (document.errors[0] !== undefined) throw document.errors[0];
  return entries(document.contents) as readonly (readonly [string, Entries])[];
}

const MARKS: Readonly<Record<string, string>> = {
  QUOTE_DOUBLE: '"',
  QUOTE_SINGLE: "'",
  BLOCK_LITERAL: '|',
  BLOCK_FOLDED: '>',
};

function entries(node: unknown): Entries {
  if (isMap<Node, Node>(node))
    return node.items.map(({ key, value }): [string, Entries] => [String(entries(key)), entries(value)]);
  if (isSeq<Node>(node)) return node.items.map(entries);
  if (!isScalar(node)) return '';
  const tag = node.tag === undefined ? '' : `${node.tag} `;
  return `${tag}${MARKS[node.type ?? ''] ?? ''}${node.value ?? ''}`;
}

/** The entries of a mapping at a path of keys; none where there is no such mapping. */
export function below(all: Entries, ...path: readonly string[]): readonly (readonly [string, Entries])[] {
  let found = all;
  for (const key of path) found = (found as [string, Entries][]).find(([name]) => name === key)?.[1] ?? [];
  return found as [string, Entries][];
}

/** All that application.yml holds but for some of vcap.services. */
export function foreignEntries(text: string, own: readonly string[]): Entries {
  const without = ([name, value]: readonly [string, Entries]): [string, Entries] => {
    if (name !== 'vcap') return [name, value];
    const rest = (value as [string, Entries][]).map(([key, services]): [string, Entries] =>
      key === 'services'
        ? [key, (services as [string, Entries][]).filter(([service]) => !own.includes(service))]
        : [key, services],
    );
    return [name, rest];
  };
  return entriesOf(text).map(without);
}

/** Mappings of text as Jackson's YAMLFactory writes them. */
export function jackson(data: object, indent = ''): string {
  const lines = Object.entries(data).map(([key, value]) =>
    typeof value === 'string'
      ? `${indent}${key}: ${quote(value)}\n`
      : `${indent}${key}:\n${jackson(value, `${indent}  `)}`,
  );
  return `${indent === '' ? '---\n' : ''}${lines.join('')}`;
}
