import { isAlias, isCollection, isPair, isScalar, parseAllDocuments } from 'yaml';
import { positionFinder } from '../parse/line-column.ts';
import { parseProperties } from '../parse/properties.ts';
import { unlessTooDeep } from '../parse/too-deep.ts';
import { scalar } from '../serialize/yaml.ts';

/** A text that the reader of a file finds in it. */
export interface Leaf {
  text: string;
  /** No reader takes it for anything but text: in YAML it stands in quotes, or is plain and means nothing else. */
  certain: boolean;
}

/** A file that its reader would refuse, and the line where it would, if that is known. */
export interface Broken {
  line?: number;
}

/** Reads the leaves of a file in their order. */
export type ReadLeaves = (text: string) => Leaf[] | Broken;

const YAML = { schema: 'failsafe', logLevel: 'silent', prettyErrors: false } as const;

/** YAML, with all its documents: scalars, keys and what they hold. */
export const readYaml: ReadLeaves = (text) => unlessTooDeep(() => readDocuments(text)) ?? {};

function readDocuments(text: string): Leaf[] | Broken {
  const documents = parseAllDocuments(text, YAML);
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) return { line: positionFinder(text)(error.pos[0], 1).line };
  return documents.flatMap(({ contents }) => leavesOf(contents));
}

function leavesOf(node: unknown): Leaf[] {
  if (isPair(node)) return [...leavesOf(node.key), ...leavesOf(node.value)];
  if (isCollection(node)) return node.items.flatMap(leavesOf);
  if (isAlias(node)) return [{ text: node.source, certain: true }];
  if (!isScalar(node)) return [];
  const text = String(node.value ?? '');
  return [{ text, certain: node.type !== 'PLAIN' || scalar(text) === text }];
}

/** The strings and the bare words of JSON. */
export const readJson: ReadLeaves = (text) =>
  [...text.matchAll(/"((?:\\[\s\S]|[^"\\])*)"|[^\s",:{}[\]]+/g)].map(([whole, string]) =>
    string === undefined
      ? { text: whole, certain: false }
      : { text: String(parseJson(whole) ?? ''), certain: true },
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Properties, which Java reads byte by byte: what is no ASCII becomes something else. */
export const readProperties: ReadLeaves = (text) =>
  parseProperties(text)?.flatMap((entry) => entry.map((text) => ({ text, certain: true }))) ?? {};
