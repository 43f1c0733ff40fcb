/** What stands under each name, in the order of the pairs. */
export function gathered<T>(pairs: Iterable<readonly [name: string, thing: T]>): Map<string, T[]> {
  const all = new Map<string, T[]>();
  for (const [name, thing] of pairs) {
    const found = all.get(name);
    if (found === undefined) all.set(name, [thing]);
    else found.push(thing);
  }
  return all;
}
