import type { Cluster } from '../cluster/types.ts';

const SECRET_NAME = /password|passwd|secret|token|credential|client[-_]?key|access[-_]?key|private[-_]?key/i;
const VALUE =
  /^(.*?(?:password|passwd|secret|token|credential|client[-_]?key|access[-_]?key|private[-_]?key)[^:=\s]*["']?\s*[:=]\s*)\S.*$/i;
const MASK = '********';

/** The secret values of a cluster, longest first. */
export function secretValues(cluster: Cluster): string[] {
  const values = new Set<string>();
  collect(cluster, values);
  return [...values].sort((left, right) => right.length - left.length);
}

/**
 * Hides, in a line that uegen didn't write, every value of `secrets` and whatever follows a name that sounds like a
 * secret: what the step before uegen wrote, or an operator's own edit, may hold one.
 */
export function maskLine(line: string, secrets: readonly string[]): string {
  const masked = secrets.reduce((text, secret) => text.split(secret).join(MASK), line);
  return masked.replace(VALUE, `$1${MASK}`);
}

function collect(data: object, values: Set<string>): void {
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'string' && value !== '' && SECRET_NAME.test(name)) values.add(value);
    else if (typeof value === 'object' && value !== null) collect(value, values);
  }
}
