import { type Cluster, type Download, downloadsOf } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { imageAt } from '../packages/core/src/cluster/mirror.ts';
import { placeOf } from '../packages/core/src/cluster/place.ts';
import { images } from '../packages/core/src/downloads/images.ts';
import { packages } from '../packages/core/src/downloads/packages.ts';
import { phases, readsOf } from '../packages/core/src/phases/index.ts';
import { parseRole } from './support/roles.ts';
import { generateScenario, scenarioNames } from './support/scenarios.ts';

// What uegen writes, read without a look at the list of downloads: whatever it fetches must be in that list.
const downloads = suite('the list of downloads');

type Texts = ReadonlyMap<string, string>;

/** Everything that the files of a tree fetch, by what they say: addresses, images and packages. */
interface Fetched {
  addresses: string[];
  images: string[];
  packages: string[];
}

const centosFolders = ['os', 'updates', 'extras'];

const trees = scenarioNames('valid').flatMap((name) => {
  const { cluster, files } = generateScenario('valid', name);
  if (cluster === undefined) throw new Error(`${name} gives no cluster`);
  const made = files.filter(
    ({ path }) => /^(install|deploys)\/|RUNBOOK/.test(path) && !path.endsWith('/fill-mirror.sh'),
  );
  const texts: Texts = new Map(made.map(({ path, content }) => [path, String(content)]));
  return [{ name, cluster, fetched: fetchedBy(texts, cluster) }];
});

const of = (list: readonly Download[], ...kinds: string[]) => list.filter(({ kind }) => kinds.includes(kind));

/** What the files fetch, and the list hasn't. */
function missing(fetched: Fetched, list: readonly Download[], cluster: Cluster): string[] {
  const sources = of(list, 'file', 'sources', 'key', 'repository').map((one) => placeIn(one, cluster));
  const listedPackages = new Set(of(list, 'package').map(({ name }) => name));
  const listedImages = new Set(of(list, 'image').map(({ name }) => imageAt(name, cluster)));
  return [
    ...fetched.addresses.filter((address) => !sources.includes(address)),
    ...fetched.images.filter((image) => !listedImages.has(image)),
    ...fetched.packages.filter((name) => !listedPackages.has(name)),
  ];
}

/** Where machines find it: at its publisher's, or in the mirror. */
function placeIn({ source, place }: Download, { mirror }: Cluster): string {
  return mirror === undefined ? source : `${mirror.url}/${place}`;
}

function fetchedBy(texts: Texts, cluster: Cluster): Fetched {
  const variables = parse(texts.get('install/group_vars/all/main.yml') ?? '{}');
  const roles = [...texts].filter(([path]) => path.startsWith('install/roles/') && path.endsWith('.yml'));
  return {
    addresses: [
      ...new Set([...texts].flatMap(([path, text]) => addressesIn(path, text, variables, cluster))),
    ],
    images: [...new Set([...texts].flatMap(([path, text]) => imagesIn(path, text)))],
    packages: [
      ...new Set(
        roles.flatMap(([path, text]) =>
          packagesIn(path, parseRole(text), variables, () => learntBy(roleOf(path), roles), cluster),
        ),
      ),
    ],
  };
}

function values(data: unknown): [string, unknown][] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [
    [key, value] as [string, unknown],
    ...values(value),
  ]);
}

// The machines of the cluster itself, and what isn't fetched: what people open, and what is asked for an answer.
function isOwn(
  host: string,
  { nodes, hosts, publicAddress, gitlab, runner, registry, removing }: Cluster,
): boolean {
  const names = [
    ...[...nodes, ...removing].map(({ address }) => address),
    ...Object.values(hosts).filter((value): value is string => typeof value === 'string'),
    ...[publicAddress.master, publicAddress.gitlab, ...publicAddress.agents],
    ...[gitlab.url, runner?.url ?? ''].map((url) => url.replace(/^https?:\/\//, '').replace(/\/.*/, '')),
    ...[registry.public, registry.private, registry.package],
  ].map((place) => placeOf(place).name);
  return ['localhost', '127.0.0.1', 'marathon.mesos', ...names].includes(host);
}

function addressesIn(
  path: string,
  text: string,
  variables: Record<string, never>,
  cluster: Cluster,
): string[] {
  // A comment's link, the name that Docker keeps a login of Docker Hub under, and names that a script fills in.
  const found = [...text.matchAll(/\b(?:https?|ftp|file):\/\/[^\s"'<>`|)\]},;\\]+/g)].map(([url]) => url);
  const roleFile = path.startsWith('install/roles/');
  return found.flatMap((url) => {
    // The operator's own options of docker-machine.
    if (path.endsWith('.toml') && text.includes(`=${url}`)) return [];
    const host = placeOf(url.replace(/^\w+:\/\//, '')).name;
    if (host === '' || /[${]/.test(host) || isOwn(host, cluster)) return [];
    // Written by the script that fills the mirror.
    if (url === `${cluster.mirror?.url}/uegen-mirror.repo`) return [];
    // What things are asked for through, and the name of Maven's format.
    if (url === cluster.webProxy?.http || url === cluster.webProxy?.https) return [];
    if (text.includes(`xmlns="${url}"`)) return [];
    // What Docker's daemon is told asks for images by itself.
    if (cluster.docker['registry-mirrors'].includes(url)) return [];
    if (url === 'https://index.docker.io/v1/' || url.startsWith('file:///etc/pki/')) return [];
    // Above the folders of the distribution: a role names them.
    if (!roleFile && url === (variables.repositories as unknown as { centos?: string }).centos)
      return centosFolders.map((folder) =>
        cluster.mirror === undefined ? `${url}/${folder}/$basearch/` : `${url}/${folder}/x86_64`,
      );
    return [url.replace(/[.:]$/, '')];
  });
}

// Where files name an image: variables of roles and plays, Marathon's apps, the runner's settings.
function imagesIn(path: string, text: string): string[] {
  if (path.endsWith('.toml'))
    return [...text.matchAll(/^\s*image = "(.*)"/gm)].map(([, image]) => String(image));
  if (!/\.(json|yml)$/.test(path) || path.startsWith('install/roles/')) return [];
  return values(parse(text)).flatMap(([key, value]) =>
    /(^|_)image$/.test(key) && typeof value === 'string' ? [value] : [],
  );
}

function roleOf(path: string): string {
  return /^install\/roles\/\w+\//.exec(path)?.[0] ?? path;
}

/** What a role learns of the packages that a machine has already, by the variable that holds it. */
function learntBy(role: string, roles: readonly (readonly [string, string])[]): Set<string> {
  const set = roles
    .filter(([path]) => path.startsWith(role))
    .flatMap(([path, text]) => {
      const all: [string, unknown][] = path.includes('/vars/')
        ? [['vars', parseRole(text)]]
        : values(parseRole(text)).filter(([key]) => key === 'ansible.builtin.set_fact');
      return all.flatMap(([, variables]) => Object.entries(variables as object));
    });
  const learnt = new Set<string>();
  const isLearnt = (text: string) =>
    text.includes("ansible_facts['packages']") || (text.match(/\w+/g) ?? []).some((word) => learnt.has(word));
  for (let before = -1; before < learnt.size; ) {
    before = learnt.size;
    for (const [name, value] of set) if (isLearnt(String(value))) learnt.add(name);
  }
  return learnt;
}

// Of every task of the module yum, what it installs: its list, or what the variable holds that it names. What a machine had
// before comes back from where an earlier config.yml had it.
function packagesIn(
  path: string,
  data: unknown,
  variables: object,
  learnt: () => ReadonlySet<string>,
  { runner }: Cluster,
): string[] {
  return values(data).flatMap(([key, value]) => {
    const { name, state } = (value ?? {}) as { name?: unknown; state?: string };
    if (!/^ansible\.builtin\.(yum|dnf|package)$/.test(key) || state === 'absent') return [];
    const [, dotted] = /^\{\{ ([\w.]+) \}\}$/.exec(String(name)) ?? [];
    if (dotted === undefined) return [name].flat().map(String);
    const found = dotted
      .split('.')
      .reduce<unknown>((all, part) => (all as Record<string, unknown>)?.[part], variables);
    if (found === undefined && learnt().has(dotted)) return [];
    if (found === undefined && runner === undefined && path.includes('/ci_runner/')) return [];
    assert.ok(Array.isArray(found), `${path} installs ${name}, which group_vars has not`);
    return (found as unknown[]).map(String);
  });
}

downloads('holds everything that any generated file or role fetches', () => {
  assert.ok(trees.length > 20);
  for (const { name, cluster, fetched } of trees) {
    // The platform's own images are made here.
    const own = (image: string) => image.startsWith(`${cluster.registry.package}/`);
    const foreign = { ...fetched, images: fetched.images.filter((image) => !own(image)) };
    assert.equal(missing(foreign, downloadsOf(cluster), cluster), [], name);
  }
});

downloads('with a mirror, no file but the one that fills it names a place outside', () => {
  const { cluster, fetched } = trees.find(({ name }) => name === 'full') ?? {};
  assert.ok(cluster?.mirror && fetched);
  for (const address of fetched.addresses) assert.ok(address.startsWith(`${cluster.mirror.url}/`), address);
  const own = [cluster.mirror.registry, cluster.registry.private].map((host) => `${host}/`);
  for (const image of fetched.images)
    assert.ok(
      image.startsWith(`${cluster.registry.package}/`) || own.some((host) => image.startsWith(host)),
      image,
    );
});

downloads('a line that is taken out of it is missed', () => {
  // The Dockerfiles of the checkout alone name these.
  const foundations = new Set(trees.flatMap(({ cluster }) => images.foundations.names(cluster)));
  const all = new Map(
    trees.flatMap(({ cluster }) =>
      downloadsOf(cluster).map((one) => [`${one.kind} ${one.name}`, one] as const),
    ),
  );
  for (const [key, { kind, name }] of all) {
    if (foundations.has(name)) continue;
    const found = trees.some(({ cluster, fetched }) => {
      const list = downloadsOf(cluster);
      const without = list.filter((one) => !(one.kind === kind && one.name === name));
      return missing(fetched, without, cluster).length > missing(fetched, list, cluster).length;
    });
    assert.ok(found, `nobody misses ${key}`);
  }
});

downloads('names the phases that fetch something, and makes them due for it', () => {
  const full = trees.find(({ name }) => name === 'full');
  assert.ok(full);
  const phasesOf = (wanted: string) =>
    downloadsOf(full.cluster)
      .find(({ name }) => name === wanted)
      ?.phases.join(' ');
  assert.is(phasesOf('epel'), 'bootstrap-tools install add-agent upgrade-docker cadvisor');
  assert.is(phasesOf('haveged'), 'install add-agent');
  assert.is(phasesOf('curl'), 'install add-agent gitlab');
  assert.is(phasesOf('rinetd-0.62-9.el7'), 'cadvisor');
  assert.is(phasesOf('openjdk:8u111-jdk-alpine'), 'package');
  assert.is(phasesOf('mysql:5.7'), 'apps');
  for (const role of Object.keys(packages))
    for (const phase of phases.filter(({ steps }) =>
      steps.some(({ playbook }) => playbook?.plays(full.cluster).some(({ roles }) => roles.includes(role))),
    ))
      assert.ok(
        readsOf(phase, full.cluster).variables.includes(`role_packages.${role}`),
        `${phase.name} ${role}`,
      );
});

downloads('names phases that there are, and checksums that can be compared', () => {
  const names = new Set(phases.map((phase) => String(phase.name)));
  for (const { cluster } of trees)
    for (const { phases: own, name, checksum } of downloadsOf(cluster)) {
      assert.ok(own.length > 0 && own.every((phase) => names.has(phase)), name);
      if (checksum !== undefined) assert.match(checksum, /^sha(256|512):\S+$/);
    }
});

downloads.run();
