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
import { unlessTooDeep } from '../parse/too-deep.ts';
import { quote } from '../serialize/yaml.ts';
import { says, type Text } from '../text.ts';

/** A place in a text, and what is wrong there. */
export interface MergeProblem {
  offset: number;
  message: Text;
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

const UNREADABLE = says('this cannot be read as YAML', 'YAML 로 읽을 수 없습니다');

// Where these hold something else than keys, the file isn't what it is taken for.
const SECTIONS = ['vcap', 'vcap.services'];

/** Puts uegen's `own` keys into a mapping of YAML; the other keys stay as they are, in their order, with comments. */
export function mergeYaml(text: string, own: string): Merged {
  return unlessTooDeep(() => merge(text, own)) ?? { problems: [{ offset: 0, message: UNREADABLE }] };
}

function merge(text: string, own: string): Merged {
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
    message: EXPLAINED[code] ?? UNREADABLE,
  }));
  visit(document, {
    Node: (_, node) => {
      const anchor = isAlias(node) ? undefined : node.anchor;
      if (!isAlias(node) && anchor === undefined) return;
      const offset = anchor === undefined ? startOf(node) : text.lastIndexOf(`&${anchor}`, startOf(node));
      problems.push({
        offset,
        message: says('the platform cannot read anchors and aliases', '플랫폼은 앵커와 별칭을 읽지 못합니다'),
      });
    },
  });
  const { contents } = document;
  if (problems.length === 0 && !isMap(contents) && !isEmpty(contents))
    problems.push({
      offset: startOf(contents),
      message: says('this is no mapping of keys', '키의 매핑이 아닙니다'),
    });
  return problems;
}

const EXPLAINED: Readonly<Record<string, Text>> = {
  DUPLICATE_KEY: says('this mapping holds the key twice', '이 매핑에 같은 키가 두 번 있습니다'),
  MULTIPLE_DOCS: says(
    'a second YAML document starts here: the file must be one',
    '여기서 두 번째 YAML 문서가 시작됩니다. 문서는 하나여야 합니다',
  ),
  TAB_AS_INDENT: says('YAML is indented by spaces, not tabs', 'YAML 은 탭이 아닌 공백으로 들여씁니다'),
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
        message: says(
          `${path.join('.')} is no mapping of keys`,
          `${path.join('.')} 은(는) 키의 매핑이 아닙니다`,
        ),
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
