import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { needsOf, phases } from '../../packages/core/src/phases/index.ts';
import { sampleCluster } from '../support/cluster.ts';
import { configText } from '../support/scenarios.ts';
import { put } from '../support/scratch.ts';
import { ends, type UegenOptions, uegenAgain } from './support.ts';

/** One call of a stand-in. */
export interface Call {
  folder: string;
  argv: string[];
  stdin: string;
}

// Notes how it was called, each part with a NUL behind it, and goes on with what the test wants.
const RECORDER = `#!/bin/bash
{ printf '%s\\0' "$#" "$PWD" "\${0##*/}" "$@"; [ "\${0##*/}" != ssh ] || /bin/cat; printf '\\0'; } >>"$CALLS"
`;

export const PROGRAMS = 'ansible-playbook bash sudo install tar mv ssh git docker dcos curl'.split(' ');

// What a phase fetches, as the config has it.
export const PRINTED: Readonly<Record<string, string>> = {
  ssh: "printf '%s\\n' Okapi.token.1 gitlab.root.token=Okapi-gitlab-3 runner.registration-token=Kndb7ac3-4__EfEwxB_o",
  bash: '[ "$1" != gitlab-projects.sh ] || echo "gitlab-projects: gitlab.config-repo.projectId is 7, as config.yml has it"',
};

/** A tree with every phase ready, and programs that do nothing but note their calls. */
export interface Stage {
  /** The output root. */
  root: string;
  config: string;
  bin: string;
  /** Lets a program do more than note its call, in bash. */
  script(program: string, body: string): void;
  calls(): Call[];
  /** `uegen run` with nothing but the stand-ins on its PATH. */
  run(args: readonly string[], options?: UegenOptions): ReturnType<typeof uegenAgain>;
  env: Record<string, string>;
}

/** A config that leaves nothing to fill in and gives every phase something to do. */
export function fullConfig(): string {
  return configText('valid', 'full')
    .replace('known-hosts: /etc/uegen/known_hosts', 'known-hosts: /dev/null')
    .replace('dcos:\n  token:', 'dcos:\n  token: Okapi.token.1')
    .replace('username:\n', 'username: root\n')
    .replace('password:\n', 'password: Okapi-root-2\n')
    .replace('    token:\n', '    token: Okapi-gitlab-3\n')
    .replace('projectId:', 'projectId: 7');
}

/** Builds the tree of {@link fullConfig} in a folder and puts there what uegen doesn't make. */
export async function stageIn(folder: string, text = fullConfig()): Promise<Stage> {
  const config = put(folder, 'config.yml', text);
  const root = join(folder, 'out');
  const bin = join(folder, 'bin');
  const record = join(folder, 'calls');
  ends(await uegenAgain(['build', config, '--out', root, '--quiet']), 0);
  const { cluster = sampleCluster() } = generate(text);
  for (const { path, from } of phases.flatMap((phase) => needsOf(phase, cluster))) {
    const file = from === 'checkout' ? `${path}/stand-in` : path;
    if (!existsSync(join(root, file))) put(root, file, 'stand-in\n');
  }
  const script = (program: string, body: string) => void put(bin, program, `${RECORDER}${body}\n`, 0o755);
  for (const program of PROGRAMS) script(program, PRINTED[program] ?? '');
  put(folder, 'calls', '', 0o666);
  const env = { PATH: bin, CALLS: record };
  return {
    root,
    config,
    bin,
    script,
    env,
    calls: () => parse(readFileSync(record, 'utf8')),
    run: (args, options) =>
      uegenAgain(['run', '--config', config, '--out', root, ...args], {
        ...options,
        env: { ...env, ...options?.env },
      }),
  };
}

/** Gives everything below a folder to another user. */
export function giveAway(folder: string, uid: number): void {
  spawnSync('chown', ['-R', String(uid), folder]);
}

function parse(text: string): Call[] {
  const parts = text.split('\0').slice(0, -1);
  const calls: Call[] = [];
  while (parts.length > 0) {
    const count = Number(parts.shift());
    const [folder = '', ...rest] = parts.splice(0, count + 3);
    calls.push({ folder, argv: rest.slice(0, count + 1), stdin: rest[count + 1] ?? '' });
  }
  return calls;
}
