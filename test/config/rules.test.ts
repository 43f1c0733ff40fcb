import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConfig, generate, parseConfig, resolveCluster } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { namedNodes } from '../../packages/core/src/cluster/nodes.ts';
import { rules } from '../../packages/core/src/rules/index.ts';
import type { Subject } from '../../packages/core/src/rules/rule.ts';
import { configText, root, scenarioNames } from '../support/scenarios.ts';
import { told } from '../support/subject.ts';

const suiteOfRules = suite('rules');

// The last build was that of the guide's config.
const former = { database: { name: 'agent1', address: '172.31.6.35' } };

let known: readonly Subject[] | undefined;

/** Every fixture that gets as far as the rules; read once, and not before somebody asks. */
function subjects(): readonly Subject[] {
  known ??= (['valid', 'invalid'] as const).flatMap((kind) =>
    scenarioNames(kind).flatMap((name) => {
      const parsed = parseConfig(configText(kind, name));
      const config = 'tree' in parsed ? checkConfig(parsed.tree).config : undefined;
      return config === undefined
        ? []
        : [{ config, named: namedNodes(config), cluster: resolveCluster(config), former }];
    }),
  );
  return known;
}

for (const rule of rules)
  suiteOfRules(`${rule.name} has a fixture that breaks it and one that keeps it`, () => {
    assert.ok(
      subjects().some((subject) => rule(subject).length > 0),
      'no fixture breaks it',
    );
    assert.ok(
      subjects().some((subject) => rule(subject).length === 0),
      'no fixture keeps it',
    );
  });

suiteOfRules('all that they find is said in Korean, too', () => {
  for (const rule of rules) for (const subject of subjects()) told(rule, subject);
});

suiteOfRules('every rule that is written is listed', () => {
  const folder = join(root, 'packages/core/src/rules');
  const written = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/export const (\w+): Rule\b/g)].map(
      (match) => match[1],
    ),
  );
  assert.equal(written.sort(), rules.map(({ name }) => name).sort());
});

suiteOfRules('every rule has a test of its own', () => {
  const folder = join(root, 'test/rules');
  const tests = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  for (const { name } of rules)
    assert.ok(
      tests.some((text) => new RegExp(`found\\(${name}\\b|said\\(${name}\\b`).test(text)),
      name,
    );
});

suiteOfRules('one config with 20 mistakes reports 20', () => {
  const { diagnostics } = generate(configText('invalid', 'twenty-mistakes'));
  assert.is(diagnostics.filter(({ severity }) => severity === 'error').length, 20);
});

/** What the rules say about the guide's config with its texts replaced: codes and severities. */
function verdicts(...edits: readonly (readonly [from: string, to: string])[]): string[] {
  const text = edits.reduce(
    (before, [from, to]) => {
      assert.ok(before.includes(from), from);
      return before.replace(from, to);
    },
    configText('valid', 'guide'),
  );
  return generate(text).diagnostics.map(({ severity, code }) => `${severity} ${code}`);
}

suiteOfRules('1, 3 and 5 masters are fine, 7 and 9 a warning, any other number an error', () => {
  for (let count = 1; count <= 11; count++) {
    const names = Array.from(
      { length: count },
      (_, index) => `      master${index + 1}: 10.1.1.${index + 1}\n`,
    );
    const guide = /(?: {6}master\d: .*\n)+/.exec(configText('valid', 'guide'))?.[0] as string;
    const said = verdicts([guide, names.join('')]).filter((verdict) => verdict.endsWith(' master-count'));
    const expected = count % 2 === 1 && count <= 9 ? (count <= 5 ? [] : ['warning']) : ['error'];
    assert.equal(
      said,
      expected.map((severity) => `${severity} master-count`),
      `${count} masters`,
    );
  }
});

suiteOfRules('each network of containers has its first and its last address', () => {
  const inside = [
    '172.31.254.0',
    '172.31.254.255',
    '9.0.0.1',
    '9.255.255.254',
    '44.128.0.1',
    '44.128.15.255',
    '172.17.0.0',
    '172.17.255.255',
  ];
  const outside = [
    '172.31.253.255',
    '172.31.255.0',
    '8.255.255.255',
    '10.0.0.0',
    '44.127.255.255',
    '44.128.16.0',
    '172.16.255.255',
    '172.18.0.0',
  ];
  const isSaid = (address: string) =>
    verdicts(['172.31.11.70', address]).includes('warning reserved-network');
  for (const address of [...inside, '198.51.100.7']) assert.ok(isSaid(address), address);
  for (const address of [...outside, '198.51.101.0']) assert.not.ok(isSaid(address), address);
});

suiteOfRules("port 53 of a node of DC/OS is DC/OS' own name server, and no other", () => {
  const guide = '- 172.31.0.2\n';
  const isRefused = (resolver: string) => verdicts([guide, `- ${resolver}\n`]).includes('error resolver');
  const [master, agent, publicAgent] = ['172.31.12.143', '172.31.6.35', '172.31.5.136'];
  for (const refused of [
    master,
    agent,
    publicAgent,
    `${master}:53`,
    '127.0.0.1',
    '127.0.0.53',
    '0.0.0.0:5353',
  ])
    assert.ok(isRefused(refused), refused);
  const [bootstrap, gitlab, ci] = ['172.31.8.143', '172.31.15.249', '172.31.3.61'];
  for (const right of [
    bootstrap,
    `${bootstrap}:53`,
    gitlab,
    ci,
    `${master}:5353`,
    '127.0.0.1:5353',
    '169.254.169.253',
  ])
    assert.not.ok(isRefused(right), right);
});

suiteOfRules('a host name that follows from another key is taken as well', () => {
  const follows = ['  config: config.pas-mini.io', '  default: pas-mini.io'] as const;
  const said = (...edits: readonly (readonly [string, string])[]) =>
    verdicts(...edits).filter((verdict) => verdict.endsWith(' duplicate-host'));
  assert.equal(said(follows), []);
  assert.equal(said(follows, ['iam: iam.pas-mini.io', 'iam: Config.pas-mini.io']), ['error duplicate-host']);
  assert.equal(said(['iam: iam.pas-mini.io', 'iam: dcos.pas-mini.io']), ['error duplicate-host']);
});

suiteOfRules("a service's port is 80 or its own, or something in front is to pass it on", () => {
  const warned = (from: string, to: string) => verdicts([from, to]).includes('warning service-port');
  for (const port of [80, 10003]) assert.not.ok(warned('  port: 80', `  port: ${port}`), `iam.port ${port}`);
  for (const port of [443, 8080, 9090, 10000])
    assert.ok(warned('  port: 80', `  port: ${port}`), `iam.port ${port}`);
  const ui = 'cloud.pas-mini.io';
  for (const place of [ui, `${ui}:80`, `${ui}:10006`, '192.0.2.9', '192.0.2.9:10006'])
    assert.not.ok(warned(ui, place), place);
  for (const place of [`${ui}:443`, `${ui}:8443`, `${ui}:10005`, '192.0.2.9:9090'])
    assert.ok(warned(ui, place), place);
});

suiteOfRules(
  'services share an address where each has a port of its own there, and the database always has',
  () => {
    const said = (...edits: readonly (readonly [string, string])[]) =>
      verdicts(...edits).includes('error duplicate-host');
    const [ui, server, db] = [
      'cloud-ui: cloud.pas-mini.io',
      'cloud-server.pas-mini.io',
      'db: db.pas-mini.io',
    ];
    assert.ok(said([ui, 'cloud-ui: 192.0.2.9'], [server, '192.0.2.9']));
    assert.ok(said([ui, 'cloud-ui: 192.0.2.9:80'], [server, '192.0.2.9']));
    assert.ok(said([ui, 'cloud-ui: WEB.test'], [server, 'web.test:8080']));
    assert.not.ok(said([ui, 'cloud-ui: 192.0.2.9:10006'], [server, '192.0.2.9:10005']));
    assert.not.ok(said([ui, 'cloud-ui: 192.0.2.9:10006'], [server, '192.0.2.9']));
    assert.not.ok(said([db, 'db: 192.0.2.9'], [server, '192.0.2.9']));
    assert.ok(said([db, 'db: web.test'], [server, 'web.test']));
  },
);

suiteOfRules('host.gitlab says no other port than gitlab.external-url', () => {
  const host = ['  gitlab: gitlab.pas-mini.io', '  gitlab: gitlab.pas-mini.io:8088'] as const;
  assert.equal(
    verdicts(host).filter((one) => one.startsWith('error')),
    [],
  );
  const refused = verdicts(host, ['\ngitlab:\n', '\ngitlab:\n  external-url: http://gitlab.pas-mini.io\n']);
  assert.ok(refused.includes('error port-conflict'));
  const same = verdicts(host, [
    '\ngitlab:\n',
    '\ngitlab:\n  external-url: http://gitlab.pas-mini.io:8088/scm\n',
  ]);
  assert.equal(
    same.filter((one) => one.startsWith('error')),
    [],
  );
});

suiteOfRules.run();
