import { configSchema, parseConfig, type Schema } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { resolveReferences } from '../../packages/core/src/config/references.ts';
import { childSchema, schemaAt, settle } from '../../packages/core/src/config/schema.ts';
import { isSecret, secretValues } from '../../packages/core/src/config/secrets.ts';
import { isBlank, typeConfig } from '../../packages/core/src/config/type.ts';
import { type ConfigTree, ReferenceNode } from '../../packages/core/src/parse/tree.ts';
import { configText } from '../support/scenarios.ts';

const types = suite('types of scalars');

/** The guide's config with more text below, typed. */
function typed(more: string): Record<string, Record<string, unknown>> {
  const parsed = parseConfig(`${configText('valid', 'guide')}\n${more}`);
  assert.ok('tree' in parsed);
  return typeConfig(parsed.tree) as never;
}

types('are those of the schema, and what does not fit stays text', () => {
  const { registry } = typed('registry: {port: 6000}');
  assert.is(registry?.port, 6000);
  for (const text of ['0x16', '06000', '1e3', '6_000', '6000.0', '+6000', '99999999999999999999'])
    assert.is(typed(`registry: {port: ${text}}`).registry?.port, text);
  assert.is(typed('registry: {port: -1}').registry?.port, -1);
  assert.is(typed('registry: {port: 0}').registry?.port, 0);
  assert.is(typed('dns: {wildcard: true}').dns?.wildcard, true);
  assert.is(typed('dns: {wildcard: false}').dns?.wildcard, false);
  for (const text of ['yes', 'True', 'on', '1'])
    assert.is(typed(`dns: {wildcard: ${text}}`).dns?.wildcard, text);
});

types('a blank key is absent or has its default, and the keys stand in the order of the schema', () => {
  const { cadvisor, network } = typed('network:\ncadvisor: {ports: {agent1: 9500}, base-port: "", port: ~}');
  assert.equal(Object.entries(cadvisor ?? {}), [
    ['image', 'google/cadvisor:v0.28.0'],
    ['port', 8080],
    ['base-port', 9100],
    ['ports', { agent1: 9500 }],
  ]);
  assert.equal(network, { netmask: '255.255.255.0' });
});

types('a node without an address stays, and so does what the schema does not know', () => {
  const parsed = parseConfig(
    'server: {private: {agent: {agent1: , agent2: 10.0.0.1}}}\nother: {a: 1}\n__proto__: {b: 2}',
  );
  assert.ok('tree' in parsed);
  const found = typeConfig(parsed.tree) as Record<string, never>;
  assert.equal(found.server, { private: { agent: { agent1: null, agent2: '10.0.0.1' } } });
  assert.equal(found.other, { a: '1' });
  assert.equal(Object.getOwnPropertyDescriptor(found, '__proto__')?.value, { b: '2' });
});

types('nothing written is null or the empty text', () => {
  assert.equal(
    [null, '', undefined, ' ', [], {}].map((tree) => isBlank(tree as ConfigTree)),
    [true, true, false, false, false, false],
  );
});

types.run();

const schema = suite('places of the schema');

schema('are found through references, lists, names and choices', () => {
  assert.is(schemaAt(['server', 'private', 'master', 'anything'], undefined)?.type, 'string');
  assert.is(schemaAt(['disks', '3', 'device'], undefined)?.type, 'string');
  assert.is(schemaAt(['gitlab', 'smtp', 'port'], undefined)?.type, 'integer');
  assert.is(
    schemaAt(['server', 'private', 'public'], { server: { private: { public: {} } } })?.type,
    'object',
  );
  assert.is(
    schemaAt(['server', 'private', 'public'], { server: { private: { public: 'a' } } })?.type,
    'string',
  );
  for (const path of [
    ['nothing'],
    ['db', 'nothing'],
    ['db', 'ip', 'deeper'],
    ['toString'],
    ['db', 'constructor'],
  ])
    assert.is(schemaAt(path, undefined), undefined, path.join('.'));
  assert.is(schemaAt([], undefined), configSchema);
});

schema('settle by what is there', () => {
  const properties = (schema: Schema | undefined) => schema?.properties ?? {};
  const nodes = properties(properties(configSchema).disks?.items).nodes ?? {};
  assert.is(settle(nodes, []).type, 'array');
  assert.match(settle(nodes, []).description ?? '', /^Whose disk/);
  for (const value of ['a', null, {}, 1]) assert.is(settle(nodes, value).type, 'string');
  const smtp = properties(properties(configSchema).gitlab).smtp ?? {};
  assert.is(settle(smtp, {}).type, 'object');
  for (const value of ['false', null, []]) assert.is(settle(smtp, value).type, 'boolean');
  assert.is(childSchema({ items: { type: 'string' } }, '0')?.type, 'string');
  assert.is(childSchema({ additionalProperties: false }, 'a'), undefined);
});

schema.run();

const secrets = suite('secrets');

secrets('are marked by the schema, and are all that it says nothing of', () => {
  for (const path of [
    'db.password',
    'iam.client-secret',
    'runner.cache.access-key',
    'redis.password',
    'x.token',
    'redis.host',
    'extra.title',
    'host.nexus',
    'db.user',
  ])
    assert.ok(isSecret(path.split('.')), path);
  for (const path of [
    'db.ip',
    'gitlab.root.username',
    'repositories.gitlab-key',
    'cadvisor.ports.a',
    'server.private.agent.agent1',
  ])
    assert.not.ok(isSecret(path.split('.')), path);
});

secrets('are listed once, the longest first', () => {
  const config = {
    db: { password: 'short', ip: 'no' },
    dcos: { token: 'much longer' },
    iam: { 'client-secret': 'short', 'client-key': '' },
  };
  assert.equal(secretValues(config), ['much longer', 'short']);
});

secrets.run();

const references = suite('references');

references('are answered at their places, in a copy', () => {
  const tree = {
    a: new ReferenceNode('env', 'A'),
    b: ['x', new ReferenceNode('file', 'gone')],
    c: { d: null },
  };
  const asked: string[] = [];
  const answered = resolveReferences(tree, ({ tag, argument }, path) => {
    asked.push(`${tag} ${argument} ${path.join('.')}`);
    return tag === 'env' ? { value: 'v' } : { problem: 'there is no such file' };
  });
  assert.equal(asked, ['env A a', 'file gone b.1']);
  assert.equal(answered.tree, { a: 'v', b: ['x', null], c: { d: null } });
  assert.equal(answered.diagnostics, [
    { severity: 'error', code: 'unresolved-reference', message: 'there is no such file', path: ['b', '1'] },
  ]);
  assert.ok(tree.a instanceof ReferenceNode);
});

references.run();
