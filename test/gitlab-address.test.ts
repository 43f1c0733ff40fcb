import { type CheckoutFile, type GenerateResult, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText } from './support/scenarios.ts';

const NAME = 'gitlab.pas-mini.io';
const DEFAULT = `http://${NAME}`;

function file(source: string, text: string): CheckoutFile {
  return { source, content: Buffer.from(text), executable: false };
}

// One file of each kind that is filled, with GitLab's address in each way that one writes it.
const CHECKOUT = [
  file(
    'config-repository/app.yml',
    'a: http://@host.gitlab@\nb: "http://@host.gitlab@/root"\nc: @host.gitlab@\n',
  ),
  file('config-repository/login.yml', "d: 'http://root:@gitlab.root.token@@@host.gitlab@/root/a.git'\n"),
  file('config-repository/app.json', '{"gitlab": "http://@host.gitlab@/api", "name": "@host.gitlab@"}\n'),
  file(
    'config-repository/clone.sh',
    'git clone http://oauth2@@host.gitlab@/root/a.git\nssh git@@host.gitlab@\n',
  ),
  file('ui-files/index.html', "<script>var gitlab = 'http://@host.gitlab@';</script>\n"),
];

/** The guide's cluster with a runner, projects, a token and GitLab at `url`. */
function build(url?: string): GenerateResult {
  const text = configText('valid', 'guide')
    .replace(
      '  root:\n    username:\n    password:\n    token:',
      '  root:\n    username: root\n    password: long-password\n    token: a-token',
    )
    .replace(/^gitlab:$/m, url === undefined ? 'gitlab:' : `gitlab:\n  external-url: ${url}`);
  return generate(text, { checkout: CHECKOUT });
}

function textsOf({ files }: GenerateResult): Map<string, string> {
  return new Map(files.map(({ path, content }) => [path, Buffer.from(content as string).toString('utf8')]));
}

const address = suite("GitLab's address");

/** Where an output says a part of the address in a word of its own. */
const PARTS: Readonly<Record<string, (text: string, port: number, path: string) => string>> = {
  // The table of machines, and the picture: what is open, and who calls.
  'RUNBOOK.md': (text, port) =>
    text
      .replace('| 80, 5000 |', `| ${port}, 5000 |`)
      .replace('깃랩<br>외부 포트: 80, 5000', `깃랩<br>외부 포트: ${port}, 5000`)
      .replace('레지스트리<br>80, 5000"', `레지스트리<br>${port}, 5000"`)
      .replace(/(프로젝트|작업)<br>80"/g, `$1<br>${port}"`),
  'install/group_vars/all/main.yml': (text, port, path) =>
    text
      .replace(/^gitlab_port: .*$/m, `gitlab_port: ${port}`)
      .replace(/^gitlab_path: .*$/m, `gitlab_path: ${path || '""'}`),
};

for (const [url, port, path] of [
  [`${DEFAULT}:8929`, 8929, ''],
  [`${DEFAULT}/scm`, 80, '/scm'],
  [`${DEFAULT}:8929/scm/git-lab`, 8929, '/scm/git-lab'],
] as const)
  address(`is ${url} in every output that names it`, () => {
    const [before, after] = [textsOf(build()), textsOf(build(url))];
    assert.equal([...after.keys()], [...before.keys()]);
    let named = 0;
    for (const [file, text] of before) {
      const addressed = text.replaceAll(
        new RegExp(`(http://(?:[^\\s/@]+@)?)${NAME}(?![\\w:])`, 'g'),
        (_, start) => {
          named++;
          return `${start}${url.slice('http://'.length)}`;
        },
      );
      assert.is(after.get(file), (PARTS[file] ?? String)(addressed, port, path), file);
    }
    assert.ok(named >= 14, `only ${named} places name GitLab`);
  });

address('stands where each reader looks for it', () => {
  const url = `${DEFAULT}:8929/scm`;
  const texts = textsOf(build(url));
  const lineOf = (file: string, pattern: RegExp) => pattern.exec(texts.get(file) ?? '')?.[1];
  for (const [file, pattern, expected] of [
    ['install/gitlab/gitlab.rb', /^external_url '(.*)'$/m, url],
    [
      'deploys/config.json',
      /"SPRING_CLOUD_CONFIG_SERVER_GIT_URI": "(.*)"/,
      `${url}/root/cloud-config-repository.git`,
    ],
    ['cloud-config-repository/uengine-cloud-server.yml', /^gitlab:\n {2}host: "?([^"\n]*)/m, url],
    ['install/template-upload.sh', /^readonly gitlab='?([^'\n]*)/m, `${url}/root`],
    ['install/gitlab-projects.sh', /^readonly gitlab='?([^'\n]*)/m, url],
    ['install/gitlab-runner/config.toml', /^url = "(.*)"$/m, url],
    ['install/ansible-ci-runner.yml', /^ +url: "?([^"\n]*)/m, url],
    ['install/group_vars/all/main.yml', /^gitlab_port: (.*)$/m, '8929'],
    ['install/group_vars/all/main.yml', /^gitlab_path: "?([^"\n]*)/m, '/scm'],
    ['cloud-config-repository/app.yml', /^a: "?([^"\n]*)/m, url],
    ['cloud-config-repository/app.yml', /^c: "?([^"\n]*)/m, NAME],
    ['cloud-config-repository/login.yml', /^d: '(.*)'$/m, `http://root:a-token@${url.slice(7)}/root/a.git`],
    ['cloud-config-repository/app.json', /"gitlab": "(.*?)"/, `${url}/api`],
    ['cloud-config-repository/app.json', /"name": "(.*?)"/, NAME],
    ['cloud-config-repository/clone.sh', /^git clone (.*)$/m, `http://oauth2@${url.slice(7)}/root/a.git`],
    ['cloud-config-repository/clone.sh', /^ssh git@(.*)$/m, NAME],
    ['uengine-cloud-ui/index.html', /gitlab = '(.*?)'/, url],
  ] as const)
    assert.is(lineOf(file, pattern), expected, file);
});

address('never gets a second port', () => {
  const checkout = [file('config-repository/a.yml', 'a: http://@host.gitlab@:8080/api\n')];
  const text = (url: string) =>
    configText('valid', 'guide').replace(/^gitlab:$/m, `gitlab:\n  external-url: ${url}`);
  const other = generate(text(`${DEFAULT}:8929`), { checkout });
  const [found] = other.diagnostics.filter(({ severity }) => severity === 'error');
  assert.is(found?.code, 'unsafe-placeholder');
  assert.equal(found?.position, { line: 1, column: 11, length: 13 });
  assert.is(
    generate(text(DEFAULT), { checkout }).diagnostics.some(({ severity }) => severity === 'error'),
    false,
  );
});

address('has one spelling, with a slash at the end or without', () => {
  assert.equal(textsOf(build(`${DEFAULT}/scm/`)), textsOf(build(`${DEFAULT}/scm`)));
});

address('may have its port in host.gitlab', () => {
  const spelt = textsOf(build(`${DEFAULT}:8929`));
  const text = configText('valid', 'guide').replace(`  gitlab: ${NAME}\n`, `  gitlab: ${NAME}:8929\n`);
  const { cluster, files } = generate(text, {
    checkout: [file('ui-files/a.js', "'http://@host.gitlab@/a'")],
  });
  assert.is(cluster?.gitlab.url, `${DEFAULT}:8929`);
  const texts = new Map(files.map(({ path, content }) => [path, String(content)]));
  assert.is(texts.get('uengine-cloud-ui/a.js'), `'${DEFAULT}:8929/a'`);
  for (const path of ['install/dns-records.md', 'install/template-upload.sh', 'install/gitlab-projects.sh'])
    assert.is(texts.get(path), spelt.get(path)?.replace("'a-token'", "''"), path);
});

address('has a DNS record for each of its names', () => {
  const { files } = build('http://git.pas-mini.io:8929/scm');
  const table = String(files.find(({ path }) => path === 'install/dns-records.md')?.content);
  const names = [...table.matchAll(/^\| (\S+) \| (\S+) \| 깃랩/gm)].map(
    ([, mask, domain]) => `${mask}.${domain}`,
  );
  assert.equal(names, [NAME, 'git.pas-mini.io']);
});

address.run();
