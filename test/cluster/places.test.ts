import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isAddress, placeOf } from '../../packages/core/src/cluster/place.ts';
import { resolveRegistry } from '../../packages/core/src/cluster/registry.ts';
import { ROLES } from '../../packages/core/src/cluster/roles.ts';
import { registryOf } from '../../packages/core/src/facts/docker.ts';
import { isPassword } from '../../packages/core/src/facts/mail.ts';
import { liesIn } from '../../packages/core/src/facts/networks.ts';
import { guideWith } from '../support/subject.ts';

const places = suite('places in the network');

places('have a name, and a port and a path where they say one', () => {
  assert.equal(placeOf('gitlab.test'), { name: 'gitlab.test', path: '' });
  assert.equal(placeOf('gitlab.test:5000'), { name: 'gitlab.test', port: 5000, path: '' });
  assert.equal(placeOf('gitlab.test:5000/a/b'), { name: 'gitlab.test', port: 5000, path: '/a/b' });
  assert.equal(placeOf('account/image'), { name: 'account', path: '/image' });
  assert.equal(placeOf('gitlab.test:x'), { name: 'gitlab.test', path: ':x' });
  assert.equal(placeOf(''), { name: '', path: '' });
});

places('are told by address or by name', () => {
  for (const address of ['10.0.0.1', '172.31.255.254']) assert.ok(isAddress(address), address);
  for (const name of ['a', '10.0.0.1a', 'gitlab.test', '10.0.0.1:80', ''])
    assert.not.ok(isAddress(name), name);
});

places('lie in a network from its first address to its last', () => {
  const network = { cidr: '172.16.0.0/12', use: { en: '', ko: '' } };
  for (const address of ['172.16.0.0', '172.31.255.255']) assert.ok(liesIn(address, network), address);
  for (const address of ['172.15.255.255', '172.32.0.0', '10.0.0.1'])
    assert.not.ok(liesIn(address, network), address);
  assert.ok(liesIn('10.0.0.1', { cidr: '10.0.0.1/32', use: { en: '', ko: '' } }));
  assert.not.ok(liesIn('10.0.0.2', { cidr: '10.0.0.1/32', use: { en: '', ko: '' } }));
});

places('of images are a registry, or an account on Docker Hub', () => {
  for (const [name, registry] of [
    ['sppark', undefined],
    ['sppark/image', undefined],
    ['docker.io/sppark', undefined],
    ['index.docker.io', undefined],
    ['mydocker.io', 'mydocker.io'],
    ['gitlab.test:5000', 'gitlab.test:5000'],
    ['gitlab.test/group', 'gitlab.test'],
    ['localhost/a', 'localhost'],
    ['host:5000/a/b', 'host:5000'],
  ] as const)
    assert.is(registryOf(name), registry, name);
});

places('of registries are plain http, but for public ones', () => {
  const insecure = (changes: Record<string, string>) =>
    resolveRegistry(guideWith(changes), undefined).insecure;
  assert.equal(insecure({}), ['gitlab.pas-mini.io:5000']);
  assert.equal(insecure({ 'host.registry.package': 'quay.io/uengine' }), ['gitlab.pas-mini.io:5000']);
  assert.equal(
    insecure({ 'host.registry.package': 'own.test:5001', 'host.registry.public': 'out.test:5000' }),
    ['gitlab.pas-mini.io:5000', 'out.test:5000', 'own.test:5001'],
  );
});

places('have roles, each once', () => assert.is(new Set(ROLES).size, ROLES.length));

places('want a password that is more than stars', () => {
  assert.equal(['********', '*', undefined, '', 'a', '*a'].map(isPassword), [
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});

places.run();
