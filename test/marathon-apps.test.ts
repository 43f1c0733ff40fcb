import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sampleCluster } from './support/cluster.ts';
import { type App, app, apps, build } from './support/marathon.ts';

type Strategy = NonNullable<App['upgradeStrategy']>;

const test = suite("the platform's apps");

test('are the eight of the platform, in size and health', () => {
  const seen = apps.map(({ app }) => {
    const { image, forcePullImage } = app.container.docker;
    const port = app.container.portMappings?.[0];
    const route = port && `${port.containerPort} -> ${port.servicePort}`;
    const [check] = app.healthChecks;
    return [
      app.id,
      image,
      forcePullImage,
      app.cpus,
      app.mem,
      route,
      check?.path,
      app.acceptedResourceRoles?.[0],
    ];
  });
  const lb = 'mesosphere/marathon-lb:v1.11.2';
  const none = undefined;
  assert.equal(seen, [
    [
      '/uengine-cloud-config',
      'sppark/uengine-cloud-config:v1',
      true,
      0.4,
      512,
      '8080 -> 10000',
      '/health',
      '*',
    ],
    ['/eureka-server', 'sppark/uengine-eureka-server:v1', true, 0.4, 512, '8761 -> 10001', '/', '*'],
    ['/uengine-db', 'mysql:5.7', false, 0.3, 512, '3306 -> 10002', none, none],
    ['/uengine-cloud-iam', 'sppark/uengine-cloud-iam:v1', true, 0.4, 512, '8080 -> 10003', '/health', '*'],
    [
      '/uengine-cloud-server',
      'sppark/uengine-cloud-server:v1',
      true,
      0.5,
      1024,
      '8080 -> 10005',
      '/health',
      '*',
    ],
    ['/uengine-cloud-ui', 'sppark/uengine-cloud-ui:v1', true, 0.4, 512, '8080 -> 10006', '/', '*'],
    ['/marathon-lb', lb, false, 0.5, 512, none, '/_haproxy_health_check', 'slave_public'],
    ['/marathon-lb-internal', lb, false, 0.5, 512, none, '/_haproxy_health_check', none],
  ]);
});

test('services are behind both load balancers, the database without a host name', () => {
  for (const { app } of apps.slice(0, 6)) assert.is(app.labels?.HAPROXY_GROUP, 'external,internal');
  const hosts = apps.slice(0, 6).map(({ app }) => app.labels?.HAPROXY_0_VHOST);
  const expected = ['config', 'eureka-server', undefined, 'iam', 'cloud-server', 'cloud'];
  assert.equal(
    hosts,
    expected.map((name) => name && `${name}.pas-mini.io`),
  );
  assert.equal(
    apps.map(({ app }) => app.labels?.HAPROXY_0_MODE),
    apps.map(({ name }) => (name === 'db' ? 'tcp' : undefined)),
  );
});

test('services get time to start', () => {
  for (const { app } of apps.slice(0, 6)) {
    const [check] = app.healthChecks;
    assert.equal(
      [check?.gracePeriodSeconds, check?.intervalSeconds, check?.timeoutSeconds, check?.delaySeconds],
      [300, 60, 20, 15],
    );
    assert.is(check?.maxConsecutiveFailures, 3);
  }
});

test('the deployment is blue, in capitals for eureka only', () => {
  assert.equal(
    apps.map(({ app }) => app.env.DEPLOYMENT),
    [undefined, 'BLUE', undefined, 'blue', 'blue', 'blue', undefined, undefined],
  );
});

test('config reads the repository of GitLab as root', () => {
  assert.equal(app('config').env, {
    SPRING_CLOUD_CONFIG_SERVER_GIT_URI: 'http://gitlab.pas-mini.io/root/cloud-config-repository.git',
    SPRING_CLOUD_CONFIG_SERVER_GIT_USERNAME: 'root',
    SPRING_CLOUD_CONFIG_SERVER_GIT_PASSWORD: 'adminadmin',
  });
});

test('config leaves a blank account out', () => {
  const cluster = sampleCluster();
  const root = { username: '', password: '', token: '' };
  const { app } = build('config', { ...cluster, gitlab: { ...cluster.gitlab, root } });
  assert.equal(Object.keys(app.env), ['SPRING_CLOUD_CONFIG_SERVER_GIT_URI']);
});

test('passwords reach the apps as they were typed', () => {
  const cluster = sampleCluster();
  for (const password of ['a"b', "a'b", '<&>', 'a\\', 'C:\\new', 'x@host.db@y', '비밀', '{{ x }}', '$HOME']) {
    const db = build('db', { ...cluster, database: { ...cluster.database, password } });
    assert.is(db.app.env.MYSQL_ROOT_PASSWORD, password);
    const root = { username: 'root', password, token: '' };
    const config = build('config', { ...cluster, gitlab: { ...cluster.gitlab, root } });
    assert.is(config.app.env.SPRING_CLOUD_CONFIG_SERVER_GIT_PASSWORD, password);
  }
});

test('the database stays on its node and never runs twice', () => {
  const db = app('db');
  assert.equal(db.constraints, [['hostname', 'LIKE', '172\\.31\\.6\\.35']]);
  assert.match('172.31.6.35', new RegExp(`^${db.constraints?.[0]?.[2]}$`));
  assert.not.match('172.3106.35', new RegExp(`^${db.constraints?.[0]?.[2]}$`));
  assert.equal(db.upgradeStrategy, { maximumOverCapacity: 0, minimumHealthCapacity: 0 });
  assert.equal(db.container.volumes, [
    { containerPath: '/var/lib/mysql', hostPath: '/mysql/datadir', mode: 'RW' },
  ]);
  assert.equal(db.container.docker.parameters, [{ key: 'rm', value: 'true' }]);
  assert.is(db.env.MYSQL_DATABASE, 'uengine');
});

test("the database's health check survives a second shell", () => {
  const command = app('db').healthChecks[0]?.command?.value ?? '';
  assert.match(command, /^mysqladmin .*ping$/);
  assert.not.match(command, /["'$`\\]/);
});

test('the load balancers listen where they are asked for their health', () => {
  for (const [name, first, count] of [
    ['marathon-lb', 80, 404],
    ['marathon-lb-internal', 9090, 402],
  ] as const) {
    const lb = app(name);
    const ports = (lb.portDefinitions ?? []).map(({ port }) => port);
    assert.is(ports[0], first);
    assert.is(ports.length, count);
    assert.is(ports.at(-1), 10399);
    assert.is(new Set(ports).size, count);
    assert.is(ports[lb.healthChecks[0]?.portIndex ?? -1], 9090);
    assert.ok(lb.requirePorts && lb.container.docker.privileged);
  }
  assert.is(app('marathon-lb').healthChecks[0]?.portIndex, 2);
  assert.is(app('marathon-lb-internal').healthChecks[0]?.portIndex, 0);
});

test('each load balancer serves its group; only the external one has the web ports', () => {
  const external = app('marathon-lb').args?.join(' ');
  const options = '--haproxy-map --max-reload-retries 10 --reload-interval 10 --group';
  assert.is(external, `sse -m http://marathon.mesos:8080 --health-check ${options} external`);
  const internal = app('marathon-lb-internal').args?.join(' ');
  const unbound = '--dont-bind-http-https';
  assert.is(internal, `sse -m http://marathon.mesos:8080 --health-check ${unbound} ${options} internal`);
});

/** Whether Marathon can renew `instances` where no more than these find a place at a time. */
function canFinish({ maximumOverCapacity: over, minimumHealthCapacity: least }: Strategy, instances: number) {
  return Math.floor(instances * (1 + over)) === instances && Math.ceil(instances * least) < instances;
}

test('what binds ports of its host, or data there, can be renewed in its place', () => {
  const bound = apps.filter(
    ({ app: { networks, container } }) => networks[0]?.mode === 'host' || container.volumes !== undefined,
  );
  assert.equal(
    bound.map(({ name }) => name),
    ['db', 'marathon-lb', 'marathon-lb-internal'],
  );
  for (const { name, app: each } of bound)
    assert.ok(canFinish(each.upgradeStrategy as Strategy, each.instances), name);
  for (const { app: each } of apps)
    for (const { hostPort } of each.container.portMappings ?? []) assert.is(hostPort, 0);
});

test('the external load balancer runs once on each public agent that stands', () => {
  const cluster = sampleCluster();
  const [first = ''] = cluster.dcos.publicAgents;
  for (const count of [1, 2, 3, 4, 5]) {
    const publicAgents = Array.from({ length: count }, (_, index) => `${first}${index}`);
    const lb = build('marathon-lb', { ...cluster, dcos: { ...cluster.dcos, publicAgents } }).app;
    assert.is(lb.instances, count);
    assert.equal(lb.constraints, [['hostname', 'UNIQUE']]);
    const strategy = lb.upgradeStrategy as Strategy;
    assert.ok(canFinish(strategy, count), `${count}`);
    if (count > 1) assert.ok(Math.ceil(strategy.minimumHealthCapacity * count) > 0, 'some always serve');
  }
  // Where the only one leaves and its successor is still to join, the platform keeps its front door.
  assert.is(
    build('marathon-lb', { ...cluster, dcos: { ...cluster.dcos, publicAgents: [] } }).app.instances,
    1,
  );
});

test.run();
