import { outputs } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import type { OfferedApp } from '../packages/core/src/apps/app.ts';
import { apps } from '../packages/core/src/apps/index.ts';
import { service } from '../packages/core/src/apps/parts/service.ts';
import type { Cluster } from '../packages/core/src/cluster/types.ts';
import { shellWords } from '../packages/core/src/escape/shell.ts';
import { sampleCluster } from './support/cluster.ts';

const test = suite('the list of apps');

/** An app that uegen doesn't ship, on the clusters whose name is `with search`. */
const search: OfferedApp = {
  name: 'search',
  id: '/uengine-search',
  stage: 'services',
  purpose: { ko: '검색 서버', en: 'the search server' },
  image: { folder: 'uengine-search', frontEnd: 'uengine-search/pages', from: 'java:8', maven: 'package' },
  offer: { port: 10007, host: 'iam', service: 'uengine-search' },
  secret: true,
  exists: ({ name }) => name === 'with search',
  definition: (cluster) =>
    service(search, cluster, { cpus: 1, mem: 64, containerPort: 80, healthPath: '/', env: {} }),
};

/** Every file of a cluster of that name, by path, while the list holds that app too. */
function filesOf(name: string): ReadonlyMap<string, { text: string; mode: string }> {
  const cluster: Cluster = { ...sampleCluster(), name };
  const list = apps as OfferedApp[];
  list.push(search);
  try {
    const files = outputs.flatMap((output) => output(cluster));
    return new Map(files.map(({ path, content, mode }) => [path, { text: String(content), mode }]));
  } finally {
    list.pop();
  }
}

test('one more app on it is in every file that speaks of apps', () => {
  const files = filesOf('with search');
  const text = (path: string) => files.get(path)?.text ?? '';
  const definition = files.get('deploys/search.json');
  assert.is(definition?.mode, '0600');
  const { id, container } = JSON.parse(definition?.text ?? '');
  assert.is(id, '/uengine-search');
  assert.is(container.docker.image, 'sppark/uengine-search:v1');
  const { vcap } = parse(text('cloud-config-repository/application.yml'));
  assert.equal(vcap.services['uengine-search'], {
    external: 'iam.pas-mini.io',
    internal: 'marathon-lb-internal.marathon.mesos:10007',
  });
  assert.match(text('install/dns-records.md'), /\| 검색 서버 \|/);
  assert.match(
    text('install/package-deploy.sh'),
    'services=(iam.json cloud-server.json cloud-ui.json search.json)',
  );
  const build = text('install/docker-build.sh');
  for (const part of [
    '  uengine-cloud-ui\n  uengine-search\n  uengine-search/pages\n)\n',
    '\n\nenter uengine-search/pages\nbuild_front_end\nenter uengine-search\nmvn package -B\npush uengine-search\n',
  ])
    assert.match(build, part);
});

test('a cluster that goes without an app has no word of it, but takes its service out of GitLab', () => {
  for (const [path, { text }] of filesOf('without')) {
    const lines = (path + text).split('\n').filter((line) => /uengine-search|검색 서버/.test(line));
    if (path === 'install/template-upload.sh')
      assert.match(lines.join(), /^readonly services=\(.* 'uengine-search'\)$/);
    else assert.equal(lines, [], path);
  }
});

test('every app has a file, an id, a port and a service of its own', () => {
  const offers = apps.flatMap(({ offer }) => offer ?? []);
  const distinct = (values: readonly unknown[]) => assert.is(new Set(values).size, values.length);
  distinct(apps.map(({ name }) => name));
  distinct(apps.map(({ id }) => id));
  distinct(offers.map(({ port }) => port));
  distinct(offers.map(({ service }) => service));
  distinct(offers.map(({ host }) => host));
});

test("scripts hold no app's word that the shell would read", () => {
  for (const words of ['a', 'a.json b-c.json', "'it'\\''s' x", "''"]) assert.is(shellWords(words), words);
  for (const words of [
    '',
    ' a',
    'a ',
    'a  b',
    'a;b',
    '$(a)',
    "'a",
    "a'b'",
    '`',
    'a\nb',
    '*',
    '~',
    '#a',
    "'\0'",
  ])
    assert.throws(() => shellWords(words), /the shell/, words);
});

test.run();
