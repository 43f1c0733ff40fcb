import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ansibleCfg } from '../../packages/core/src/outputs/ansible-cfg.ts';
import { overSsh } from '../../packages/core/src/steps/command.ts';
import { sampleCluster } from '../support/cluster.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { freePort, keygen, knownHost, SSHD_TOOLS, sshd } from '../support/sshd.ts';
import { toolTest } from '../support/tool.ts';

const test = suite('the host keys that ansible takes');

toolTest(test, [...SSHD_TOOLS, 'ansible'], 'with pinned keys those and no others, without any', () =>
  withFolder(async (folder) => {
    for (const name of ['key.pem', 'host', 'other']) keygen(join(folder, name));
    const port = await freePort();
    const file = join(folder, 'known_hosts');
    const server = await sshd(folder, port);
    const ping = async (knownHosts: string, keys = '') => {
      put(folder, 'known_hosts', keys);
      return pinged(folder, port, knownHosts);
    };
    try {
      assert.match(await ping(file, knownHost(port, join(folder, 'host.pub'))), /^pong$/m);
      assert.match(
        await ping(file, knownHost(port, join(folder, 'other.pub'))),
        /HOST IDENTIFICATION HAS CHANGED/,
      );
      assert.match(await ping(file), /No \S+ host key is known for/);
      assert.match(await ping(''), /^pong$/m);
    } finally {
      await ended(server);
    }
  }),
);

toolTest(test, ['ssh'], 'what phases call by ssh themselves takes the same', async () => {
  const { ssh } = sampleCluster();
  const asked = async (knownHosts: string) => {
    const { argv } = overSsh({ ...ssh, knownHosts }, '192.0.2.1', 'true', 'x.sh');
    const { stdout } = await run('ssh', ['-G', '-F', '/dev/null', ...argv.slice(1)]);
    return stdout.split('\n').filter((line) => /^(?:stricthostkeychecking|userknownhostsfile) /.test(line));
  };
  assert.equal(await asked('/etc/uegen/known_hosts'), [
    'stricthostkeychecking true',
    'userknownhostsfile /etc/uegen/known_hosts',
  ]);
  assert.is((await asked(''))[0], 'stricthostkeychecking ask');
});

/** What ansible shows of a machine that is told to say pong, in a folder with uegen's ansible.cfg. */
async function pinged(folder: string, port: number, knownHosts: string): Promise<string> {
  const cluster = sampleCluster();
  cluster.ssh.knownHosts = knownHosts;
  putGenerated(folder, ansibleCfg(cluster));
  const variables = {
    ansible_port: port,
    ansible_user: 'root',
    ansible_ssh_private_key_file: join(folder, 'key.pem'),
  };
  put(folder, 'install/ansible-hosts.yml', JSON.stringify({ all: { hosts: { '127.0.0.1': variables } } }));
  const { stdout, stderr } = await run('ansible', ['all', '-m', 'raw', '-a', 'echo pong'], {
    cwd: join(folder, 'install'),
    env: {
      HOME: folder,
      ANSIBLE_HOME: join(folder, 'ansible'),
      ANSIBLE_LOCAL_TEMP: join(folder, 'ansible/tmp'),
      // ssh itself knows no HOME but that of the user, whose files stay out of it; no connection outlives its call.
      ANSIBLE_SSH_COMMON_ARGS:
        '-o GlobalKnownHostsFile=/dev/null -o UserKnownHostsFile=/dev/null -o ControlPersist=no -o ControlMaster=no -o ControlPath=none',
      LC_ALL: 'C.UTF-8',
    },
  });
  return stdout + stderr;
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.on('close', () => resolve());
    server.kill();
  });
}

test.run();
