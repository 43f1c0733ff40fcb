import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { root } from './scenarios.ts';

/** A node of the syntax tree, as ESTree spells it. */
interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** A text as the source spells it: its words, and the expressions between them. */
interface Spelt {
  words: string;
  holes: string[];
}

/** One sentence in both languages, and where it stands. */
export interface Pair {
  place: string;
  en: Spelt;
  ko: Spelt;
}

/** A text that stands in no pair. */
export interface Single {
  place: string;
  words: string;
}

/** All that a source says: what is said in both languages, and the texts that are there once. */
export interface Said {
  pairs: Pair[];
  singles: Single[];
}

/** What a source, or all below a folder, of `packages` say. */
export function saidBelow(folder: string): Said {
  const base = join(root, 'packages', folder);
  if (folder.endsWith('.ts')) return saidIn(base);
  const files = readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('generated/'))
    .sort();
  const all = files.map((path) => saidIn(join(base, path)));
  return { pairs: all.flatMap(({ pairs }) => pairs), singles: all.flatMap(({ singles }) => singles) };
}

function saidIn(file: string): Said {
  const source = readFileSync(file, 'utf8');
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return saidBy(program as unknown as Node, source, relative(join(root, 'packages'), file));
}

/** What a tree says; of a call of `say` or `says`, and of `{ en, ko }`, the two texts belong together. */
function saidBy(program: Node, source: string, path: string): Said {
  const said: Said = { pairs: [], singles: [] };
  const placeOf = ({ start }: Node) => `${path}:${source.slice(0, start).split('\n').length}`;
  const visit = (node: Node): void => {
    if (isExample(node)) return;
    const [en, ko] = pairOf(node) ?? [];
    if (en !== undefined && ko !== undefined) {
      said.pairs.push({ place: placeOf(node), en: speltAs(en, source), ko: speltAs(ko, source) });
      return;
    }
    const words = textsOf(node, source);
    if (words !== undefined) said.singles.push({ place: placeOf(node), words: words.words });
    for (const child of childrenOf(node)) if (!isBug(child)) visit(child);
  };
  visit(program);
  return said;
}

function pairOf(node: Node): [Node, Node] | undefined {
  if (node.type === 'CallExpression') {
    const { callee, arguments: args } = node as Node & { callee: Node; arguments: Node[] };
    return /^(?:says?|flag|pair)$/.test(String(callee.name)) && args.length === 2
      ? (args as [Node, Node])
      : undefined;
  }
  // What a library says, and what it is to say instead.
  if (node.type === 'Property') {
    const { key, value } = node as Node & { key: Node; value: Node };
    const [only] = value.type === 'CallExpression' ? (value.arguments as Node[]) : [value];
    const isTheirs = key.type === 'Literal' && /[ :]/.test(String(key.value));
    return isTheirs && only !== undefined && isText(only) ? [key, only] : undefined;
  }
  if (node.type !== 'ObjectExpression') return undefined;
  const { properties } = node as Node & { properties: (Node & { key?: Node; value?: Node })[] };
  const partOf = (name: string) => properties.find(({ key }) => key?.name === name)?.value;
  const [en, ko] = [partOf('en'), partOf('ko')];
  return en && ko && isText(en) && isText(ko) ? [en, ko] : undefined;
}

/** Lines of a file, as an explanation shows them. */
function isExample({ type, key }: Node): boolean {
  return type === 'Property' && /^(?:wrong|right)$/.test(String((key as Node).name));
}

/** What only a fault of uegen's own says. */
function isBug({ type, callee }: Node): boolean {
  return type === 'NewExpression' && (callee as Node).name === 'Error';
}

function isText({ type, value }: Node): boolean {
  return (
    type === 'TemplateLiteral' ||
    (type === 'Literal' && typeof value === 'string') ||
    type === 'ConditionalExpression'
  );
}

function textsOf(node: Node, source: string): Spelt | undefined {
  return isText(node) && node.type !== 'ConditionalExpression' ? speltAs(node, source) : undefined;
}

/** A text, or the texts that a condition chooses from, one behind the other. */
function speltAs(node: Node, source: string): Spelt {
  if (node.type === 'Literal') return { words: String(node.value), holes: [] };
  if (node.type === 'TemplateLiteral') {
    const { quasis, expressions } = node as Node & {
      quasis: { value: { cooked: string } }[];
      expressions: Node[];
    };
    // What chooses between texts is of one language; what names something is of both.
    const inner = expressions.filter(({ type }) => type === 'ConditionalExpression');
    const words = [
      ...quasis.map(({ value }) => value.cooked),
      ...inner.map((one) => speltAs(one, source).words),
    ];
    const named = expressions.filter((one) => !inner.includes(one));
    const holes = [
      ...named.map(({ start, end }) => source.slice(start, end)),
      ...inner.flatMap((one) => speltAs(one, source).holes),
    ];
    return { words: words.join(' '), holes };
  }
  if (node.type === 'ConditionalExpression') {
    const { consequent, alternate } = node as Node & { consequent: Node; alternate: Node };
    const both = [consequent, alternate].map((one) => speltAs(one, source));
    return { words: both.map(({ words }) => words).join(' '), holes: both.flatMap(({ holes }) => holes) };
  }
  return { words: '', holes: [source.slice(node.start, node.end)] };
}

function childrenOf(node: Node): Node[] {
  // A type and the name of a module are nothing that anybody reads.
  if (/^(?:TS(?!AsExpression|SatisfiesExpression|NonNullExpression)|Import|ExportAll)/.test(node.type))
    return [];
  return Object.entries(node)
    .filter(([key]) => key !== 'source' || node.type !== 'ExportNamedDeclaration')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(
      (value): value is Node => typeof value === 'object' && value !== null && typeof value.type === 'string',
    );
}
