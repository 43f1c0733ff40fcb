import { relative } from 'node:path';
import type { Loaded } from '../load.ts';

/** What a .gitignore wants beside the files that hold secrets: uegen's own folder, and what genconf makes. */
export const BESIDE: readonly string[] = ['.uegen/', 'install/genconf/ssh_key', 'install/genconf/serve/'];

/** The lines of a .gitignore at the output root that keep this config's secrets out of git. */
export function ignoredBy({ generated, at }: Loaded, secretsFolder: string): string[] {
  const secret = generated.files.filter((file) => file.secret).map(({ path }) => path);
  const paths = [...BESIDE, `${relative(at.root, secretsFolder)}/`, ...secret];
  return [...new Set(paths)].sort().map((path) => `/${path}`);
}

/** A .gitignore with these lines too, and those of them that it lacked. What it holds stays as it is. */
export function withLines(
  former: string,
  lines: readonly string[],
  comment: string,
): { text: string; added: readonly string[] } {
  const held = new Set(former.split(/\r?\n/).map((line) => line.trim()));
  const added = lines.filter((line) => !held.has(line));
  if (added.length === 0) return { text: former, added };
  const gap = former === '' || former.endsWith('\n') ? '' : '\n';
  const above = former === '' ? '' : `${former}${gap}\n`;
  return { text: `${above}# ${comment}\n${added.join('\n')}\n`, added };
}
