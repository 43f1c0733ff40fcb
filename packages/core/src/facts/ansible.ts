/** The oldest ansible that the playbooks run on, EPEL 7's, and the last line of versions: 2.17 no longer manages Python 2.7. */
export const ANSIBLE_VERSIONS = { first: '2.9.27', last: '2.16' } as const;

/** True for a version of ansible, or of ansible-core, that the playbooks are written for and tried on. */
export function isAnsibleSupported(version: string): boolean {
  const [first, last, given] = [ANSIBLE_VERSIONS.first, ANSIBLE_VERSIONS.last, version].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  ) as [number[], number[], number[]];
  return given.length > 1 && compare(given, first) >= 0 && compare(given.slice(0, last.length), last) <= 0;
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, part] of other.entries()) {
    const difference = (one[index] ?? 0) - part;
    // What is no number is in no range.
    if (difference !== 0) return difference;
  }
  return 0;
}
