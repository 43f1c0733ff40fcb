import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Data } from '../../packages/core/src/serialize/json.ts';
import { findPython2 } from '../support/python2.ts';
import { parseRole, tasksOfRoles } from '../support/roles.ts';
import { readGitlabRb } from '../support/ruby.ts';
import { configText } from '../support/scenarios.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { readToml } from '../support/toml.ts';
import { PYTHON2, toolTest } from '../support/tool.ts';

// What programs make of `proxy`, each reading the file that is written for it.
const test = suite('a proxy');

const HTTP = 'http://proxy.test:3128';
const HTTPS = 'http://proxy.test:3129';
const PROXY = `
proxy: {http: '${HTTP}', https: '${HTTPS}/', no-proxy: [.inside.test, nexus.test, 10.9.8.7]}
`;

/** What is reached without the proxy, and what isn't. */
const INSIDE = [
  ...['localhost', '127.0.0.1', '169.254.169.254', 'marathon.mesos', 'leader.mesos', 'a.thisdcos.directory'],
  // The guide's GitLab, master, public addresses and services.
  ...['gitlab.pas-mini.io', '172.31.15.249', '172.31.12.143', '52.79.125.242', 'iam.pas-mini.io'],
  ...['a.inside.test', 'b.a.inside.test', 'nexus.test', '10.9.8.7'],
];
const OUTSIDE = ['outside.test', 'github.com', '10.9.8.70', 'nexus.test.com', 'mesos.apache.org'];

const treeOf = (more: string) => generate(`${configText('valid', 'guide')}${more}`).files;
const textIn = (files: ReturnType<typeof treeOf>, path: string) =>
  String(files.find((file) => file.path === path)?.content);
const tree = treeOf(PROXY);

/** A proxy, and a server beside it, that note what they are asked for. */
async function withServers(body: (proxy: string, server: string, asked: string[]) => Promise<void>) {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`proxy ${request.url}`);
    response.writeHead(404).end();
  });
  proxy.on('connect', (request, socket) => {
    asked.push(`proxy ${request.url}`);
    socket.end('HTTP/1.1 502 no\r\n\r\n');
  });
  const server = createServer((request, response) => {
    asked.push(`server ${request.headers.host}`);
    response.writeHead(request.url === '/' ? 200 : 404).end();
  });
  const ports: number[] = [];
  for (const one of [proxy, server]) {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    ports.push((one.address() as AddressInfo).port);
  }
  try {
    await body(`http://127.0.0.1:${ports[0]}`, `127.0.0.1:${ports[1]}`, asked);
  } finally {
    for (const one of [proxy, server]) one.close();
  }
}

toolTest(
  test,
  ['bash', 'git', 'curl'],
  'is where git and curl of download.sh ask for what lies outside',
  () =>
    withServers((proxy, _, asked) =>
      withFolder(async (folder) => {
        const files = treeOf(`
proxy: {http: '${proxy}'}
platform: {repository: 'http://sources.test/platform.git'}
`).filter(({ path }) => path === 'install/download.sh');
        const script = putGenerated(folder, files);
        const start = () =>
          run('bash', [script], { env: { HOME: folder, http_proxy: 'http://127.0.0.1:9' } });
        assert.is((await start()).status, 1);
        assert.match(asked.join('\n'), /^proxy http:\/\/sources\.test\/platform\.git\/info\/refs/);
        const names = /^readonly folders=\((.*)\)$/m.exec(readFileSync(script, 'utf8'))?.[1] ?? '';
        for (const name of names.replaceAll("'", '').split(' ')) mkdirSync(join(folder, name));
        assert.is((await start()).status, 1);
        assert.is(asked.at(-1), 'proxy s3.ap-northeast-2.amazonaws.com:443');
      }),
    ),
);

/** The variables of a script, by what bash makes of them. */
async function exportsOf(path: string): Promise<Record<string, string>> {
  const lines = textIn(tree, path)
    .split('\n')
    .filter((line) => /^export .*_(proxy|PROXY)=/.test(line));
  assert.is(lines.length, 3, path);
  const { stdout } = await run('bash', ['-c', `${lines.join('\n')}\nenv`], {
    env: { http_proxy: '', https_proxy: '', no_proxy: '' },
  });
  return Object.fromEntries(
    stdout
      .split('\n')
      .filter((line) => /^(https?|no)_proxy=/i.test(line))
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}

const variables = (readToml(textIn(tree, 'install/gitlab-runner/config.toml')) as Record<string, Data[]>)
  .runners?.[0] as { environment: string[] };
const environment = Object.fromEntries(variables.environment.map((line) => line.split(/=(.*)/s).slice(0, 2)));

test('is the same in jobs of the runner, in scripts, in GitLab and in tasks of ansible', async () => {
  assert.equal(
    [environment.http_proxy, environment.https_proxy, environment.HTTP_PROXY, environment.HTTPS_PROXY],
    [HTTP, HTTPS, HTTP, HTTPS],
  );
  assert.is(environment.no_proxy, environment.NO_PROXY);
  const settings = parseRole(textIn(tree, 'install/group_vars/all/main.yml')) as Record<string, unknown>;
  const fetching = settings.proxy_environment as Record<string, string>;
  for (const script of ['install/download.sh', 'install/docker-build.sh'])
    assert.equal(await exportsOf(script), fetching, script);
  // They ask no service of the platform: another name of one is no reason to build all images anew.
  const [some, all] = [fetching, environment].map((one) => String(one.no_proxy).split(','));
  assert.equal(all?.filter((place) => some?.includes(place)).sort(), some?.sort());
  assert.not.ok(some?.includes('iam.pas-mini.io'));
  assert.equal({ ...fetching, no_proxy: '', NO_PROXY: '' }, { ...environment, no_proxy: '', NO_PROXY: '' });
  const [gitlab] = readGitlabRb([textIn(tree, 'install/gitlab/gitlab.rb')]);
  assert.equal([gitlab?.env, gitlab?.gitaly_env], [environment, environment]);
});

const NAMES = ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

test('is where a mirror is filled from, unless whoever fills it names another way', async () => {
  const files = treeOf(`${PROXY}mirror: {url: 'http://mirror.test', registry: 'http://mirror.test:5000'}\n`);
  const [block = ''] =
    /^# The proxy of config\.yml[\s\S]*?^fi$/m.exec(textIn(files, 'install/fill-mirror.sh')) ?? [];
  const read = async (...given: string[]) => {
    const without = NAMES.flatMap((name) => ['-u', name]);
    const { stdout } = await run('env', [...without, ...given, 'bash', '-euc', `${block}\nenv`]);
    const lines = stdout.split('\n').filter((line) => /^\w+_proxy=/i.test(line));
    return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  };
  const settings = parseRole(textIn(files, 'install/group_vars/all/main.yml')) as Record<string, unknown>;
  assert.equal(await read(), settings.proxy_environment);
  assert.equal(await read('https_proxy='), { https_proxy: '' });
  assert.equal(await read('HTTPS_PROXY=http://own.test:1'), { HTTPS_PROXY: 'http://own.test:1' });
});

test("is that of the Docker of machines for jobs, unless their options name another, and of docker-machine's calls", () => {
  const optionsOf = (options: string) => {
    const text = configText('valid', 'runner-autoscale').trimEnd();
    const { files } = generate(`${text}\n    options: [${options}]\n${PROXY}`);
    const settings = readToml(textIn(files, 'install/gitlab-runner/config.toml')) as unknown as {
      runners: { machine: { MachineOptions: string[] } }[];
    };
    return (
      settings.runners[0]?.machine.MachineOptions.filter((option) => option.startsWith('engine-env=')) ?? []
    );
  };
  const [http, https, none] = optionsOf('');
  assert.equal([http, https], [`engine-env=HTTP_PROXY=${HTTP}`, `engine-env=HTTPS_PROXY=${HTTPS}`]);
  assert.match(none ?? '', /^engine-env=NO_PROXY=localhost,127\.0\.0\.1,.*\.inside\.test/);
  assert.equal(optionsOf("'engine-env=http_proxy=http://own.test:1', 'engine-env=NO_PROXY=a'"), [
    'engine-env=http_proxy=http://own.test:1',
    'engine-env=NO_PROXY=a',
    `engine-env=HTTPS_PROXY=${HTTPS}`,
  ]);
});

const PYTHON = `
import json, sys
try:
    from urllib.request import proxy_bypass_environment as bypass
except ImportError:
    from urllib import proxy_bypass_environment as bypass
print(json.dumps([bool(bypass(host)) for host in sys.argv[1:]]))`;

for (const tool of ['python3', PYTHON2])
  toolTest(test, [tool], `leaves out of it, for ${tool}, what lies inside`, async () => {
    const { command, env } = (tool === PYTHON2 && findPython2()) || { command: tool, env: {} };
    const { stdout, stderr } = await run(command, ['-c', PYTHON, ...INSIDE, ...OUTSIDE], {
      env: { ...env, ...environment },
    });
    assert.equal(JSON.parse(stdout), [...INSIDE.map(() => true), ...OUTSIDE.map(() => false)], stderr);
  });

toolTest(test, ['ruby'], 'leaves out of it, for Ruby, what lies inside', async () => {
  const program = 'ARGV.each { |host| puts URI("http://#{host}/").find_proxy.to_s }';
  const { stdout } = await run('ruby', ['-ruri', '-e', program, ...INSIDE, ...OUTSIDE], { env: environment });
  assert.equal(stdout.split('\n').slice(0, -1), [...INSIDE.map(() => ''), ...OUTSIDE.map(() => HTTP)]);
});

toolTest(test, ['curl', 'wget'], 'leaves out of it, for curl and wget, what lies inside', () =>
  withServers(async (proxy, server, asked) => {
    const env = { ...environment, http_proxy: proxy };
    const [, port] = server.split(':');
    const names = INSIDE.filter((host) => !/^\d|localhost/.test(host));
    const at = [...names, ...OUTSIDE].flatMap((host) => ['--resolve', `${host}:${port}:127.0.0.1`]);
    const urls = (hosts: readonly string[]) => hosts.map((host) => `http://${host}:${port}/`);
    await run('curl', ['-s', ...at, ...urls([...names, ...OUTSIDE])], { env });
    assert.equal(asked, [
      ...names.map((host) => `server ${host}:${port}`),
      ...urls(OUTSIDE).map((url) => `proxy ${url}`),
    ]);
    asked.length = 0;
    await run('wget', ['-q', '-t', '1', '-O', '/dev/null', ...urls(['localhost', ...OUTSIDE])], { env });
    assert.equal(asked, [`server localhost:${port}`, ...urls(OUTSIDE).map((url) => `proxy ${url}`)]);
  }),
);

toolTest(test, ['mvn', 'java'], 'is where Maven asks for what lies outside, and only for that', () =>
  withServers((proxy, server, asked) =>
    withFolder(async (folder) => {
      const files = treeOf(`\nproxy: {http: '${proxy}', no-proxy: [.inside.test]}\n`);
      const settings = put(folder, 'settings.xml', textIn(files, 'install/maven-settings.xml'));
      const repository = (id: string, url: string) =>
        `<repository><id>${id}</id><url>${url}</url></repository>`;
      const pom = put(
        folder,
        'pom.xml',
        `<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version>
        <packaging>pom</packaging><parent><groupId>none</groupId><artifactId>none</artifactId><version>1</version><relativePath/></parent>
        <repositories>${repository('one', 'http://outside.test/m2')}${repository('central', `http://${server}/m2`)}
        ${repository('two', 'https://outside.test/m2')}</repositories></project>`,
      );
      const args = ['-B', '-q', '-gs', settings, '-f', pom, `-Dmaven.repo.local=${folder}/m2`, 'validate'];
      await run('mvn', args, { env: { HOME: folder } });
      assert.equal([...new Set(asked)].sort(), [
        'proxy http://outside.test/m2/none/none/1/none-1.pom',
        'proxy outside.test:443',
        `server ${server}`,
      ]);
      // A name below a domain has no address here that could be asked.
      assert.match(readFileSync(settings, 'utf8'), /[>|]\*\.mesos\|.*\|\*\.inside\.test</);
    }),
  ),
);

const DROP_IN = `- hosts: master
  connection: local
  gather_facts: false
  vars_files: [roles/docker/defaults/main.yml, group_vars/all/main.yml]
  tasks:
    - ansible.builtin.template:
        src: roles/docker/templates/proxy.conf.j2
        dest: "{{ playbook_dir }}/proxy.conf"
        mode: "0600"
      run_once: true
`;

toolTest(test, ['ansible-playbook', 'systemd-analyze'], "is in the environment of Docker's service", () =>
  withFolder(async (folder) => {
    putGenerated(folder, tree);
    const cwd = join(folder, 'install');
    const env = { ANSIBLE_HOME: join(folder, '.ansible'), ANSIBLE_LOCAL_TEMP: join(folder, 'tmp') };
    const played = await run('ansible-playbook', ['-i', 'ansible-hosts.yml', put(cwd, 'play.yml', DROP_IN)], {
      cwd,
      env,
    });
    assert.is(played.status, 0, played.stdout);
    put(folder, 'units/docker.service', '[Service]\nExecStart=/bin/true\n');
    mkdirSync(join(folder, 'units/docker.service.d'));
    symlinkSync(join(cwd, 'proxy.conf'), join(folder, 'units/docker.service.d/uegen-proxy.conf'));
    const verified = await run('systemd-analyze', ['verify', join(folder, 'units/docker.service')], {
      env: { SYSTEMD_LOG_LEVEL: 'warning' },
    });
    assert.not.match(verified.stderr, 'proxy.conf');
    const lines = readFileSync(join(cwd, 'proxy.conf'), 'utf8').match(/^Environment="(.*)"$/gm) ?? [];
    assert.equal(lines.slice(0, 2), [
      `Environment="HTTP_PROXY=${HTTP}"`,
      `Environment="HTTPS_PROXY=${HTTPS}"`,
    ]);
    // Another name of a service or another agent is no reason to stop every container.
    const bypass = /NO_PROXY=([^"]*)/.exec(lines[2] ?? '')?.[1]?.split(',') ?? [];
    for (const host of ['127.0.0.1', '.mesos', 'gitlab.pas-mini.io', '172.31.12.143', '.inside.test'])
      assert.ok(bypass.includes(host), host);
    for (const host of ['iam.pas-mini.io', '172.31.0.164']) assert.not.ok(bypass.includes(host), host);
  }),
);

test('is that of the scheme of each repository, and none for one that lies inside', () => {
  const more = `
repositories: {epel: 'http://epel.test/7', docker: 'https://nexus.test/docker', gitlab-runner: 'https://yum.inside.test/runner', gitlab: 'file:///srv/gitlab'}
`;
  const settings = parseRole(textIn(treeOf(PROXY + more), 'install/group_vars/all/main.yml'));
  assert.equal((settings as Record<string, unknown>).repository_proxies, {
    epel: HTTP,
    docker: '_none_',
    gitlab_runner: '_none_',
  });
  const plain = parseRole(textIn(tree, 'install/group_vars/all/main.yml')) as Record<string, unknown>;
  assert.equal(plain.repository_proxies, { epel: HTTPS, docker: HTTPS, gitlab: HTTPS, gitlab_runner: HTTPS });
});

// Before Ruby 2.5 `mesos` stood for all names below it, and `.mesos` for none.
test('names a domain with its dot and without', () => {
  const places = environment.no_proxy?.split(',') ?? [];
  for (const domain of ['mesos', '.mesos', 'inside.test', '.inside.test'])
    assert.ok(places.includes(domain), domain);
});

test('is told to every task that fetches something, and to every repository', () => {
  const fetching = tasksOfRoles().filter(({ keys }) => {
    const yum = keys['ansible.builtin.yum'] as { state?: string } | undefined;
    const isCommand = String(keys['ansible.builtin.command'] ?? '').includes('yum ');
    return 'ansible.builtin.get_url' in keys || isCommand || (yum !== undefined && yum.state !== 'absent');
  });
  assert.ok(fetching.length > 10);
  for (const { file, keys } of fetching) assert.is(keys.environment, '{{ proxy_environment }}', file);
  const repositories = tasksOfRoles().flatMap(({ file, keys }) => {
    const repository = keys['ansible.builtin.yum_repository'] as { proxy?: string } | undefined;
    return repository === undefined ? [] : [{ file, proxy: repository.proxy }];
  });
  assert.ok(repositories.length > 4);
  for (const { file, proxy } of repositories)
    assert.match(proxy ?? '', /^\{\{ repository_proxies\.\w+ \| default\(omit\) \}\}$/, file);
});

test('leaves no trace where none is named, and one address does for both schemes', () => {
  const paths = tree.map(({ path }) => path).filter((path) => !path.includes('/roles/'));
  const without = treeOf('');
  for (const path of paths.filter((one) => without.some((file) => file.path === one)))
    if (path !== 'RUNBOOK.md') assert.not.match(textIn(without, path), /https?_proxy|proxy\.test/, path);
  for (const key of ['http', 'https']) {
    const settings = parseRole(
      textIn(treeOf(`\nproxy: {${key}: '${HTTP}'}\n`), 'install/group_vars/all/main.yml'),
    ) as Record<string, Record<string, string>>;
    assert.equal([settings.docker_proxy?.http, settings.docker_proxy?.https], [HTTP, HTTP]);
  }
});

test('is handed to docker build by arguments that stay out of the image', () => {
  const text = textIn(tree, 'install/docker-build.sh');
  assert.match(text, /build "\$\{build_arguments\[@\]\}" -t "\$image" \.\/$/m);
  assert.match(text, /^mvn -gs "\$maven_settings" package -B$/m);
  assert.not.match(textIn(treeOf(''), 'install/docker-build.sh'), 'build_arguments');
});

test.run();
