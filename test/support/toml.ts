import { spawnSync } from 'node:child_process';

/** What Python's tomllib makes of TOML: data as JSON holds it. Throws what Python says about a text that is none. */
export function readToml(text: string): unknown {
  const program = 'import json, sys, tomllib; json.dump(tomllib.load(sys.stdin.buffer), sys.stdout)';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], { input: text, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tomllib: ${stderr}\n${text}`);
  return JSON.parse(stdout);
}
