import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkRevision } from '../../packages/core/src/checkout/revision.ts';
import { LATER_REVISION, UI_ROUTER } from '../../packages/core/src/facts/platform.ts';
import { subjectWith } from '../support/subject.ts';

const revision = suite('the revision of a checkout');

const bytes = (text: string) => new TextEncoder().encode(text);
const client = (call: string, changes: Record<string, unknown> = {}) =>
  checkRevision(
    [{ source: UI_ROUTER, content: bytes(`import x from 'x';\n  ${call};\n`), executable: false }],
    subjectWith(changes).cluster,
  );
const said = (call: string, changes?: Record<string, unknown>) =>
  client(call, changes).map(({ message }) => /than (.*):/.exec(message)?.[1]);

revision('a later one is a warning that names what is missing and the way back', () => {
  const [found, ...others] = checkRevision(
    [{ source: LATER_REVISION, content: bytes('{}'), executable: false }],
    subjectWith().cluster,
  );
  assert.equal(others, []);
  assert.equal([found?.severity, found?.code, found?.file], ['warning', 'platform-revision', LATER_REVISION]);
  assert.match(found?.message ?? '', 'vcap.services.redis and .kafka');
  assert.is(found?.hint, 'check out the revision that fits: git checkout v1.0');
  assert.equal(checkRevision([], subjectWith().cluster), []);
});

revision("the UI's client is compared with that of config.yml", () => {
  assert.equal(said("iam.setDefaultClient('my-client-key', 'my-client-secret')"), []);
  assert.equal(said('iam.setDefaultClient( "my-client-key" ,\n    "my-client-secret" )'), []);
  assert.equal(said("iam.setDefaultClient('my-client-key', 'other')"), ['iam.client-secret']);
  assert.equal(said("iam.setDefaultClient('a', 'b')"), ['iam.client-key and iam.client-secret']);
  assert.equal(said('nothing of the kind'), []);
  assert.equal(
    said(String.raw`iam.setDefaultClient('it\'s', 'my-client-secret')`, { 'iam.client-key': "it's" }),
    [],
  );
  const [found] = client("iam.setDefaultClient('my-client-key', 'hidden-value')");
  assert.equal(found?.position, { line: 2, column: 7, length: 16 });
  assert.not.match(JSON.stringify(found), 'hidden-value');
});

revision.run();
