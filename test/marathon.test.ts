import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apps } from './support/marathon.ts';

const test = suite("Marathon's rules");

for (const { name, file, app } of apps) {
  test(`${name} is what Marathon 1.5 takes`, () => {
    assert.is(file.path, `deploys/${name}.json`);
    assert.match(app.id, /^(\/[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/);
    assert.ok(app.cpus >= 0.001 && app.mem > 0 && app.disk === 0 && app.instances === 1);
    assert.is(app.container.type, 'DOCKER');
    assert.not(app.cmd !== undefined && app.args !== undefined);
    assert.is(app.networks.length, 1);
    assert.is(app.networks[0]?.name, undefined);
  });

  test(`${name} has nothing but strings in labels, env, args and docker parameters`, () => {
    const { parameters } = app.container.docker;
    const values = [app.env, app.labels ?? {}, ...parameters].flatMap((each) => Object.values(each));
    for (const value of [...values, ...(app.args ?? [])]) assert.type(value, 'string');
  });

  test(`${name} declares its ports the way of its network`, () => {
    const host = app.networks[0]?.mode === 'host';
    assert.is(app.networks[0]?.mode, host ? 'host' : 'container/bridge');
    assert.is(app.container.portMappings === undefined, host);
    assert.is(app.portDefinitions === undefined, !host);
    const mappings = app.container.portMappings ?? [];
    const ports = [
      ...mappings.flatMap(({ containerPort, hostPort, servicePort }) => [
        containerPort,
        hostPort,
        servicePort,
      ]),
      ...(app.portDefinitions ?? []).map(({ port }) => port),
    ];
    assert.ok(ports.length > 0);
    for (const port of ports) assert.ok(Number.isInteger(port) && port >= 0 && port <= 65535, `${port}`);
  });

  test(`${name} has one health check, which names a port only where there is one`, () => {
    assert.is(app.healthChecks.length, 1);
    for (const { protocol, portIndex, command } of app.healthChecks) {
      assert.ok(['HTTP', 'COMMAND', 'MESOS_HTTP'].includes(protocol));
      assert.is(portIndex === undefined, protocol === 'COMMAND');
      assert.is(command !== undefined, protocol === 'COMMAND');
      const count = (app.portDefinitions ?? app.container.portMappings ?? []).length;
      if (portIndex !== undefined) assert.ok(portIndex < count);
    }
  });

  test(`${name} has strategies within their bounds`, () => {
    const { upgradeStrategy, unreachableStrategy, killSelection, backoffFactor } = app;
    for (const share of Object.values(upgradeStrategy ?? {})) assert.ok(share >= 0 && share <= 1);
    if (upgradeStrategy) assert.is(Object.keys(upgradeStrategy).length, 2);
    if (unreachableStrategy) {
      const { inactiveAfterSeconds, expungeAfterSeconds } = unreachableStrategy;
      assert.ok(inactiveAfterSeconds <= expungeAfterSeconds);
    }
    assert.ok(killSelection === undefined || killSelection === 'YOUNGEST_FIRST');
    assert.ok(backoffFactor === undefined || backoffFactor >= 1);
  });

  test(`${name} has constraints of two or three strings and volumes that are RO or RW`, () => {
    for (const constraint of app.constraints ?? []) {
      assert.ok(constraint.length === 2 || constraint.length === 3);
      for (const part of constraint) assert.type(part, 'string');
    }
    for (const { mode } of app.container.volumes ?? []) assert.match(mode, /^R[OW]$/);
  });
}

test('no two apps have the same id or the same service port', () => {
  const ids = apps.map(({ app }) => app.id);
  const ports = apps.flatMap(({ app }) => (app.container.portMappings ?? []).map((port) => port.servicePort));
  assert.is(new Set(ids).size, 8);
  assert.equal(ports, [10000, 10001, 10002, 10003, 10005, 10006]);
});

test('the files with a secret, and only they, are for their owner', () => {
  const secret = apps.filter(({ file }) => file.secret).map(({ name, file }) => [name, file.mode]);
  assert.equal(secret, [
    ['config', '0600'],
    ['db', '0600'],
  ]);
});

test.run();
