// The guide's config, and larger ones of its kind.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './measure.mjs';

const guide = readFileSync(join(root, 'fixtures/valid/guide/config.yml'), 'utf8');

const address = (i) => `${10 + (i >> 24)}.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;

function withAgents(count, addressOf = address) {
  const lines = Array.from({ length: count }, (_, i) => `      agent${i + 1}: ${addressOf(i)}`);
  return guide
    .replace(/ {4}agent:\n(?: {6}agent\d+: .*\n)+/, () => `    agent:\n${lines.join('\n')}\n`)
    .replace('ip: 172.31.6.35', 'ip: 10.0.0.0');
}

function withDisks(count) {
  const disks = Array.from({ length: count }, (_, i) => `  - { nodes: agent${i + 1}, device: /dev/xvdf }`);
  return `${withAgents(count)}\ndisks:\n${disks.join('\n')}\n`;
}

const fixture = join(root, 'fixtures/valid/checkout');

/** A checkout with so many files of its own in 100 folders. */
function checkout(folder, count) {
  cpSync(fixture, folder, { recursive: true });
  const place = join(folder, 'uengine-resource');
  for (let i = 0; i < count; i++) {
    const home = join(place, 'config-repository', `service${i % 100}`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, `application-${i}.yml`), `name: "@cluster_name@"\nnumber: ${i}\n`);
  }
  return place;
}

const carrying = () => readFileSync(join(fixture, 'uengine-resource/config.yml'), 'utf8');

/** What grows: how it is made below a folder, its sizes, and how a build of it ends. */
export const KINDS = {
  agents: { sizes: [1_000, 10_000, 100_000], make: (_, size) => withAgents(size) },
  'carried files': { sizes: [1_000, 10_000], make: carrying, place: checkout },
  disks: { sizes: [500, 5_000], make: (_, size) => withDisks(size) },
  diagnostics: { sizes: [100, 1_000], make: (_, size) => withAgents(size, () => 'x'), status: 1 },
};

const numbered = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join('');
const option = (i) => `      - amazonec2-tag-${i}=x\n`;
const autoscale = 'runner:\n  autoscale:\n    region: ap-northeast-2\n    zone: a\n    options:\n';

/** What is large in one place: each `validate` of it takes less than a second and 200 MiB, right or wrong. */
export const BOUNDS = {
  '16,000 options': `${guide}\n${autoscale}${numbered(16_000, option)}`,
  '16,000 options twice': `${guide}\n${autoscale}${numbered(8_000, option).repeat(2)}`,
  '20,000 nodes of a disk': `${withAgents(20_000)}\ndisks:\n  - device: /dev/xvdf\n    nodes:\n${numbered(20_000, (i) => `      - agent${i + 1}\n`)}`,
  '20,000 unknown nodes of a disk': `${guide}\ndisks:\n  - device: /dev/xvdf\n    nodes:\n${numbered(20_000, (i) => `      - agnt${i + 10}\n`)}`,
  '20,000 agents at one port of the proxy': `${withAgents(20_000)}\ncadvisor:\n  ports:\n${numbered(20_000, (i) => `    agent${i + 1}: 9000\n`)}`,
  '20,000 unknown agents of the proxy': `${withAgents(20_000)}\ncadvisor:\n  ports:\n${numbered(20_000, (i) => `    agnt${i + 1}: 9000\n`)}`,
  '20,000 unknown nodes to remove': withAgents(20_000).replace(
    'gracefully-remove-agent:\n',
    (key) => `${key}${numbered(20_000, (i) => `      gone${i + 1}: ${address(2 ** 24 + i)}\n`)}`,
  ),
  '200,000 items': `${guide}\nrinetd:\n  allow:\n${numbered(200_000, (i) => `    - ${address(i)}\n`)}`,
  '200,000 wrong items': `${guide}\nrinetd:\n  allow:\n${numbered(200_000, () => '    - x\n')}`,
  'a line of 400 KB': `${guide}\nrinetd: { allow: [${numbered(30_000, (i) => `${address(i)}, `)}10.0.0.0] }\n`,
  'a wrong line of 400 KB': `${guide}\nrinetd: { allow: [${'x, '.repeat(133_000)}x] }\n`,
  'a value of 400 KB': `${guide}\nextra: { a: ${'x'.repeat(400_000)} }\n`,
};

/** Writes a config below the folder and returns its path. */
export function writeConfig(folder, { make, place }, size) {
  mkdirSync(folder, { recursive: true });
  const path = join(place?.(folder, size) ?? folder, 'config.yml');
  writeFileSync(path, make(folder, size));
  return path;
}

/** The guide's config below the folder. */
export const writeGuide = (folder) => writeConfig(folder, { make: () => guide }, 0);
