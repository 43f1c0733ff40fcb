import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '@uegen/core';
import { removeSync } from 'fs-extra/esm';
import { say } from '../language.ts';
import type { Layout } from '../tree/layout.ts';

/** A file to which ansible writes what it shows, for as long as it runs. */
export interface AnsibleLog {
  /** What tells ansible of it. */
  env: NodeJS.ProcessEnv;
  /** The lines that name the hosts which couldn't be reached, or where a task failed. */
  verdict(cluster: Cluster): string[];
  remove(): void;
}

const RECAP = /(\S+) +: ok=\d+ +changed=\d+ +unreachable=(\d+) +failed=(\d+)/;

/**
 * Ansible keeps the terminal, so that its questions and colours stay, and its log tells how the hosts fared. It holds
 * nothing that the terminal doesn't show. An operator's own ANSIBLE_LOG_PATH stays, and then nothing is said.
 */
export function ansibleLog({ own }: Layout): AnsibleLog {
  if ((process.env.ANSIBLE_LOG_PATH ?? '') !== '') return { env: {}, verdict: () => [], remove: () => {} };
  const path = join(own, `ansible.${process.pid}.log`);
  const remove = () => removeSync(path);
  remove();
  closeSync(openSync(path, 'wx', 0o600));
  return {
    env: { ANSIBLE_LOG_PATH: path },
    verdict: (cluster) => verdict(readFileSync(path, 'utf8'), cluster),
    remove,
  };
}

function verdict(log: string, { nodes, removing, uninstalling }: Cluster): string[] {
  const names = new Map([...removing, ...uninstalling, ...nodes].map(({ address, name }) => [address, name]));
  const failed: string[] = [];
  const unreachable: string[] = [];
  for (const line of log.split('\n')) {
    const [, address = '', lost, failures] = RECAP.exec(line) ?? [];
    const name = names.get(address);
    const label = name === undefined ? address : `${name} (${address})`;
    if (Number(lost) > 0)
      unreachable.push(say(`${label} could not be reached`, `${label} 에 접속할 수 없습니다`));
    else if (Number(failures) > 0)
      failed.push(say(`a task failed on ${label}`, `${label} 에서 작업이 실패했습니다`));
  }
  return [...failed, ...unreachable];
}
