/** A value as one word of a POSIX shell, always in single quotes. The shell can carry everything but NUL, which throws. */
export function shellWord(value: string): string {
  if (value.includes('\0')) throw new RangeError('the shell cannot carry this value');
  return `'${value.replaceAll("'", "'\\''")}'`;
}

const WORD = String.raw`(?:[A-Za-z0-9_./:@%+,-]+|'(?:[^'\0]|'\\'')*')`;
const WORDS = new RegExp(`^${WORD}(?: ${WORD})*$`);

/**
 * Words of a POSIX shell as they are, separated by single spaces: each is one of {@link shellWord}, or holds nothing
 * that the shell reads. All else throws.
 */
export function shellWords(words: string): string {
  if (!WORDS.test(words)) throw new RangeError('the shell would read this as something else');
  return words;
}
