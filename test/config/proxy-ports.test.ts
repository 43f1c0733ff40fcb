import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { configText } from '../support/scenarios.ts';

const ports = suite('ports of the cadvisor proxy');

/** What the guide's config gives with these agents: each agent's port by address, and what is said about the ports. */
function build(agents: Record<string, string>, cadvisor: Record<string, unknown> = {}) {
  const document = parseDocument(configText('valid', 'guide'), { schema: 'failsafe' });
  document.setIn(['server', 'private', 'agent'], document.createNode(agents));
  document.setIn(['db', 'ip'], Object.values(agents)[0]);
  document.setIn(['cadvisor'], document.createNode(cadvisor));
  const { files, diagnostics } = generate(document.toString());
  const conf = String(files.find(({ path }) => path.endsWith('/rinetd.conf'))?.content ?? '');
  const rules = [...conf.matchAll(/^0\.0\.0\.0 (\d+) (\S+) \d+$/gm)].map(([, port, address]) => [
    address,
    port,
  ]);
  const said = diagnostics.filter(({ code }) => code.startsWith('proxy'));
  return {
    port: Object.fromEntries(rules),
    errors: said.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    warnings: said.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
  };
}

/** So many agents, named agent1 and up. */
function many(count: number): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return Object.fromEntries(
    numbers.map((number) => [`agent${number}`, `172.30.${Math.floor(number / 250)}.${(number % 250) + 1}`]),
  );
}

ports('a name without a number, and one beyond 899, get a spare port and a warning', () => {
  const { port, warnings, errors } = build({
    agent899: '172.31.6.1',
    database: '172.31.6.2',
    agent900: '172.31.6.3',
  });
  assert.equal(errors, []);
  assert.equal([port['172.31.6.1'], port['172.31.6.2'], port['172.31.6.3']], ['9999', '9997', '9998']);
  assert.equal(warnings, [
    'the name database ends in no number from 1 to 899 for the cadvisor proxy: it gets port 9997',
    'the name agent900 ends in no number from 1 to 899 for the cadvisor proxy: it gets port 9998',
  ]);
});

ports('agent01 and agent1 want the same port, until one of them is given another', () => {
  const agents = { agent1: '172.31.6.1', agent01: '172.31.6.2' };
  assert.equal(build(agents).errors, ["the cadvisor proxy's port 9101 of agent1 is also that of agent01"]);
  const { port, errors } = build(agents, { ports: { agent01: '9500' } });
  assert.equal(errors, []);
  assert.equal([port['172.31.6.1'], port['172.31.6.2']], ['9101', '9500']);
});

ports('below base-port 9000, agents 90 and 91 want the ports of marathon-lb', () => {
  assert.equal(build({ agent89: '172.31.6.1', agent92: '172.31.6.2' }, { 'base-port': '9000' }), {
    port: { '172.31.5.136': '9000', '172.31.6.1': '9089', '172.31.6.2': '9092' },
    errors: [],
    warnings: [],
  });
  assert.equal(build({ agent90: '172.31.6.1', agent91: '172.31.6.2' }, { 'base-port': '9000' }).errors, [
    "the cadvisor proxy's port 9090 of agent90 belongs to marathon-lb",
    "the cadvisor proxy's port 9091 of agent91 belongs to marathon-lb",
  ]);
});

ports('300 agents have their own ports; beyond 997 some have none, and that is said', () => {
  const all = build(many(300));
  assert.equal(all.errors.concat(all.warnings), []);
  assert.is(all.port['172.30.1.51'], '9400');
  assert.is(Object.keys(all.port).length, 301);
  const crowd = build(many(1000));
  assert.equal(crowd.errors, []);
  assert.ok(
    crowd.warnings.includes('the cadvisor proxy has no port left for 3 agents: they stay without one'),
  );
  assert.is(Object.keys(crowd.port).length, 998);
});

ports.run();
