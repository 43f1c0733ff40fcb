import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

const { step, end, hosts } = stepsOnHosts('the CI runner on a host', 1);

const CI = address(1);
const TOKEN = 'Kndb7ac3-4__EfEwxB_o';
const SETTINGS = '/etc/gitlab-runner/config.toml';
// Ansible takes such a text for a list, unless it is told otherwise.
const ACCESS = '[1,2]';
// Jinja would answer 2, a shell 4.
const SECRET = '{{1+1}}$((2+2))"\\\'#';

const MINIO = `
  cache: {type: minio, access-key: '${ACCESS}', secret-key: ${JSON.stringify(SECRET)}, bucket: runner}
`;

function configure(runner: string, sections = ''): string {
  const folder = join(hosts().folder, 'cluster');
  rmSync(folder, { recursive: true, force: true });
  return writeInstall(hosts(), { ci: 1, sections: `${sections}runner:\n${runner}` });
}

const on = (script: string) => hosts().shell(CI, script);
const count = (pattern: string, file: string) => on(`grep -c -- '${pattern}' ${file} || true`);

async function container(name: string) {
  const [found] = JSON.parse(await on(`docker inspect ${name}`));
  return {
    image: found.Config.Image,
    arguments: found.Args,
    env: found.Config.Env as string[],
    ports: Object.values(found.HostConfig.PortBindings).flatMap((bound) =>
      (bound as { HostPort: string }[]).map(({ HostPort }) => HostPort),
    ),
  };
}

// Notes the command line of every process of the machine, as everybody on it may see them.
const WATCHER = `
import glob, os
seen = set()
with open("/var/log/command-lines.log", "w", 1) as log:
    while True:
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                with open(path, "rb") as file:
                    line = file.read()
            except OSError:
                continue
            if line not in seen:
                seen.add(line)
                log.write("seen: " + line.replace(b"\\0", b" ").decode("utf-8", "replace") + "\\n")`;

step('without Docker it says what to run first', async () => {
  const played = await play(hosts(), configure(`  registration-token: ${TOKEN}\n`), 'ci-runner');
  assert.is.not(played.status, 0);
  assert.match(played.output, 'There is no Docker on bootstrap (10.77.0.11); run ansible-install.yml first');
});

step('check mode changes nothing', async () => {
  await on(`echo ${TOKEN} > /srv/registration-token`);
  const install = configure(`  registration-token: ${TOKEN}${MINIO}`);
  assertPlayed(await play(hosts(), install, 'install', '--limit', CI, '--tags', 'repositories,docker'));
  assertPlayed(await play(hosts(), install, 'ci-runner', '--check', '--diff'));
  assert.is(await on('ls -d /etc/gitlab-runner /export /etc/yum.repos.d/runner* 2>/dev/null || true'), '');
});

step('without a token it asks for one, and installs the pinned runner all the same', async () => {
  const played = await play(hosts(), configure('  concurrent: 5\n'), 'ci-runner');
  assert.is.not(played.status, 0);
  assert.match(played.output, 'runner.registration-token is blank');
  assert.is(await on('rpm -q gitlab-runner'), 'gitlab-runner-10.2.0-1.x86_64');
});

step('a token that GitLab refuses is said, and not shown', async () => {
  const played = await play(hosts(), configure('  registration-token: wrongwrong\n'), 'ci-runner');
  assert.is.not(played.status, 0);
  assert.match(played.output, 'forbidden (check registration token)');
  assert.not.match(played.output, 'wrongwr');
  assert.is(await on(`ls ${SETTINGS} 2>/dev/null || true`), '');
});

step('the runner is registered once, with its cache beside it', async () => {
  await on(`setsid python3 -c '${WATCHER}' < /dev/null > /dev/null 2>&1 &`);
  const install = configure(`  registration-token: ${TOKEN}${MINIO}`);
  const played = await play(hosts(), install, 'ci-runner', '--diff');
  assertPlayed(played);
  for (const secret of [TOKEN, TOKEN.slice(0, 8), SECRET, 'from-gitlab'])
    assert.not.ok(played.output.includes(secret), 'no secret is shown');

  assert.is(await on(`stat -c '%a %U %G' ${SETTINGS}`), '600 root root');
  const settings = await on(`cat ${SETTINGS}`);
  assert.match(settings, 'concurrent = 5\n');
  assert.match(
    settings,
    'name = "uengine docker runner:shared-socket"\nurl = "http://gitlab.test"\ntoken = "from-gitlab-1"\n',
  );
  assert.match(settings, 'ServerAddress = "10.77.0.11:9005"\nAccessKey = "[1,2]"\n');
  assert.is(
    await on('echo $(systemctl is-active gitlab-runner) $(systemctl is-enabled gitlab-runner)'),
    'active enabled',
  );
  assert.is(await on('tail -1 /var/log/gitlab-runner.log'), 'reads settings: concurrent 5');

  assert.is(await on('stat -c "%a %U %G" /export/runner'), '755 root root');
  const minio = await container('minio');
  assert.is(minio.image, 'minio/minio:RELEASE.2018-02-09T22-40-05Z');
  assert.equal(minio.arguments, ['server', '/export']);
  assert.equal(minio.env.slice(0, 2), [`MINIO_ACCESS_KEY=${ACCESS}`, `MINIO_SECRET_KEY=${SECRET}`]);
  assert.equal(minio.ports, ['9005']);

  const repository = await on('cat /etc/yum.repos.d/runner_gitlab-runner.repo');
  assert.match(repository, 'repo_gpgcheck = 1');

  const again = await runPhase(hosts(), 'ci-runner');
  assertPlayed(again, 'unchanged');
  assert.is(await count('^registered$', '/var/log/gitlab-runner.log'), '1');
});

step('no secret stands on a command line of the machine', async () => {
  await on("pkill -f 'seen = [s]et'");
  // Each log holds what everybody could see at the time.
  assert.ok(Number(await count('^seen: .*gitlab-runner register', '/var/log/gitlab-runner.log')) > 0);
  assert.is(await on(`grep -cF -- '${TOKEN}' /var/log/gitlab-runner.log || true`), '0');
  assert.ok(Number(await count('^seen: docker run .*minio', '/var/log/command-lines.log')) > 0);
  assert.is(await on(`grep -cF -e '1+1' -e '${ACCESS}' /var/log/command-lines.log || true`), '0');
});

step('changed settings are written around the token, and a changed key makes minio anew', async () => {
  const install = configure(
    `  registration-token: ${TOKEN}\n  concurrent: 7${MINIO.replace(ACCESS, 'other-key')}`,
  );
  const played = await play(hosts(), install, 'ci-runner');
  assertPlayed(played);
  assert.equal(played.changes(CI), [
    'container : Remove a container that is not as it should be',
    'container : Run the container',
    "ci_runner : Write the runner's settings around its token",
    'ci_runner : Let the runner read its settings',
  ]);
  assert.match(await on(`cat ${SETTINGS}`), /^concurrent = 7\n[\s\S]*\ntoken = "from-gitlab-1"\n/);
  assert.is(await on('tail -1 /var/log/gitlab-runner.log'), 'reads settings: concurrent 7');
  assert.is((await container('minio')).env[0], 'MINIO_ACCESS_KEY=other-key');
  assert.is(await count('^registered$', '/var/log/gitlab-runner.log'), '1');
  // The file before it, which holds the token too.
  assert.is(await on(`stat -c %a ${SETTINGS}.*~ | sort -u`), '600');
});

step('a runner that was registered by hand keeps its token', async () => {
  await on(`sed -i 's/from-gitlab-1/by-hand/; s/^name = /  name=/' ${SETTINGS}`);
  const install = configure('  concurrent: 3\n');
  assertPlayed(await play(hosts(), install, 'ci-runner'));
  assert.match(await on(`cat ${SETTINGS}`), /^concurrent = 3\n[\s\S]*\ntoken = "by-hand"\n/);
  assertPlayed(await play(hosts(), install, 'ci-runner'), 'unchanged');
});

step('a token of the config is taken as it is', async () => {
  const install = configure('  token: from-config\n');
  assertPlayed(await play(hosts(), install, 'ci-runner'));
  assert.match(await on(`cat ${SETTINGS}`), '\ntoken = "from-config"\n');
  assertPlayed(await play(hosts(), install, 'ci-runner'), 'unchanged');
});

step('another runner on the machine is not thrown away', async () => {
  await on(`printf '[[runners]]\\n  name = "team"\\n  token = "x"\\n' >> ${SETTINGS}`);
  const before = await on(`sha256sum ${SETTINGS}`);
  const played = await play(hosts(), configure(`  registration-token: ${TOKEN}\n`), 'ci-runner');
  assert.is.not(played.status, 0);
  assert.match(played.output, 'uengine docker runner:shared-socket, team');
  assert.is(await on(`sha256sum ${SETTINGS}`), before);
  await on(`rm ${SETTINGS}`);
});

const AUTOSCALE = `  registration-token: ${TOKEN}
  autoscale: {region: ap-northeast-2, vpc-id: vpc-e8f91b81}
`;

step('machines need docker-machine, to the bit', async () => {
  const refused = await play(hosts(), configure(AUTOSCALE), 'ci-runner');
  assert.is.not(refused.status, 0);
  assert.match(refused.output, 'The checksum for');
  assert.is(await on('ls /usr/local/bin/docker-machine 2>/dev/null || true'), '');

  const checksum = createHash('sha256').update('docker-machine\n').digest('hex');
  const machine = { url: `${hosts().mirror}/downloads/docker-machine`, checksum: `sha256:${checksum}` };
  const own = ['-e', JSON.stringify({ docker_machine: machine })];
  const proxy = "proxy: {http: 'http://192.0.2.9:3128', no-proxy: [mirror.test]}\n";
  assertPlayed(await play(hosts(), configure(AUTOSCALE, proxy), 'ci-runner', ...own));
  assert.is(await on('stat -c "%a %U" /usr/local/bin/docker-machine'), '755 root');
  // Its own calls go through the proxy: the runner finds them first.
  const called = "PATH=/usr/local/sbin:/usr/local/bin:$PATH docker-machine 'a b'";
  await on(`printf '#!/bin/sh\\necho "$https_proxy $1"' > /usr/local/bin/docker-machine`);
  assert.is(await on(called), 'http://192.0.2.9:3128 a b');

  assertPlayed(await play(hosts(), configure(AUTOSCALE), 'ci-runner', ...own));
  assert.is(await on('ls /usr/local/sbin/docker-machine 2>/dev/null || true'), '');
  const settings = await on(`cat ${SETTINGS}`);
  assert.match(settings, 'token = "from-gitlab-2"\nexecutor = "docker+machine"\nlimit = 20\n');
  assert.match(settings, '"engine-insecure-registry=registry.test:5000"');
  assertPlayed(await play(hosts(), configure(AUTOSCALE), 'ci-runner', ...own), 'unchanged');
});

end();
