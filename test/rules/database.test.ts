import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { databaseKeepsItsNode } from '../../packages/core/src/rules/database.ts';
import { subjectWith } from '../support/subject.ts';

const rules = suite('rules of the database');

/** What is said where the last build had the database at `address`; undefined where there was none. */
function said(address: string | undefined) {
  const former = address === undefined ? {} : { database: { name: 'agent2', address } };
  return databaseKeepsItsNode({ ...subjectWith(), former });
}

rules('another node than that of the last build is a warning with the steps to move the data', () => {
  const [finding, ...others] = said('172.31.1.235');
  assert.equal(others, []);
  assert.is(finding?.severity, 'warning');
  assert.is(finding?.code, 'database-node');
  assert.equal(finding?.path, ['db', 'ip']);
  assert.is(
    finding?.message,
    'db.ip was 172.31.1.235 (agent2) at the last build: the data stays there in /mysql/datadir',
  );
  assert.match(finding?.hint ?? '', 'copy the folder from 172.31.1.235 to 172.31.6.35');
  assert.match(finding?.hint ?? '', '#move-database');
});

rules('the same node, or a first build, is none', () => {
  assert.equal(said('172.31.6.35'), []);
  assert.equal(said(undefined), []);
});

rules.run();
