import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { putAt } from '../support/keys.ts';
import { configText } from '../support/scenarios.ts';

const accepted = suite('what tools take, uegen takes');

const LONG_LABEL = 'a'.repeat(64);
const PLACES = ['web.example.com', 'web', 'WEB.Example.com', 'x-1.9x.example', '10.0.0.1', '255.255.255.255'];
const NO_PLACES = [
  '10.0.0.256',
  '10.0.0',
  '1.2.3.4.5',
  '192.168.0.999',
  '52.79.51.7O',
  'a..b',
  '.a',
  'a.',
  '-a.b',
  'a_b.c',
  'http://a.b',
  'a b',
  `${LONG_LABEL}.b`,
  `${'a.'.repeat(127)}bc`,
];
const withPort = (places: readonly string[]) => places.map((place) => `${place}:8088`);
const BAD_PORTS = ['a.b:0', 'a.b:65536', 'a.b:080', 'a.b:', 'a.b:x', 'a.b:80:80', 'a.b/c'];

const REGISTRIES = [
  'gitlab.pas-mini.io:5000',
  'registry.example.com',
  'localhost/apps',
  'registry:5000',
  '10.0.0.5:5000',
  'Registry.example.com:443/a/b__c/d-e.f',
  'gitlab.pas-mini.io:5000/team/apps',
];
// Docker takes the first for an account on Docker Hub, and refuses the others.
const NO_REGISTRIES = [
  'registry',
  'a.b:5000/',
  'a.b:5000/Team',
  'a.b//c',
  'a.b/_c',
  'a.b/c:v1',
  ...BAD_PORTS.slice(0, 6),
];

/** Values of a key that are right and wrong. */
const KEYS: Readonly<Record<string, { right: readonly string[]; wrong: readonly string[] }>> = {
  // As useradd of CentOS 7 takes them.
  ansible_user: {
    right: ['centos', 'a.b', 'Admin', 'DevOps_1', '_svc', '7up', 'a'.repeat(32)],
    wrong: ['123', '-a', 'a b', 'a@b', 'a/b', 'a:b', '.a', 'é', 'a'.repeat(33)],
  },
  'server.public.master': { right: [...PLACES, ...withPort(PLACES)], wrong: [...NO_PLACES, ...BAD_PORTS] },
  'server.public.gitlab': { right: PLACES, wrong: [...NO_PLACES, ...withPort(PLACES)] },
  'server.public.public': { right: PLACES, wrong: [...NO_PLACES, ...withPort(PLACES)] },
  'host.registry.private': { right: REGISTRIES, wrong: NO_REGISTRIES },
  'host.registry.public': { right: REGISTRIES, wrong: NO_REGISTRIES },
  'host.registry.package': {
    right: [
      'sppark',
      'a__b',
      'acme/base',
      'registry:5000',
      'registry.example.com:5000/apps',
      '10.0.0.1:5000',
    ],
    // Docker takes what has a dot or a port for a host, which has no `_` and no empty part.
    wrong: [
      'Acme',
      'a.b:0',
      'a.b:65536',
      'a.b:99999',
      'a/',
      'http://a.b',
      'a..b',
      'my_reg:5000',
      'a.-b',
      'a/b..c',
    ],
  },
  'host.db': { right: PLACES, wrong: [...NO_PLACES, ...withPort(PLACES)] },
  'host.iam': { right: PLACES, wrong: [...NO_PLACES, ...withPort(PLACES)] },
  ...Object.fromEntries(
    ['gitlab', 'config', 'eureka-server', 'cloud-server', 'cloud-ui'].map((name) => [
      `host.${name}`,
      { right: [...PLACES, ...withPort(PLACES)], wrong: [...NO_PLACES, ...BAD_PORTS] },
    ]),
  ),
  'host.dcos': { right: PLACES.slice(0, 4), wrong: ['10.0.0.1', 'a_b.c', 'a.b:80'] },
  'iam.mail.host': { right: PLACES, wrong: [...NO_PLACES, ...withPort(PLACES)] },
  'gitlab.smtp.host': { right: PLACES, wrong: [...NO_PLACES, ...withPort(PLACES)] },
  'gitlab.external-url': {
    right: [...PLACES, ...withPort(PLACES), 'a.b/c', 'a.b:80/c/d.e_f/'].map((place) => `http://${place}`),
    wrong: [...NO_PLACES, ...BAD_PORTS.slice(0, 6), 'a.b//c', 'a.b/c?d', 'a.b/c d', 'u@a.b'].map(
      (place) => `http://${place}`,
    ),
  },
};

for (const [key, { right, wrong }] of Object.entries(KEYS)) {
  const complaints = (value: string) => {
    const document = parseDocument(configText('valid', 'guide'));
    putAt(document, key.split('.'), document.createNode(value));
    const { diagnostics, files } = generate(document.toString());
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    assert.is(files.length === 0, errors.length > 0);
    return errors.map(({ code, path }) => `${path.join('.')}: ${code}`);
  };
  accepted(`${key} takes what is right`, () => {
    for (const value of right) assert.equal(complaints(value), [], value);
  });
  accepted(`${key} refuses what is wrong`, () => {
    for (const value of wrong) assert.equal(complaints(value), [`${key}: invalid-value`], value);
  });
}

accepted.run();
