import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mirrorHasDistribution } from '../../packages/core/src/rules/mirror.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules about a mirror');

const MIRROR = {
  'mirror.url': 'https://mirror.pas-mini.io',
  'mirror.registry': 'https://mirror.pas-mini.io:5000',
};
const CENTOS = { 'repositories.centos': 'https://vault.centos.org/7.9.2009' };

rules('a mirror without the repositories of the distribution is told', () => {
  assert.equal(found(mirrorHasDistribution), []);
  const [warning, ...more] = found(mirrorHasDistribution, MIRROR);
  assert.equal(more, []);
  assert.match(
    warning ?? '',
    /^warning mirror-distribution repositories\.centos: repositories\.centos is blank/,
  );
  assert.equal(found(mirrorHasDistribution, { ...MIRROR, ...CENTOS }), []);
});

rules.run();
