/** Every scalar of parsed data by its dotted path; the keys of mappings count as scalars too. */
export function leaves(data: unknown, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const visit = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) {
      found.set(at, value);
      return;
    }
    for (const [key, child] of Object.entries(value)) visit(child, `${at}/${key}`);
  };
  visit(data, path);
  return found;
}
