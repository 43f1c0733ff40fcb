import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { putBundle, type Wishes, writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play as playOn } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// The life of a small cluster under an ansible of CentOS 7's time, with Python 2.7 on its nodes and the shipped settings.
const { step, end, hosts } = stepsOnHosts('an old controller and old nodes', 5, { python2: true });

const [BOOTSTRAP, MASTER, PUBLIC, AGENT, JOINED] = [1, 2, 3, 4, 5].map(address) as [
  string,
  string,
  string,
  string,
  string,
];
const LISTS = { 'add-agent': { agent2: 5 } };
const SCRIPTS = ['dcos', 'dcos_install.sh'];

const configure = (wishes: Wishes): string => writeInstall(hosts(), wishes);
const play = (install: string, name: string, ...args: string[]) => playOn(hosts(), install, name, ...args);
const on = (host: string, script: string) => hosts().shell(host, script);
const standIn = (name: string) => new URL(`dcos/${name}`, import.meta.url);

/** In check mode, for real, and again, which changes nothing. */
async function playThrice(install: string, name: string, ...args: string[]): Promise<void> {
  assertPlayed(await play(install, name, '--check', '--diff', ...args));
  assertPlayed(await play(install, name, ...args));
  assertPlayed(await play(install, name, ...args), 'unchanged');
}

step('the nodes have nothing but Python 2.7 for ansible', async () => {
  const { stdout } = await hosts().ansible('ansible', ['--version'], { cwd: hosts().folder });
  assert.match(stdout, 'ansible 2.10.17');
  assert.match(await on(MASTER, '/usr/bin/python --version 2>&1'), 'Python 2.7.18');
});

step('install', () => playThrice(configure({}), 'install'));

step('add-agent', async () => {
  for (const [host, role] of [
    [MASTER, 'master'],
    [AGENT, 'slave'],
  ] as const) {
    for (const name of SCRIPTS)
      await on(
        host,
        `mkdir -p /opt/dcos_install_tmp; base64 -d <<< ${readFileSync(standIn(name)).toString('base64')} > /opt/dcos_install_tmp/${name}`,
      );
    await on(
      host,
      `echo ${MASTER} > /opt/dcos_install_tmp/masters; bash /opt/dcos_install_tmp/dcos_install.sh ${role}`,
    );
  }
  const install = configure({ lists: LISTS });
  putBundle(install, (serve) => {
    for (const name of SCRIPTS) copyFileSync(standIn(name), join(serve, name));
    spawnSync('tar', ['cf', 'dcos-install.tar', ...SCRIPTS, 'masters'], { cwd: serve });
  });
  await playThrice(install, 'add-agent');
  assert.match(await on(MASTER, 'curl -s localhost:5050/slaves'), JOINED);
});

step('health', async () => {
  const played = await play(
    configure({ agents: { agent2: 5 } }),
    'health',
    '--limit',
    `localhost,${MASTER},${AGENT},${JOINED}`,
  );
  assertPlayed(played, 'unchanged');
});

step('gracefully-remove-agent', async () => {
  await playThrice(
    configure({ lists: { ...LISTS, 'gracefully-remove-agent': LISTS['add-agent'] } }),
    'gracefully-remove-agent',
  );
  assert.not.match(await on(MASTER, 'curl -s localhost:5050/slaves'), JOINED);
});

step('uninstall', async () => {
  const install = configure({ lists: { ...LISTS, uninstall: LISTS['add-agent'] } });
  await playThrice(install, 'uninstall', '-e', 'uninstall_confirm=yes');
  assert.is(await on(JOINED, 'ls -d /opt/mesosphere /var/lib/mesos 2>/dev/null || true'), '');
});

const MORE = `gitlab: {external-url: 'http://gitlab.test:8090', root: {username: root, password: for-tests}}
runner: {registration-token: for-tests, cache: {type: minio, access-key: '[1,2]', secret-key: '{{1+1}}tests', bucket: runner}}
`;

step('gitlab', () => playThrice(configure({ sections: MORE }), 'gitlab'));

step('ci-runner', async () => {
  await on(BOOTSTRAP, 'echo for-tests > /srv/registration-token');
  await playThrice(configure({ ci: 1, sections: MORE }), 'ci-runner');
});

// DC/OS' own parts of this: who adds a user, the secret, and the front door that lets the token in. On a machine where
// no other stand-in of DC/OS holds that door.
const TOKEN_PARTS = `mkdir -p /opt/mesosphere/bin /var/lib/dcos/dcos-oauth
printf '#!/bin/sh\\nexec "$@"\\n' > /opt/mesosphere/bin/dcos-shell
printf '#!/bin/sh\\necho "User $1 successfully added"\\n' > /opt/mesosphere/bin/dcos_add_user.py
chmod 755 /opt/mesosphere/bin/dcos-shell /opt/mesosphere/bin/dcos_add_user.py
install -m 600 /dev/stdin /var/lib/dcos/dcos-oauth/auth-token-secret <<< for-tests
cat > /root/door.py <<'DOOR'
from BaseHTTPServer import BaseHTTPRequestHandler
from SocketServer import TCPServer
class Door(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_):
        pass
TCPServer(('127.0.0.1', 80), Door).serve_forever()
DOOR
setsid python /root/door.py </dev/null >/dev/null 2>&1 &`;

step('dcos-token where sudo asks for a terminal', async () => {
  const install = configure({ sections: 'dcos: {user: operator@example.com}\n' });
  await on(PUBLIC, `${TOKEN_PARTS}\necho 'Defaults requiretty' > /etc/sudoers.d/requiretty`);
  const ssh = `ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -i ${hosts().key} centos@${PUBLIC}`;
  const plain = await hosts().run('bash', ['-c', `${ssh} sudo true </dev/null`]);
  assert.is(plain.status, 1);
  assert.match(plain.stderr, 'you must have a tty');
  const { status, stdout, stderr } = await hosts().run('bash', ['-c', `${ssh} 'bash -s --' <dcos-token.sh`], {
    cwd: install,
  });
  assert.is(status, 0, stderr);
  assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  assert.match(stderr, 'User operator@example.com successfully added');
});

end();
