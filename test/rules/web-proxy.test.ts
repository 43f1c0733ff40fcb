import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bypassHasProxy } from '../../packages/core/src/rules/web-proxy.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules about a proxy');

rules('what is kept from a proxy wants one', () => {
  const BYPASS = { 'proxy.no-proxy': ['.pas-mini.io'] };
  assert.equal(found(bypassHasProxy), []);
  const [warning, ...more] = found(bypassHasProxy, BYPASS);
  assert.equal(more, []);
  assert.match(
    warning ?? '',
    /^warning proxy-missing proxy\.no-proxy: proxy\.no-proxy has no effect without/,
  );
  for (const key of ['proxy.http', 'proxy.https'])
    assert.equal(found(bypassHasProxy, { ...BYPASS, [key]: 'http://proxy.pas-mini.io:3128' }), []);
});

rules.run();
