/** Natural order of names: digits compare as numbers (agent2 before agent10), the rest by code unit. */
export function byNaturalName(a: string, b: string): number {
  let [left, right] = [0, 0];
  while (left < a.length && right < b.length) {
    const [chunkA, chunkB] = [chunkAt(a, left), chunkAt(b, right)];
    const order = chunkA === chunkB ? 0 : compareChunks(chunkA, chunkB);
    if (order !== 0) return order;
    left += chunkA.length;
    right += chunkB.length;
  }
  // The one that has no chunk left comes first.
  return (left < a.length ? 1 : 0) - (right < b.length ? 1 : 0) || byCodeUnit(a, b);
}

/** Order by code unit: the same on every machine, whatever its locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The digits, or what isn't one, from there on. */
function chunkAt(name: string, start: number): string {
  const digits = isDigit(name, start);
  let end = start + 1;
  while (end < name.length && isDigit(name, end) === digits) end++;
  return name.slice(start, end);
}

function isDigit(name: string, index: number): boolean {
  const code = name.charCodeAt(index);
  return code >= 0x30 && code <= 0x39;
}

function compareChunks(a: string, b: string): number {
  return isDigit(a, 0) && isDigit(b, 0) ? Number(a) - Number(b) : byCodeUnit(a, b);
}
