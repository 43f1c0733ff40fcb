import { PLACEHOLDER } from './fill.ts';

// What maven-resources-plugin does with the delimiter `@`, read from maven-filtering and tried with 3.3.0:
// docs/decisions/0012-image-values.md.

/** The longest text that Maven looks for a closing `@` in, with both delimiters; older versions look less far. */
const LONGEST = 260;

/** Something between two `@` that Maven looks up and, where it finds nothing, leaves as it stands. */
export interface Expression {
  /** Without the delimiters, and without the dot that Maven takes off. */
  name: string;
  start: number;
  end: number;
}

/** Every expression of a text in Maven's reading: an `@` pairs with the next one of its line, whatever lies between. */
export function expressionsIn(text: string): Expression[] {
  const found: Expression[] = [];
  let start = text.indexOf('@');
  while (start >= 0) {
    const close = text.indexOf('@', start + 1);
    if (close < 0) break;
    const end = close + 1;
    if (end - start > LONGEST || text.slice(start, close).includes('\n')) {
      start = close;
      continue;
    }
    found.push({ name: text.slice(start + 1, close).replace(/^\./, ''), start, end });
    start = text.indexOf('@', end);
  }
  return found;
}

/** The placeholders of `keys` that Maven doesn't see, since an `@` before them pairs with their first one. */
export function swallowedIn(
  text: string,
  expressions: readonly Expression[],
  keys: ReadonlySet<string>,
): Expression[] {
  const seen = new Set(expressions.map(({ start }) => start));
  return [...text.matchAll(PLACEHOLDER)].flatMap(({ 0: whole, 1: name = '', index }) =>
    keys.has(name) && !seen.has(index) ? [{ name, start: index, end: index + whole.length }] : [],
  );
}

/**
 * True for a value that Maven hands on as it is. It looks for expressions in values too, with `${}` when it loads the
 * file and with `@` when it fills a resource, and doubles the backslashes of what looks like a path of Windows.
 */
export function mavenKeeps(value: string): boolean {
  return !value.includes('${') && !/@.*@/s.test(value) && !/[A-Za-z]:\\/.test(value);
}

/** True for a name that Maven answers itself, from the project, the settings, the environment or the system. */
export function isMavens(name: string): boolean {
  return /^(?:project|pom|maven|settings|session|env|build|java|os|user|file|sun)\./.test(name);
}
