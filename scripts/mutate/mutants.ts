import { parseSync } from 'oxc-parser';
import { alternatives } from './operators.ts';

/** A node of the syntax tree, as ESTree spells it. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** One small change of a source file. */
export interface Mutant {
  id: number;
  file: string;
  line: number;
  column: number;
  from: string;
  to: string;
}

/** The name of the function that says whether a mutant is the one at work. */
export const SWITCH = '__mutant';

/**
 * A source file that holds all its mutants at once: whichever is switched on when it runs is at work. So a run bundles
 * once, however many mutants there are.
 */
export function instrument(
  file: string,
  source: string,
  firstId: number,
): { code: string; mutants: Mutant[] } {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const mutants: Mutant[] = [];
  const note = (node: Node, to: string) => {
    const before = source.slice(0, node.start).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    const id = firstId + mutants.length;
    mutants.push({ id, file, line: before.length, column, from: source.slice(node.start, node.end), to });
    return `${SWITCH}(${id})`;
  };

  function print(node: Node, place: Place): string {
    let code = '';
    let at = node.start;
    for (const { child, place: inner } of childrenOf(node, place)) {
      code += source.slice(at, child.start) + print(child, inner);
      at = child.end;
    }
    code += source.slice(at, node.end);
    const found = place.free ? [...(place.test ? ['true', 'false'] : []), ...alternatives(node, source)] : [];
    if (found.length === 0) return code;
    if (node.type === 'ExpressionStatement') return `{ if (!${note(node, '')}) { ${code} } }`;
    return `(${found.map((to) => `${note(node, to)} ? (${to}) : `).join('')}${code})`;
  }

  const code = print(program as unknown as Node, { free: false, chain: false, test: false });
  return { code: code + source.slice(program.end), mutants };
}

/** Where a node stands: whether it may be replaced, is part of an optional chain, decides an if. */
interface Place {
  free: boolean;
  chain: boolean;
  test: boolean;
}

/** The nodes below one, in the order of the text, with their places. */
function childrenOf(node: Node, { chain }: Place): { child: Node; place: Place }[] {
  return Object.entries(node)
    .filter(([key]) => !isType(key) && !isFixed(node, key))
    .flatMap(([key, value]) => {
      const inChain = node.type === 'ChainExpression' || (chain && (key === 'callee' || key === 'object'));
      const place = {
        free: isFree(node, key) && !inChain,
        chain: inChain,
        test: node.type === 'IfStatement' && key === 'test',
      };
      return (Array.isArray(value) ? value : [value])
        .filter(isNode)
        .filter(({ type }) => !type.startsWith('TS') || type in WRAPPERS)
        .map((child) => ({ child, place }));
    })
    .sort((a, b) => a.child.start - b.child.start);
}

// What TypeScript wraps around an expression.
const WRAPPERS = { TSAsExpression: true, TSSatisfiesExpression: true, TSNonNullExpression: true };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function isType(key: string): boolean {
  return ['typeAnnotation', 'typeParameters', 'typeArguments', 'returnType', 'superTypeArguments'].includes(
    key,
  );
}

/** Where no expression stands that runs: names of modules and keys, patterns, what is assigned to. */
function isFixed({ type, computed, shorthand }: Node, key: string): boolean {
  if (['ImportDeclaration', 'ExportAllDeclaration', 'TemplateElement'].includes(type)) return true;
  if (type === 'ExportNamedDeclaration') return key !== 'declaration';
  if (type === 'Property') return (key === 'key' && computed !== true) || shorthand === true;
  return type === 'MemberExpression' && key === 'property' && computed !== true;
}

/** False for what only makes sense where it stands: what is called or assigned to. */
function isFree({ type }: Node, key: string): boolean {
  if (type === 'CallExpression' || type === 'NewExpression') return key === 'arguments';
  if (type === 'AssignmentExpression') return key === 'right';
  if (type === 'ForOfStatement' || type === 'ForInStatement') return key !== 'left';
  return !['UpdateExpression', 'TaggedTemplateExpression', ...Object.keys(WRAPPERS)].includes(type);
}
