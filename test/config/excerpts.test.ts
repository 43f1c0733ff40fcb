import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isHarmlessFlow } from '../../packages/core/src/report/flow-line.ts';

const excerpts = suite('source lines with brackets');

const shown: readonly (readonly [line: string, path: string])[] = [
  ['- nodes: [agent, gitlab]', 'disks.1.nodes'],
  ['  nodes: [agent, gitlab]   ', 'disks.1.nodes.1'],
  ['  dns: [172.31.0.2, 198.51.100.2]', 'network.dns.1'],
  ['network: {device: eth0, dns: [172.31.0.2], gateway: no}', 'network.gateway'],
  ['    agent: {agent1: 172.31.6.35, agent2: 172.31.6.999}', 'server.private.agent.agent2'],
];

const hidden: readonly (readonly [line: string, path: string])[] = [
  ['db: {ip: no, password: my-secret}', 'db.ip'],
  ['db: {ip: no, pasword: my-secret}', 'db.ip'],
  ['db: {ip: no, password: [my-secret]}', 'db.ip'],
  ['network: {device: eth0, dns: [172.31.0.2]} # my-secret', 'network.device'],
  ['network: {device: eth0, dns: [172.31.0.2]', 'network.device'],
  ['network: {device: eth0} my-secret', 'network.device'],
  ['    agent: {agent1: 172.31.6.35, password: my-secret}', 'server.private.agent.agent1'],
  ['    options: [flag=my-secret]', 'runner.autoscale.options.0'],
  ['x: {device: my-secret}', 'network.device'],
  ['redis: {password: my-secret}', 'redis'],
  ['redis: {host: my-secret}', 'redis'],
  ['extra: {title: my-secret}', 'extra'],
  ['iam: {admin: my-secret}', 'iam.admin'],
  ['gitlab: {smtp: my-secret}', 'gitlab.smtp'],
  ['tools: {maven: "https://me:my-secret@mirror.test/x"}', 'tools.maven'],
];

excerpts('are shown where the schema knows every part', () => {
  for (const [line, path] of shown) assert.ok(isHarmlessFlow(line, path.split('.')), line);
});

excerpts('are hidden where any part may be a secret, or nobody knows what it is', () => {
  for (const [line, path] of hidden) assert.not.ok(isHarmlessFlow(line, path.split('.')), line);
});

excerpts.run();
