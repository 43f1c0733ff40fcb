import { type Cluster, machinesOf, type Picture, pictureOf, secretValues, toMermaid } from '@uegen/core';
import { instance } from '@viz-js/viz';
import { SaxesParser } from 'saxes';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { toDot, toSvg } from '../packages/cli/src/graph/index.ts';
import { sampleCluster } from './support/cluster.ts';
import { compareWithGoldens } from './support/golden.ts';
import { clusterOf, pageOf } from './support/pictures.ts';
import { generateScenario, scenarioNames } from './support/scenarios.ts';

const test = suite('the picture of a cluster');

/** What the picture is drawn from: as the guide has it, with nodes in every state, and large. */
const DRAWN = ['guide', 'full', 'public-agents', 'uninstall'];

const picture = (name: string): Picture => pictureOf(clusterOf(name));

/** The elements and the texts of a document, once an XML parser took it as one. */
function readXml(text: string) {
  const parser = new SaxesParser({ xmlns: true });
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const texts: string[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    elements.push({
      name,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
    }),
  );
  parser.on('text', (piece) => texts.push(piece));
  parser.write(text).close();
  return { elements, texts };
}

test('goldens', () => {
  const files: [string, string][] = DRAWN.flatMap((name) => [
    [`${name}.svg`, toSvg(picture(name), 'ko')],
    [`${name}.dot`, toDot(picture(name), 'en')],
  ]);
  files.push(['guide.html', pageOf(clusterOf('guide'), 'en')]);
  compareWithGoldens('graph', new Map(files.map(([name, text]) => [name, Buffer.from(text)])));
});

for (const lang of ['ko', 'en'] as const)
  test(`${lang}: an XML parser reads every SVG, and finds each machine, address and app in it`, () => {
    for (const name of scenarioNames('valid').filter((one) => one !== 'checkout')) {
      const cluster = clusterOf(name);
      const { elements, texts } = readXml(toSvg(pictureOf(cluster), lang));
      assert.is(elements[0]?.name, 'svg', name);
      for (const machine of machinesOf(cluster)) {
        assert.ok(texts.includes(machine.name), `${name}: ${machine.name}`);
        assert.ok(texts.includes(machine.address), `${name}: ${machine.address}`);
      }
      for (const app of pictureOf(cluster).groups.flatMap(({ apps }) => apps))
        assert.ok(texts.includes(app.name), `${name}: ${app.name}`);
    }
  });

const HOSTILE = `a<b>&"'\`;#\\n]]>--> "quoted" end`;

test('a name that looks like markup stays a name, in every format', async () => {
  const cluster: Cluster = {
    ...sampleCluster(),
    name: HOSTILE,
    hosts: { ...sampleCluster().hosts, iam: HOSTILE },
  };
  const drawn = pictureOf(cluster);
  const { texts } = readXml(toSvg(drawn, 'en'));
  assert.ok(texts.includes(HOSTILE) && texts.includes(`${HOSTILE} :10003`), texts.join('\n'));
  assert.match(toMermaid(drawn, 'en'), 'a#60;b#62;#38;#34;#39;#96;#59;#35;#92;n');
  const viz = await instance();
  const svg = viz.renderString(toDot(drawn, 'en'), { format: 'svg' });
  assert.match(svg, 'a&lt;b&gt;&amp;&quot;&#39;`;#\\n]]&gt;');
});

test('Graphviz draws what is meant for it', async () => {
  const viz = await instance();
  for (const name of DRAWN) {
    const { status, output, errors } = viz.render(toDot(picture(name), 'ko'), { format: 'svg' });
    assert.is(status, 'success', JSON.stringify(errors));
    // It has no measures of Korean letters.
    assert.equal(
      errors.filter(({ message }) => !message.includes('no value for width')),
      [],
    );
    const { texts } = readXml((output ?? '').replace(/<!DOCTYPE[^>]*>/, ''));
    for (const { address } of machinesOf(clusterOf(name))) assert.ok(texts.includes(address), address);
  }
});

test('what is known of the machines shows: who is new, who joined, who has left', () => {
  const { groups } = pictureOf(clusterOf('add-agent'), [
    { name: 'agent1', address: '172.31.6.35', role: 'agent', state: 'joined' },
    { name: 'agent8', address: '172.31.10.202', role: 'agent', state: 'joined' },
  ]);
  const states = groups.flatMap(({ machines }) => machines.map(({ name, state }) => `${name} ${state}`));
  for (const expected of ['agent1 standing', 'agent2 new', 'agent8 standing', 'agent9 joining'])
    assert.ok(states.includes(expected), `${expected}: ${states.join(', ')}`);
  const leaving = clusterOf('uninstall').uninstalling[0];
  assert.ok(leaving?.role);
  const { name, address, role } = leaving;
  const gone = machinesOf(clusterOf('uninstall'), [{ name, address, role, state: 'uninstalled' }]);
  assert.is(gone.find((machine) => machine.address === address)?.state, 'gone');
});

test('every app stands where it lives, and every flow joins what is there', () => {
  for (const name of scenarioNames('valid').filter((one) => one !== 'checkout')) {
    const cluster = clusterOf(name);
    const { groups, flows } = pictureOf(cluster);
    const ids = groups.map(({ id }) => id);
    for (const { from, to } of flows)
      assert.ok(ids.includes(from) && ids.includes(to), `${name}: ${from} ${to}`);
    const byName = (app: string) => groups.flatMap(({ apps }) => apps).find((one) => one.name === app);
    const database = cluster.nodes.find(
      ({ role, address }) => role === 'agent' && address === cluster.database.ip,
    );
    assert.equal(byName('db')?.machines, database === undefined ? [] : [database.name], name);
    const standing = cluster.nodes.filter(({ role, joining }) => role === 'public' && !joining);
    assert.equal(
      byName('marathon-lb')?.machines,
      standing.map((node) => node.name),
      name,
    );
  }
});

test('300 machines are groups of those that are alike, in less than a second', () => {
  const cluster = clusterOf('guide');
  const agents = Array.from({ length: 290 }, (_, index) => ({
    name: `agent${index + 8}`,
    aliases: [],
    address: `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    role: 'agent' as const,
    joining: index >= 280,
  }));
  const large = { ...cluster, nodes: [...cluster.nodes, ...agents] };
  const began = process.cpuUsage();
  const { groups } = pictureOf(large);
  const svg = toSvg(pictureOf(large), 'ko');
  const page = pageOf(large, 'ko');
  const { user, system } = process.cpuUsage(began);
  assert.ok((user + system) / 1e6 < 1, `${(user + system) / 1e6} s`);
  const agent = groups.find(({ id }) => id === 'agent');
  assert.equal(
    agent?.machines.map(({ name, count, last, state }) => [name, count, last.name, state]),
    [
      ['agent1', 1, 'agent1', 'standing'],
      ['agent2', 286, 'agent287', 'standing'],
      ['agent288', 10, 'agent297', 'joining'],
    ],
  );
  assert.match(svg, 'agent2 … agent287');
  // The page's table has them all.
  for (const { address } of agents) assert.match(page, `<td>${address}</td>`);
});

test('what is empty in the page is empty in HTML, too', () => {
  const inside = new Set(['rect', 'path']);
  for (const [, name = ''] of pageOf(clusterOf('full'), 'ko').matchAll(/<(\w+)[^<>]*\/>/g))
    assert.ok(name === 'meta' || inside.has(name), name);
});

test('the picture holds no secret', () => {
  const { cluster, config } = generateScenario('valid', 'full');
  assert.ok(cluster !== undefined);
  const secrets = secretValues(config).filter((secret) => secret.length > 3);
  assert.ok(secrets.length > 5);
  const told = [
    JSON.stringify(pictureOf(cluster)),
    pageOf(cluster, 'en'),
    toMermaid(pictureOf(cluster), 'ko'),
  ];
  for (const secret of secrets)
    assert.not.ok(
      told.some((text) => text.includes(secret)),
      secret,
    );
});

test.run();
