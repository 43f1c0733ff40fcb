import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { rinetdWord } from '../../packages/core/src/escape/rinetd.ts';
import { rinetdConf } from '../../packages/core/src/outputs/rinetd-conf.ts';
import { sampleCluster } from '../support/cluster.ts';
import { putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const rinetd = suite('rinetd.conf');
const TOOLS = ['root', 'ip', 'rinetd'];
const INNER = fileURLToPath(new URL('../support/proxied.mjs', import.meta.url));
const NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** What answers behind every rule's port, when asked from `source`. */
async function answers(cluster: Cluster, source: string): Promise<Record<string, string | null>> {
  let stdout = '';
  await withFolder(async (folder) => {
    const file = putGenerated(folder, rinetdConf(cluster));
    const { port, proxy } = cluster.cadvisor;
    const inner = [
      file,
      port,
      source,
      ...proxy.map((rule) => rule.address),
      '--',
      ...proxy.map((rule) => rule.listenPort),
    ];
    // rinetd writes its pid file and its log where it always does; here that is memory.
    const setup = `mount -t tmpfs none /run && mount -t tmpfs none /var/log && mkdir /var/log/rinetd && exec "$@"`;
    const command = ['sh', '-c', setup, 'sh', process.execPath, INNER, ...inner.map(String)];
    const ended = await run('unshare', [...NAMESPACES, ...command]);
    assert.is(ended.status, 0, ended.stderr);
    stdout = ended.stdout;
  });
  return JSON.parse(stdout);
}

const rules = sampleCluster().cadvisor.proxy;

rinetd("holds the guide's eight rules, in its order", () => {
  const [file] = rinetdConf(sampleCluster());
  assert.is(file?.path, 'install/cadvisor-proxy/rinetd.conf');
  assert.is(file?.mode, '0644');
  const lines = String(file?.content)
    .split('\n')
    .filter((line) => line.startsWith('0.0.0.0'));
  assert.equal(lines, [
    '0.0.0.0 9100 172.31.5.136 8080',
    '0.0.0.0 9101 172.31.6.35 8080',
    '0.0.0.0 9102 172.31.1.235 8080',
    '0.0.0.0 9103 172.31.5.245 8080',
    '0.0.0.0 9104 172.31.14.247 8080',
    '0.0.0.0 9105 172.31.7.160 8080',
    '0.0.0.0 9106 172.31.11.70 8080',
    '0.0.0.0 9107 172.31.0.164 8080',
  ]);
  assert.match(String(file?.content), /8080\n$/);
});

toolTest(rinetd, TOOLS, 'real rinetd forwards every rule', async () => {
  const expected = Object.fromEntries(rules.map((rule) => [String(rule.listenPort), rule.address]));
  assert.equal(await answers(sampleCluster(), '127.0.0.1'), expected);
});

toolTest(rinetd, TOOLS, 'real rinetd answers those that `allow` names, and nobody else', async () => {
  const cluster = sampleCluster();
  cluster.rinetd.allow = ['10.1.?.*', '10.2.0.7'];
  const expected = Object.fromEntries(rules.map((rule) => [String(rule.listenPort), rule.address]));
  const nothing = Object.fromEntries(rules.map((rule) => [String(rule.listenPort), null]));
  assert.equal(await answers(cluster, '10.1.2.3'), expected);
  assert.equal(await answers(cluster, '10.2.0.7'), expected);
  assert.equal(await answers(cluster, '10.2.0.8'), nothing);
});

toolTest(rinetd, TOOLS, 'real rinetd forwards 300 agents, each at its own port', async () => {
  const cluster = sampleCluster();
  const proxy = Array.from({ length: 300 }, (_, index) => ({
    name: `agent${index + 1}`,
    address: `172.30.${Math.floor(index / 200)}.${(index % 200) + 1}`,
    listenPort: 9101 + index,
  }));
  cluster.cadvisor = { ...cluster.cadvisor, proxy };
  const expected = Object.fromEntries(proxy.map((rule) => [String(rule.listenPort), rule.address]));
  assert.equal(await answers(cluster, '127.0.0.1'), expected);
});

rinetd('refuses what rinetd would misread', () => {
  const illegal = [
    '',
    '0',
    '65536',
    '99999',
    '010',
    '9100/udp',
    '172.31.0.999',
    '172.31.0',
    '172.31.0.07',
    '172.31.0.1.2',
    'agent1',
    '10.1.* x',
    'log/rinetd.log',
    '/var/log/my rinetd.log',
    '/var/log/#1',
    '/var/log/"x"',
    '/var/log/x\n0.0.0.0',
    '/var/log/로그',
  ];
  for (const value of illegal) assert.throws(() => rinetdWord(value), /rinetd.conf cannot carry/, value);
  for (const value of [
    '1',
    '65535',
    '0.0.0.0',
    '255.255.255.255',
    '10.*',
    '10.0.0.?',
    '/var/log/rinetd.log',
  ]) {
    assert.is(rinetdWord(value), value);
  }
});

rinetd.run();
