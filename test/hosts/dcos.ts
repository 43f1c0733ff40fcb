import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { putBundle } from './cluster.ts';
import type { TestHosts } from './hosts.ts';

const ARCHIVE = 'genconf/serve/dcos-install.tar';

/** Packs the stand-in of DC/OS where genconf packs the installer's. */
export function packDcos(install: string): void {
  putBundle(install, (serve) => {
    const files = ['dcos', 'dcos_install.sh'];
    for (const name of files)
      copyFileSync(fileURLToPath(new URL(`dcos/${name}`, import.meta.url)), join(serve, name));
    const packed = spawnSync('tar', ['-cf', 'dcos-install.tar', ...files, 'masters'], { cwd: serve });
    assert.is(packed.status, 0);
  });
}

/** Installs what was packed on a host, as `deploy` has DC/OS' installer do. */
export async function deployDcos(
  hosts: TestHosts,
  install: string,
  host: string,
  role: 'master' | 'slave' | 'slave_public',
): Promise<void> {
  const archive = readFileSync(join(install, ARCHIVE)).toString('base64');
  // As install leaves it: with firewalld no machine reaches a master of another.
  await hosts.shell(
    host,
    `systemctl disable -q --now firewalld; mkdir -p /opt/dcos_install_tmp; cd /opt/dcos_install_tmp
    echo '${archive}' | base64 -d | tar -xf -; bash dcos_install.sh ${role}`,
  );
}
