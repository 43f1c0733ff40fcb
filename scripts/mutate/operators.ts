import type { Node } from './mutants.ts';

const SWAPPED = new Map<unknown, readonly string[]>(
  Object.entries({
    '===': ['!=='],
    '!==': ['==='],
    '<': ['<=', '>='],
    '<=': ['<', '>'],
    '>': ['>=', '<='],
    '>=': ['>', '<'],
    '-': ['+'],
    '*': ['/'],
    '/': ['*'],
    '%': ['*'],
    '&': ['|'],
    '|': ['&'],
    '<<': ['>>'],
    '>>': ['<<'],
    '>>>': ['<<'],
    '&&': ['||'],
    '||': ['&&'],
    '??': ['&&'],
  }),
);
const METHODS = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    toLowerCase: 'toUpperCase',
    toUpperCase: 'toLowerCase',
    min: 'max',
    max: 'min',
    flatMap: 'map',
    push: 'unshift',
  }),
);
const LEFT_OUT = [
  'filter',
  'slice',
  'trim',
  'trimEnd',
  'sort',
  'reverse',
  'replace',
  'replaceAll',
  'concat',
  'flat',
];

/**
 * Everything that may stand in a node's place, each a mistake that somebody might make; of a statement, that it is left
 * out.
 */
export function alternatives(node: Node, source: string): string[] {
  const text = (child: unknown) => source.slice((child as Node).start, (child as Node).end);
  return listed(node, text).filter((to) => to !== text(node));
}

function listed(node: Node, text: (child: unknown) => string): string[] {
  switch (node.type) {
    case 'Literal':
      return literal(node, text(node));
    case 'TemplateLiteral':
      return ['""'];
    case 'BinaryExpression':
    case 'LogicalExpression':
      return binary(node, text);
    case 'ConditionalExpression':
      return [text(node.consequent), text(node.alternate)];
    case 'UnaryExpression':
      return node.operator === '!' || node.operator === '-' ? [text(node.argument)] : [];
    case 'ArrayExpression':
      return (node.elements as unknown[]).length === 0 ? [] : ['[]'];
    case 'CallExpression':
      return call(node, text);
    case 'ChainExpression':
      return [
        text(node)
          .replace(/\?\.(?=[[(])/, '')
          .replace('?.', '.'),
      ];
    case 'ExpressionStatement':
      return node.directive === undefined || node.directive === null ? [''] : [];
    default:
      return [];
  }
}

function literal({ value, regex }: Node, raw: string): string[] {
  if (regex !== undefined && regex !== null) return patterns(raw);
  if (typeof value === 'boolean') return [String(!value)];
  if (typeof value === 'number') return [String(value + 1)];
  if (typeof value === 'string') return [value === '' ? '"mutated"' : '""'];
  return [];
}

/** A pattern without its anchors, and with each of its classes turned round. */
function patterns(raw: string): string[] {
  const found: string[] = [];
  if (raw.startsWith('/^')) found.push(raw.startsWith('/^/') ? `/(?:)${raw.slice(2)}` : `/${raw.slice(2)}`);
  if (/[^\\]\$\/[a-z]*$/.test(raw)) found.push(raw.replace(/\$(\/[a-z]*)$/, '$1'));
  for (const { index } of raw.matchAll(/(?<!\\)\[(?!\^)/g))
    found.push(`${raw.slice(0, index)}[^${raw.slice(index + 1)}`);
  for (const { index } of raw.matchAll(/(?<!\\)\[\^/g))
    found.push(`${raw.slice(0, index)}[${raw.slice(index + 2)}`);
  for (const { index } of raw.matchAll(/(?<=[\])\w.])[+*?](?![?+*])/g))
    found.push(raw.slice(0, index) + raw.slice(index + 1));
  return found.filter(isPattern);
}

function isPattern(raw: string): boolean {
  const end = raw.lastIndexOf('/');
  try {
    return new RegExp(raw.slice(1, end), raw.slice(end + 1)) instanceof RegExp;
  } catch {
    return false;
  }
}

function binary({ left, operator, right }: Node, text: (child: unknown) => string): string[] {
  const swapped = (SWAPPED.get(operator) ?? []).map((other) => `${text(left)} ${other} ${text(right)}`);
  return operator === '&&' || operator === '||' || operator === '??'
    ? [...swapped, text(left), text(right)]
    : swapped;
}

function call(node: Node, text: (child: unknown) => string): string[] {
  const callee = node.callee as Node;
  if (callee.type !== 'MemberExpression' || callee.computed === true || callee.optional === true) return [];
  const [object, name] = [text(callee.object), text(callee.property)];
  if (LEFT_OUT.includes(name)) return [object];
  const other = METHODS.get(name);
  if (other === undefined) return [];
  return [`${object}.${other}${text(node).slice((callee.end as number) - node.start)}`];
}
