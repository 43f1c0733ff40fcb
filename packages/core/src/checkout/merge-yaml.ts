import {
  type Document,
  type DocumentOptions,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type ParseOptions,
  parseDocument,
  Scalar,
  type ScalarTag,
  type SchemaOptions,
  visit,
  type YAMLMap,
} from 'yaml';
import { stringifyString } from 'yaml/util';
import { quote } from '../serialize/yaml.ts';

/** A place in a text, and what is wrong there. */
export interface MergeProblem {
  offset: number;
  message: string;
}

/** A merged text with the dotted keys whose values gave way, or why the text can't be merged. */
export type Merged = { text: string; overruled: readonly string[] } | { problems: readonly MergeProblem[] };

// What stands in double quotes is written by our rule: yaml leaves characters raw that other readers refuse.
const text: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string',
  resolve: (value) => value,
  stringify: (item, context, onComment, onChompKeep) =>
    item.type === Scalar.QUOTE_DOUBLE
      ? quote(String(item.value))
      : stringifyString(item as Parameters<typeof stringifyString>[0], context, onComment, onChompKeep),
};

// Scalars stay as they are spelt. Only null has a type, since it holds nothing.
const UNTYPED: ParseOptions & DocumentOptions & SchemaOptions = {
  schema: 'untyped',
  customTags: ['map', 'seq', 'null', text],
  prettyErrors: false,
  // Silent, yaml takes the first of several documents.
  logLevel: 'error',
};

// Where these hold something else than keys, the file isn't what it is taken for.
const SECTIONS = ['vcap', 'vcap.services'];

/** Puts uegen's `own` keys into a mapping of YAML; the other keys stay as they are, in their order, with comments. */
export function mergeYaml(text: string, own: string): Merged {
  const document = parseDocument(text, UNTYPED);
  const problems = problemsOf(document, text);
  if (problems.length > 0) return { problems };
  if (isEmpty(document.contents)) return { text: own, overruled: [] };
  const outcome: Outcome = { problems: [], overruled: [], changed: false };
  mergeInto(document.contents as YAMLMap, parseDocument(own, UNTYPED).contents as YAMLMap, [], outcome);
  if (outcome.problems.length > 0) return { problems: outcome.problems };
  const merged = outcome.changed ? document.toString({ lineWidth: 0 }) : text;
  return { text: merged, overruled: outcome.overruled };
}

function problemsOf(document: Document.Parsed, text: string): MergeProblem[] {
  const problems = document.errors.map(({ code, pos }) => ({
    offset: pos[0],
    message: EXPLAINED[code] ?? 'this cannot be read as YAML',
  }));
  visit(document, {
    Node: (_, node) => {
      const anchor = isAlias(node) ? undefined : node.anchor;
      if (!isAlias(node) && anchor === undefined) return;
      const offset = anchor === undefined ? startOf(node) : text.lastIndexOf(`&${anchor}`, startOf(node));
      problems.push({ offset, message: 'the platform cannot read anchors and aliases' });
    },
  });
  const { contents } = document;
  if (problems.length === 0 && !isMap(contents) && !isEmpty(contents))
    problems.push({ offset: startOf(contents), message: 'this is no mapping of keys' });
  return problems;
}

const EXPLAINED: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'the key is given twice in this mapping',
  MULTIPLE_DOCS: 'a second YAML document starts here, it must be one',
  TAB_AS_INDENT: 'YAML must be indented by spaces, not tabs',
};

interface Outcome {
  problems: MergeProblem[];
  overruled: string[];
  changed: boolean;
}

function mergeInto(target: YAMLMap, own: YAMLMap, above: readonly string[], outcome: Outcome): void {
  for (const pair of own.items) {
    const name = nameOf(pair.key);
    const path = [...above, name];
    const found = target.items.find(({ key }) => nameOf(key) === name);
    if (found === undefined) {
      target.items.push(pair);
      outcome.changed = true;
    } else if (isMap(found.value) && isMap(pair.value) && !isEmpty(found.value))
      mergeInto(found.value, pair.value, path, outcome);
    else if (SECTIONS.includes(path.join('.')) && !isEmpty(found.value))
      outcome.problems.push({
        offset: startOf(found.value),
        message: `${path.join('.')} is no mapping of keys`,
      });
    else if (!isSame(found.value, pair.value)) {
      if (!isEmpty(found.value)) outcome.overruled.push(path.join('.'));
      found.value = pair.value;
      outcome.changed = true;
    }
  }
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

// uegen puts quotes where a plain scalar could be typed.
function isSame(found: unknown, own: unknown): boolean {
  if (!isScalar(found) || !isScalar(own) || found.tag !== undefined) return false;
  return found.value === own.value && (found.type !== Scalar.PLAIN || own.type === Scalar.PLAIN);
}

function isEmpty(node: unknown): boolean {
  if (isCollection(node)) return node.items.length === 0;
  return node === null || (isScalar(node) && (node.value === null || node.value === ''));
}

function startOf(node: unknown): number {
  return (isNode(node) && node.range?.[0]) || 0;
}
