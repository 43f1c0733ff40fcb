// What sounds like a secret in a file of another maker, with what follows it.
const VALUE =
  /^(.*?(?:password|passwd|secret|token|credential|client[-_]?key|access[-_]?key|private[-_]?key)[^:=\s]*["']?\s*[:=]\s*)\S.*$/i;
const MASK = '********';

/**
 * Hides, in a line that uegen didn't write, every value of `secrets` and whatever follows a name that sounds like a
 * secret: what the step before uegen wrote, or an operator's own edit, may hold one.
 */
export function maskLine(line: string, secrets: readonly string[]): string {
  const masked = secrets.reduce((text, secret) => text.split(secret).join(MASK), line);
  return masked.replace(VALUE, `$1${MASK}`);
}
