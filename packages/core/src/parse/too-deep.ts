/**
 * What `read` finds; undefined where a text nests deeper than yaml can follow, which calls itself for each level and ends in a
 * RangeError at some thousand.
 */
export function unlessTooDeep<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
