import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Cluster } from '@uegen/core';
import { INSTALL } from '@uegen/core/phases';
import { say } from '../language.ts';
import type { Layout } from '../tree/layout.ts';

const OF_OTHERS = 0o077;

/** Where ssh finds the key: a path that isn't absolute starts in the playbooks' folder, where every phase runs. */
export function sshKeyPath({ ssh: { keyFile } }: Cluster, { root }: Layout): string {
  return resolve(join(root, INSTALL), keyFile.replace(/^~(?=\/)/, homedir()));
}

/** Why ssh wouldn't take the key, if so, and what to do. */
export function sshKeyFault(cluster: Cluster, at: Layout): { what: string; todo: string } | undefined {
  const { keyFile } = cluster.ssh;
  const place = sshKeyPath(cluster, at);
  const stats = statSync(place, { throwIfNoEntry: false });
  if (stats?.isFile() !== true)
    return {
      what: say(`${keyFile} is missing`, `${keyFile} 파일이 없습니다`),
      todo: say('ansible_ssh_private_key_file names it', 'ansible_ssh_private_key_file 의 값을 확인합니다'),
    };
  if (!isReadable(place))
    return {
      what: say(`you may not read ${keyFile}`, `${keyFile} 파일을 읽을 권한이 없습니다`),
      todo: 'chown',
    };
  if ((stats.mode & OF_OTHERS) === 0) return undefined;
  const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
  return {
    what: say(
      `others may read ${keyFile} (${mode}), so ssh refuses it`,
      `다른 사용자가 ${keyFile} 파일을 읽을 수 있어 (${mode}) ssh 가 거부합니다`,
    ),
    todo: 'chmod 600',
  };
}

/** Why ssh would take no machine's host key, if so, and what to do: config.yml names a file of them that isn't there. */
export function knownHostsFault({
  ssh: { knownHosts },
}: Cluster): { what: string; todo: string } | undefined {
  if (knownHosts === '' || isReadable(knownHosts)) return undefined;
  return {
    what: say(`${knownHosts} can't be read`, `${knownHosts} 파일을 읽을 수 없습니다`),
    todo: say(
      'ssh.known-hosts names it, and ssh refuses every machine without it. Collect the host keys with ssh-keyscan and compare them at the consoles',
      'ssh.known-hosts 의 값이며, 이 파일이 없으면 ssh 가 모든 서버를 거부합니다. ssh-keyscan 으로 호스트 키를 모으고 콘솔에서 확인하십시오',
    ),
  };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
