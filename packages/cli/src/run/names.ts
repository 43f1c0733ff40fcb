import { isIP } from 'node:net';

const PATIENCE_MS = 5000;

/** Those of some host names that don't lead anywhere from here. */
export async function unresolved(hosts: readonly string[]): Promise<string[]> {
  const names = [...new Set(hosts)].filter((host) => isIP(host) === 0);
  if (names.length === 0) return [];
  const { lookup } = await import('node:dns/promises');
  const answers = await Promise.all(
    names.map((name) =>
      Promise.race([
        lookup(name).then(
          () => true,
          () => false,
        ),
        new Promise<boolean>((resolve) => {
          setTimeout(() => resolve(false), PATIENCE_MS).unref();
        }),
      ]),
    ),
  );
  return names.filter((_, index) => !answers[index]);
}
