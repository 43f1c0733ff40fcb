type Random = () => number;

const pick = <T>(list: readonly T[], next: Random): T => list[Math.floor(next() * list.length)] as T;

const VALUES = [
  'yes',
  'No',
  'True',
  '0123',
  '1e3',
  '22:22',
  '~',
  'null',
  '"',
  "'",
  '{',
  '[',
  '[]',
  '{}',
  '|',
  '>',
  '&a',
  '*a',
  '!x y',
  '!env HOME',
  '@x',
  '`x',
  '%x',
  '- x',
  'a: b',
  'a #b',
  '한글',
  '😀',
  '\t',
  '1.2.3.4',
  '10.0.0.1',
  '-1',
  '99999999999999999999',
  '<<',
  '__proto__',
  'constructor',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Spring would replace
  '${x}',
  '{{ x }}',
];

type Mutation = (lines: string[], next: Random) => void;

const mutations: readonly Mutation[] = [
  function drop(lines, next) {
    lines.splice(Math.floor(next() * lines.length), 1);
  },
  function duplicate(lines, next) {
    const at = Math.floor(next() * lines.length);
    lines.splice(at, 0, lines[at] as string);
  },
  function retype(lines, next) {
    const at = Math.floor(next() * lines.length);
    lines[at] = (lines[at] as string).replace(/:.*/, () => `: ${pick(VALUES, next)}`);
  },
  function rename(lines, next) {
    const at = Math.floor(next() * lines.length);
    lines[at] = (lines[at] as string).replace(/[\w-]+(?=:)/, (key) => {
      const cut = Math.floor(next() * key.length);
      return next() < 0.2
        ? pick(VALUES, next)
        : key.slice(0, cut) + pick(['', 'x', '_', '-'], next) + key.slice(cut + 1);
    });
  },
  function indent(lines, next) {
    const at = Math.floor(next() * lines.length);
    lines[at] =
      pick([' ', '  ', '\t', ''], next) + (next() < 0.5 ? lines[at] : (lines[at] as string).trimStart());
  },
  function swap(lines, next) {
    const [a, b] = [Math.floor(next() * lines.length), Math.floor(next() * lines.length)];
    [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
  },
];

/** The text with one to three mistakes in it: lines dropped, doubled, retyped, renamed, cut off, or bytes changed. */
export function mutate(text: string, next: Random): string {
  const lines = text.split('\n');
  for (let times = 1 + Math.floor(next() * 3); times > 0; times--) pick(mutations, next)(lines, next);
  const mutated = lines.join('\n');
  const fate = next();
  if (fate < 0.1)
    return Buffer.from(mutated)
      .subarray(0, Math.floor(next() * mutated.length))
      .toString('utf8');
  if (fate < 0.3) return withRandomBytes(mutated, next);
  return mutated;
}

function withRandomBytes(text: string, next: Random): string {
  const bytes = Buffer.from(text);
  for (let times = 1 + Math.floor(next() * 4); times > 0; times--)
    bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
  return bytes.toString('utf8');
}
