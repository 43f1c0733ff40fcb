/** A value as one word of a POSIX shell, always in single quotes. The shell can carry everything but NUL. */
export function shellWord(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
