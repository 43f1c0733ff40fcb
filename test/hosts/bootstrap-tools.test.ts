import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// The tools of the bootstrap node, from downloads that stand in for the real ones.
const { step, end, hosts } = stepsOnHosts('tools of the bootstrap node', 1);

const BOOTSTRAP = address(1);
const FOLDER = 'file:///srv/downloads';

const on = (script: string) => hosts().shell(BOOTSTRAP, script);
const checksum = async (file: string) =>
  `sha256:${await on(`sha256sum < /srv/downloads/${file} | cut -d" " -f1`)}`;

/** Maven from an archive of the downloads, the others as they are. */
async function configure(maven = 'maven-3.tar.gz', sum?: string, more = ''): Promise<string> {
  const sections = `tools:
  maven: ${FOLDER}/${maven}
  maven-checksum: ${sum ?? (await checksum(maven))}
  node: ${FOLDER}/node-7.tar.gz
  node-checksum: sha256:${FOLDER}/SHASUMS256.txt
  dcos-cli: ${FOLDER}/cli
${more}`;
  return writeInstall(hosts(), { sections });
}

const missing = (install: string) =>
  hosts()
    .run('scp', [
      '-q',
      '-oBatchMode=yes',
      '-oStrictHostKeyChecking=no',
      '-oUserKnownHostsFile=/dev/null',
      '-i',
      hosts().key,
      join(install, 'docker-build.sh'),
      `centos@${BOOTSTRAP}:docker-build.sh`,
    ])
    .then(() => on("bash /home/centos/docker-build.sh 2>&1 | grep 'program' || true"));

step('docker-build.sh says at once what a bare machine lacks', async () => {
  await on(
    `mkdir /srv/downloads; cd /srv/downloads; for file in maven-3.tar.gz node-7.tar.gz cli SHASUMS256.txt; do curl -sSfO ${hosts().mirror}/downloads/$file; done`,
  );
  const install = await configure();
  assert.equal((await missing(install)).split('\n'), [
    ...['mvn', 'java', 'javac', 'node', 'npm', 'bzip2', 'docker'].map(
      (tool) => `docker-build: the program ${tool} is missing`,
    ),
  ]);
  assertPlayed(await play(hosts(), install, 'bootstrap-tools', '--check', '--diff'));
  assert.is(await on('ls /opt /etc/profile.d/uegen-tools.sh 2>/dev/null || true'), '/opt:');
});

step('it lacks nothing but docker afterwards, and a second run changes nothing', async () => {
  const install = await configure();
  const played = await play(hosts(), install, 'bootstrap-tools');
  assertPlayed(played);
  assert.match(
    played.output,
    `tools.dcos-cli-checksum is blank. To keep to what is installed now, set it to ${await checksum('cli')}`,
  );
  assert.is(await missing(install), 'docker-build: the program docker is missing');
  const told = 'mvn -v; node -v; npm -v; dcos --version; java; javac';
  assert.is(
    await on(`su -l centos -c '${told}'`),
    'mvn -v\nnode -v\nnpm -v\ncli --version\nstand-in\nstand-in',
  );
  assert.is(
    await on('rpm -q ansible bzip2 git wget java-1.8.0-openjdk-devel | wc -l; rpm -q ansible git'),
    '5\nansible-2.9.27-1.el7.x86_64\ngit-1.8.3.1-1.el7.x86_64',
  );
  assertPlayed(await runPhase(hosts(), 'bootstrap-tools'), 'unchanged');
});

step('a Node that is there already stays the first, except for docker-build.sh', async () => {
  await on("printf '#!/bin/sh\\necho newer\\n' > /usr/local/bin/node; chmod 755 /usr/local/bin/node");
  assert.is(await on("su -l centos -c 'node -v'"), 'newer');
  await on('rm /usr/local/bin/node');
});

step('another source is fetched, and one with another checksum is refused', async () => {
  await on(
    'cd /srv/downloads; mkdir maven-4; cp -r /opt/uegen-tools/maven/. maven-4; sed -i s/mvn/four/ maven-4/bin/mvn; tar -czf maven-4.tar.gz maven-4',
  );
  const broken = await configure('maven-4.tar.gz', `sha256:${'0'.repeat(64)}`);
  const refused = await play(hosts(), broken, 'bootstrap-tools');
  assert.is.not(refused.status, 0);
  assert.match(refused.output, 'The checksum for');
  assert.is(await on('/opt/uegen-tools/maven/bin/mvn'), 'mvn');

  const pinned = `  dcos-cli-checksum: ${await checksum('cli')}\n`;
  const install = await configure('maven-4.tar.gz', undefined, pinned);
  const played = await play(hosts(), install, 'bootstrap-tools');
  assertPlayed(played);
  assert.is(await on('/opt/uegen-tools/maven/bin/mvn'), 'four');
  assert.not.match(played.output, 'is blank');
});

end();
