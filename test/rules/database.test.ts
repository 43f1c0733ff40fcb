import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { databaseKeepsItsNode } from '../../packages/core/src/rules/database.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules of the database');

/** The last build had the database there. */
const at = (address: string) => ({ database: { name: 'agent2', address } });

rules('another node than that of the last build is a warning with the steps to move the data', () => {
  assert.equal(found(databaseKeepsItsNode, {}, at('172.31.1.235')), [
    'warning database-node db.ip: db.ip was 172.31.1.235 (agent2) at the last build: the data stays there in /mysql/datadir (if it holds data, stop it (dcos marathon app stop /uengine-db), copy the folder from 172.31.1.235 to 172.31.6.35, then run install/package-deploy.sh --database-moved: RUNBOOK.md has the commands under #move-database)',
  ]);
});

rules('the same node, or a first build, is none', () => {
  assert.equal(found(databaseKeepsItsNode, {}, at('172.31.6.35')), []);
  assert.equal(found(databaseKeepsItsNode), []);
});

rules.run();
