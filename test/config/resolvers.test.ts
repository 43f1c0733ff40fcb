import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { configText } from '../support/scenarios.ts';

const resolvers = suite('resolvers');

interface Outcome {
  genconf: string[] | undefined;
  nameServers: string[] | undefined;
  device: readonly string[] | undefined;
  said: string[];
}

/** Who becomes a name server of DC/OS, of /etc/resolv.conf and of a network device, and what is said of it. */
function outcomeOf(list: string, network = ''): Outcome {
  const text = configText('valid', 'guide').replace('resolvers:\n- 172.31.0.2\n', list);
  const { files, cluster, diagnostics } = generate(
    `${text}\nnetwork: {device: eth0, gateway: 172.31.0.1, netmask: 255.255.0.0${network}}\n`,
  );
  const dataOf = (path: string) => parse(String(files.find((file) => file.path === path)?.content ?? '{}'));
  return {
    genconf: dataOf('install/genconf/config.yaml').resolvers,
    nameServers: dataOf('install/group_vars/all/main.yml').name_servers,
    device: cluster?.staticNetwork?.dns,
    said: diagnostics.filter(({ code }) => code === 'resolver').map(({ severity }) => severity),
  };
}

const DEFAULTS = ['8.8.8.8', '8.8.4.4'];

for (const [title, list] of [
  ['absent', ''],
  ['blank', 'resolvers:\n'],
  ['empty', 'resolvers: []\n'],
] as const)
  resolvers(`${title}: the installer is told none and takes its default, and so does everything else`, () => {
    const nobody = { genconf: undefined, nameServers: DEFAULTS, device: DEFAULTS, said: ['note'] };
    assert.equal(outcomeOf(list), nobody);
    assert.equal(outcomeOf(list, ', dns: [172.31.0.2]').device, ['172.31.0.2']);
  });

resolvers('more than three go to DC/OS, and the first three to /etc/resolv.conf', () => {
  const all = ['10.9.0.1', '10.9.0.2:5353', '10.9.0.3:53', '10.9.0.4', '10.9.0.5'];
  const three = ['10.9.0.1', '10.9.0.3', '10.9.0.4'];
  const outcome = outcomeOf(`resolvers: [${all.map((one) => `"${one}"`)}]\n`);
  assert.equal(outcome, { genconf: all, nameServers: three, device: three, said: ['note'] });
});

resolvers('three are nothing to talk about', () => {
  const three = ['10.9.0.1', '10.9.0.2', '10.9.0.3'];
  const outcome = outcomeOf(`resolvers: [${three}]\n`);
  assert.equal(outcome, { genconf: three, nameServers: three, device: three, said: [] });
});

resolvers('none at port 53: somebody else is asked, or a warning says that nobody is', () => {
  const list = 'resolvers: ["10.9.0.1:5353"]\n';
  assert.equal(outcomeOf(list), {
    genconf: ['10.9.0.1:5353'],
    nameServers: [],
    device: [],
    said: ['warning'],
  });
  const own = ['172.31.0.2'];
  const outcome = outcomeOf(list, ', dns: [172.31.0.2]');
  assert.equal(outcome, { genconf: ['10.9.0.1:5353'], nameServers: own, device: own, said: [] });
});

resolvers.run();
