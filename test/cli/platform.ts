import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { parseState, type State } from '../../packages/core/src/plan/state.ts';
import { put } from '../support/scratch.ts';
import { fullConfig, type Stage, stageIn } from './standins.ts';
import { ends, uegen } from './support.ts';

/** A platform as `uegen up` finds it. */
export interface Platform extends Stage {
  command(name: string, ...args: string[]): ReturnType<typeof uegen>;
  state(): State;
  /** The phases that status calls due or blocked, in its order. */
  due(): Promise<string[]>;
  edit(...edits: readonly (readonly [from: string, to: string])[]): void;
}

const FETCHED = ['Okapi\\.token\\.1', 'Okapi-gitlab-3', 'Kndb7ac3-4__EfEwxB_o', '7'];

/** A platform that nothing keeps from being installed: one agent joins, nobody leaves. Values that phases fetch may be blank. */
export async function platformIn(
  folder: string,
  { fetching = false }: { fetching?: boolean } = {},
): Promise<Platform> {
  const key = put(folder, 'key.pem', 'a key\n', 0o600);
  const text = fullConfig()
    .replace('/home/centos/belugarKey.pem', key)
    .replace('external-url: http://gitlab.pas-mini.io:8000', 'external-url: http://127.0.0.1:8000')
    .replace('    gracefully-remove-agent:\n      agent6: 172.31.11.70\n', '')
    .replace('    uninstall:\n      agent7: 172.31.0.164\n', '');
  const blank = (config: string, value: string) => config.replace(new RegExp(` ${value}$`, 'm'), '');
  const stage = await stageIn(folder, fetching ? FETCHED.reduce(blank, text) : text);
  const { config, root, env } = stage;
  const command: Platform['command'] = (name, ...args) =>
    uegen([name, ...args, '--config', config, '--out', root], { env });
  return {
    ...stage,
    // What is asked of the machines before is no phase that is due.
    calls: () => stage.calls().filter(({ argv }) => argv[1] !== 'ansible-inspect.yml'),
    command,
    state: () => {
      const answer = parseState(readFileSync(join(root, '.uegen/state.json'), 'utf8'));
      if ('problem' in answer) throw new Error(answer.problem);
      return answer.state;
    },
    due: async () => {
      const { phases } = JSON.parse(ends(await command('status', '--json'), 0).stdout);
      const isDue = ({ state }: { state: string }) => state === 'due' || state === 'blocked';
      return phases.filter(isDue).map(({ phase }: { phase: string }) => phase);
    },
    edit: (...edits) => {
      const edited = edits.reduce(
        (config, [from, to]) => {
          assert.ok(config.includes(from), `the config holds no ${from}`);
          return config.replace(from, to);
        },
        readFileSync(config, 'utf8'),
      );
      writeFileSync(config, edited);
    },
  };
}

/** The phases that an output of up says it began. */
export const headers = (stderr: string) =>
  [...stderr.matchAll(/^\[\d+\/\d+\] (\S+): /gm)].map(([, name]) => name);
