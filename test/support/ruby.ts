import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const STAND_IN = fileURLToPath(new URL('gitlab_rb.rb', import.meta.url));

/** What real Ruby makes of gitlab.rb files: every setting by its key, `external_url` among them. An unknown key fails. */
export function readGitlabRb(texts: readonly string[]): Record<string, unknown>[] {
  // Chef runs without a locale as well.
  const env = { ...process.env, LC_ALL: 'C' };
  const ruby = spawnSync('ruby', [STAND_IN], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env,
    maxBuffer: 1e9,
  });
  if (ruby.status !== 0) throw new Error(ruby.stderr);
  return JSON.parse(ruby.stdout);
}
