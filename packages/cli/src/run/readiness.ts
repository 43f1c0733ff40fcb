import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '@uegen/core';
import { commandsOf, type Phase } from '@uegen/core/phases';
import type { State } from '@uegen/core/plan';
import type { Loaded } from '../load.ts';
import { isRoot } from './job.ts';
import { type Lack, lacksOf } from './lacks.ts';

const OF_OTHERS = 0o077;

/**
 * Everything that keeps a phase from succeeding, as far as it can be seen from here: what `uegen run` refuses, and what
 * would fail only on a machine.
 */
export function readinessOf(phase: Phase, loaded: Loaded, cluster: Cluster, state: State): Lack[] {
  const commands = commandsOf(phase, cluster);
  const usesKey = commands.some(
    ({ argv }) => argv[0] === 'ansible-playbook' || argv.includes(cluster.ssh.keyFile),
  );
  return [
    ...lacksOf({ phase, commands, cluster, loaded }, isRoot()),
    ...(usesKey ? keyLacks(cluster) : []),
    ...valueLacks(phase, cluster, state),
  ];
}

function keyLacks({ ssh: { keyFile } }: Cluster): Lack[] {
  const place = keyFile.replace(/^~(?=\/)/, homedir());
  // A path that isn't absolute is the playbooks' folder's business.
  if (!place.startsWith('/')) return [];
  const stats = statSync(join(place), { throwIfNoEntry: false });
  const key = 'ansible_ssh_private_key_file';
  if (stats?.isFile() !== true)
    return [{ what: 'the ssh key', advice: `${keyFile} is missing: ${key} names it` }];
  if ((stats.mode & OF_OTHERS) === 0) return [];
  return [{ what: 'a private ssh key', advice: `others may read ${keyFile}, so ssh refuses it: chmod 600` }];
}

function valueLacks(phase: Phase, cluster: Cluster, { phases }: State): Lack[] {
  const lacking = phase.lacks?.(cluster, phases[phase.name]?.done === undefined);
  if (lacking === undefined) return [];
  const { key, value } = lacking;
  return [{ what: key, advice: `${key} is blank: its value is ${value}` }];
}
