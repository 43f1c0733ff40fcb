/** Natural order of names: digits compare as numbers (agent2 before agent10), the rest by code unit. */
export function byNaturalName(a: string, b: string): number {
  const [left, right] = [chunks(a), chunks(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareChunks(left[i] as string, right[i] as string);
    if (order !== 0) return order;
  }
  return left.length - right.length || byCodeUnit(a, b);
}

/** Order by code unit: the same on every machine, whatever its locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function chunks(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function compareChunks(a: string, b: string): number {
  const numeric = /^\d/.test(a) && /^\d/.test(b);
  return numeric ? Number(a) - Number(b) : byCodeUnit(a, b);
}
