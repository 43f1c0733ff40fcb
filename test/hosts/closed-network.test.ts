import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// Hosts that reach nothing but the mirror. The resolver of dependencies alone is a stand-in: it finds every package of a
// repository. createrepo, curl, Git, Docker and the registry are real.
const { step, end, hosts } = stepsOnHosts('a closed network', 5);

const [BOOTSTRAP, , , AGENT, MIRROR] = [1, 2, 3, 4, 5].map(address) as [
  string,
  string,
  string,
  string,
  string,
];
const URL = `http://${MIRROR}:8081`;
const REGISTRY = `${MIRROR}:5001`;

// What the Dockerfiles of the platform's services begin with.
const JAVA = 'openjdk:8u111-jdk-alpine';

const TOKEN = 'Kndb7ac3-4__EfEwxB_o';

const on = (host: string, script: string) => hosts().shell(host, script);

function configure(): string {
  const at = `${hosts().mirror}/downloads`;
  return writeInstall(hosts(), {
    ci: 1,
    sections: `mirror: {url: '${URL}', registry: 'http://${REGISTRY}'}
platform: {repository: 'file:///srv/source'}
dcos: {installer: ${at}/cli}
tools:
  maven: ${at}/maven-3.tar.gz
  maven-checksum: sha256:${at}/SHASUMS256.txt
  node: ${at}/node-7.tar.gz
  node-checksum: sha256:${at}/SHASUMS256.txt
  dcos-cli: ${at}/cli
rinetd: {source: '${at}/rinetd.tar.gz', checksum: 'sha256:${at}/SHASUMS256.txt'}
registry: {image: 'registry:2.6.2'}
runner: {registration-token: ${TOKEN}, image: 'busybox:1'}
`,
  });
}

function sourceFolders(install: string): string[] {
  const list =
    /^readonly folders=\((.*)\)$/m.exec(readFileSync(join(install, 'download.sh'), 'utf8'))?.[1] ?? '';
  return list.replaceAll("'", '').split(' ');
}

const fill = (...words: string[]) => on(MIRROR, `bash /srv/fill-mirror.sh ${words.join(' ')} 2>&1 || true`);

// Finds what lies in the repositories of its settings.
const REPOTRACK = `#!/bin/bash
for base in $(sed -n s/^baseurl=//p "\${1#--config=}"); do
  curl -sf "$base/" | grep -o 'href="[^"]*[.]rpm"' | sed "s#href=\\"#$base/#; s#\\"##"
done`;

step('the mirror is filled where there is internet, and says what it could not get', async () => {
  const install = configure();
  const options = ['-q', '-oBatchMode=yes', '-oStrictHostKeyChecking=no', '-oUserKnownHostsFile=/dev/null'];
  await hosts().run('scp', [...options, '-i', hosts().key, `${install}/fill-mirror.sh`, `centos@${MIRROR}:`]);
  await on(
    MIRROR,
    `mv /home/centos/fill-mirror.sh /srv; cat > /usr/local/bin/repotrack <<'END'\n${REPOTRACK}\nEND\nchmod 755 /usr/local/bin/repotrack`,
  );
  const first = await fill('/srv/mirror', 'packages');
  assert.not.match(first, 'failed:');
  await on(
    MIRROR,
    'systemd-run --quiet --unit=mirror python3 -m http.server 8081 --directory /srv/mirror; systemctl stop firewalld',
  );

  // The mirror's own machine is the first that takes its packages from there.
  const packages = 'docker-ce-17.12.1.ce-1.el7.centos git';
  // The keys are files still to come.
  await on(
    MIRROR,
    `mkdir -p /srv/source && curl -sf ${hosts().mirror}/keys/docker -o /srv/docker.key && rpm --import /srv/docker.key /etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7`,
  );
  await on(
    MIRROR,
    `sed 's/^gpgkey=.*//' /srv/mirror/uegen-mirror.repo > /etc/yum.repos.d/uegen-mirror.repo; rpm -e --nodeps --justdb docker; yum -y --disablerepo='*' --enablerepo='mirror-*' install ${packages}`,
  );
  await on(
    MIRROR,
    `mkdir -p /etc/docker; echo '{"insecure-registries": ["${REGISTRY}"]}' > /etc/docker/daemon.json; systemctl start docker`,
  );
  // The platform's sources: the folders that download.sh wants, each with a Dockerfile.
  await on(
    MIRROR,
    `cd /srv/source; git init -q
    for name in ${sourceFolders(install).join(' ')}; do
      mkdir "$name"; printf 'FROM ${JAVA}\\nCMD ["echo", "%s"]\\n' "$name" > "$name/Dockerfile"
    done
    git add .; git -c user.name=x -c user.email=x@x commit -q -m x; git tag v1.0`,
  );

  const files = await fill('/srv/mirror', 'files', 'images');
  const failed = files.slice(files.indexOf('failed:')).match(/the image (\S+) can't be pulled/g);
  assert.equal(
    failed?.map((line) => line.split(' ')[2]),
    [JAVA, 'webratio/nodejs-http-server:latest', 'mesosphere/marathon-lb:v1.11.2', 'mysql:5.7'],
    files,
  );
  assert.match(files, 'new      files/maven/maven-3.tar.gz\n');
  assert.match(await fill('/srv/mirror', 'files', 'packages'), 'nothing changed since the last run');

  // Docker Hub has no such image here: another one is in its place, as fill-mirror.sh would have left it.
  await on(
    MIRROR,
    `docker run --detach --publish 5001:5000 registry:2.6.2
    docker pull -q busybox:1; docker tag busybox:1 ${REGISTRY}/library/${JAVA}; docker save ${REGISTRY}/library/${JAVA} > /srv/mirror/images/library_${JAVA.replace(':', '_')}.tar`,
  );
  assert.match(await fill('--push', '/srv/mirror'), `${REGISTRY}/google/cadvisor:v0.28.0 is pushed`);
});

// Whatever connection the others begin ends here, at the way out, and is counted: to the publishers' place, and elsewhere.
const CLOSED = [
  ['--table', 'filter', '--append', 'INPUT', '--jump', 'REJECT', '--destination', '10.77.0.1'],
  ['--table', 'raw', '--append', 'PREROUTING', '--jump', 'DROP', '!', '--destination', '10.77.0.0/24'],
];

/** The packet filter of the network that all hosts are in; the program itself is that of the mirror's machine. */
async function filter(...words: string[]): Promise<string> {
  const find = `for one in /proc/[0-9]*; do if grep -qs IPADDR=${MIRROR} "$one/root/run/lease"; then echo "\${one#/proc/}"; break; fi; done`;
  const pid = (await hosts().run('sh', ['-c', find])).stdout.trim();
  const { status, stdout, stderr } = await hosts().run('nsenter', [
    ...['--mount', '--target', pid, '--', 'iptables'],
    ...words,
  ]);
  assert.is(status, 0, stderr);
  return stdout;
}

/** How many connections were refused. */
async function refused(): Promise<number> {
  const rules = await Promise.all(['filter', 'raw'].map((table) => filter('-t', table, '-nvxL')));
  const counts = [...rules.join('').matchAll(/^ *(\d+) +\d+ +(?:REJECT|DROP) /gm)].map(([, count]) =>
    Number(count),
  );
  assert.is(counts.length, 4 * CLOSED.length, rules.join(''));
  return counts.reduce((sum, count) => sum + count, 0);
}

step('the network is closed, which is noticed', async () => {
  for (const number of [1, 2, 3, 4])
    for (const rule of CLOSED)
      await filter(...rule, '--source', address(number), '--protocol', 'tcp', '--syn');
  assert.is(await refused(), 0);
  assert.is(await on(AGENT, `curl -sf -m 5 ${hosts().mirror}/keys/docker || echo refused`), 'refused');
  assert.ok((await refused()) > 0);
  for (const table of ['filter', 'raw']) await filter('-t', table, '-Z');
});

step('install reaches nothing but the mirror', async () => {
  assertPlayed(await play(hosts(), configure(), 'install'));
  assert.is(
    await on(AGENT, 'docker inspect --format {{.Config.Image}} cadvisor'),
    `${REGISTRY}/google/cadvisor:v0.28.0`,
  );
  // What a Dockerfile begins with comes from the mirror too.
  await on(AGENT, 'docker pull registry:2.6.2');
  assert.match(await on(AGENT, 'cat /etc/yum.repos.d/*.repo'), `baseurl = ${URL}/repositories/docker\n`);
  assert.is(await refused(), 0);
});

for (const name of ['bootstrap-tools', 'gitlab', 'ci-runner', 'cadvisor-proxy'])
  step(`${name} reaches nothing but the mirror`, async () => {
    await on(BOOTSTRAP, `echo ${TOKEN} > /srv/registration-token`);
    assertPlayed(await play(hosts(), configure(), name));
    assert.is(await refused(), 0);
  });

step('the tools of the images come from the mirror', async () => {
  assert.is(await on(BOOTSTRAP, "su -l centos -c 'mvn -v; node -v'"), 'mvn -v\nnode -v');
  assert.is(
    await on(BOOTSTRAP, 'docker inspect --format {{.Config.Image}} registry'),
    `${REGISTRY}/library/registry:2.6.2`,
  );
});

step("an image's sources and what its Dockerfile begins with come from the mirror", async () => {
  const install = configure();
  const options = ['-q', '-oBatchMode=yes', '-oStrictHostKeyChecking=no', '-oUserKnownHostsFile=/dev/null'];
  await on(BOOTSTRAP, 'su -l centos -c "mkdir -p cloud/install"');
  await hosts().run('scp', [
    ...options,
    '-i',
    hosts().key,
    `${install}/download.sh`,
    `centos@${BOOTSTRAP}:cloud/install/`,
  ]);
  const said = await on(BOOTSTRAP, 'su -l centos -c "bash cloud/install/download.sh"');
  const [folder = ''] = sourceFolders(install);
  assert.match(said, `download: ${folder} is that of v1.0`);
  assert.match(said, 'download: dcos_generate_config.sh is downloaded');
  await on(BOOTSTRAP, `docker build -q -t built:1 /home/centos/cloud/${folder}`);
  assert.is(await on(BOOTSTRAP, 'docker run --rm built:1'), folder);
  assert.is(await refused(), 0);
});

end();
