/**
 * The one of `known` that `name` most likely was meant to be: at most two edits away, or the same but for case and
 * dashes. Of several that are as near, one with a letter more or less, which is likelier than another letter.
 */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_]/g, '');
  const same = known.find((candidate) => plain(candidate) === plain(name));
  if (same !== undefined) return same;
  const difference = ({ candidate }: { candidate: string }) => Math.abs(candidate.length - name.length);
  const limit = name.length < 4 ? 1 : 2;
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate, limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || difference(b) - difference(a));
  return ranked[0]?.candidate;
}

// Edits are insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const [above, aboveLeft] = [cell(rows, i - 1, j), cell(rows, i - 1, j - 1)];
      let best = Math.min(above + 1, (row[j - 1] as number) + 1, aboveLeft + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, cell(rows, i - 2, j - 2) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return cell(rows, a.length, b.length);
}

function cell(rows: number[][], row: number, column: number): number {
  return rows[row]?.[column] as number;
}
