// What esbuild splits a bundle into are ES modules, which load each other by their paths. A part of uegen's one file loads
// another by its name, and is a script. What it takes from others becomes constants of its own, so that no call goes through
// the getters that CommonJS made of ES modules has for each name. So nothing may change after it was taken.
import { readFileSync } from 'node:fs';
import { parse } from 'acorn';

const PART = /^\.\/([\w-]+)\.js$/;

/** A chunk's text as a part's. `load` is how it gets another part by the name of its file, as an expression. */
export function partText(text, load) {
  const { body } = parse(text, { ecmaVersion: 2022, sourceType: 'module' });
  const exported = [];
  const edits = body.flatMap((node) => {
    if (node.type === 'ImportDeclaration') return [{ ...node, by: imports(node, load) }];
    if (node.type === 'ExportNamedDeclaration' && node.declaration === null && node.source === null) {
      exported.push(...node.specifiers.map(({ exported: { name }, local }) => `${name}:${local.name}`));
      return [{ ...node, by: '' }];
    }
    if (node.type === 'ExportDefaultDeclaration') {
      exported.push('default:$default');
      return [{ ...node, end: node.declaration.start, by: 'var $default=' }];
    }
    if (node.type.startsWith('Export'))
      throw new Error(`a part exports in a way that isn't known: ${node.type}`);
    return [];
  });
  const pieces = [];
  let at = 0;
  for (const { start, end, by } of edits) {
    pieces.push(text.slice(at, start), by);
    at = end;
  }
  pieces.push(text.slice(at), `\nmodule.exports={${exported.join(',')}};\n`);
  return pieces.join('');
}

function imports({ source, specifiers }, load) {
  const [, part] = PART.exec(source.value) ?? [];
  const from = part === undefined ? `require(${JSON.stringify(source.value)})` : load(part);
  if (specifiers.length === 0) return `${from};`;
  const named = specifiers.filter(({ type }) => type === 'ImportSpecifier');
  const whole = specifiers.filter(({ type }) => type !== 'ImportSpecifier');
  const words = [
    ...(named.length > 0
      ? [`{${named.map(({ imported, local }) => `${imported.name}:${local.name}`)}}=${from}`]
      : []),
    ...whole.map(({ type, local }) => `${local.name}=${wholeOf(type, from, part)}`),
  ];
  return `const ${words.join(',')};`;
}

// Of a module of Node's, what it exports by default is all of it.
const wholeOf = (type, from, part) =>
  part !== undefined && type === 'ImportDefaultSpecifier' ? `${from}.default` : from;

const EXPORTED = /^export\s+(?:let|var)\s+([\w$]+)|^export\s*\{([^}]*)\}/gm;
const EXPORTED_NAME = /[\w$]+(?=\s*(?:,|$|\s+as\b))/g;

/** The variables that a module exports and sets again after it declared them. */
function changingExports(source) {
  const names = [...source.matchAll(EXPORTED)].flatMap(
    ([, name, list]) => name ?? list.match(EXPORTED_NAME) ?? [],
  );
  return names.filter((name) => {
    const word = `(?<![\\w$.])${name.replaceAll('$', '\\$')}`;
    const declaration = new RegExp(`^(?:export\\s+)?(?:let|var)\\s+${word}(?![\\w$])(?:\\s*=)?`, 'm');
    const setting = new RegExp(`${word}\\s*(?:[-+*/|&?]{0,2}=(?!=)|\\+\\+|--)`);
    // What TypeScript makes of an enum sets it at once.
    const rest = source.replace(declaration, '').replace(`(${name} = {})`, '');
    return declaration.test(source) && setting.test(rest);
  });
}

/** Stops where what a module exports changes later, or where parts wait for each other. */
export function requireLasting({ inputs, outputs }) {
  for (const path of Object.keys(inputs).filter((name) => /^[^:]*\.m?[jt]s$/.test(name))) {
    const changing = changingExports(readFileSync(path, 'utf8'));
    if (changing.length > 0) throw new Error(`${path} exports ${changing.join(', ')}, which changes`);
  }
  const done = new Set();
  const visit = (path, above) => {
    if (above.includes(path)) throw new Error(`parts wait for each other: ${[...above, path].join(', ')}`);
    if (done.has(path)) return;
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') visit(next, [...above, path]);
    done.add(path);
  };
  for (const path of Object.keys(outputs)) visit(path, []);
}
