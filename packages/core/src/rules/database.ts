import type { Rule } from './rule.ts';

/** The database's data doesn't follow `db.ip`: another node would start with an empty folder. */
export const databaseKeepsItsNode: Rule = ({ cluster, former: { database } }) => {
  const { ip: address } = cluster.database;
  if (database === undefined || database.address === address) return [];
  return [
    {
      code: 'database-node',
      severity: 'warning',
      message: `db.ip was ${database.address} (${database.name}) at the last build: the data stays there in /mysql/datadir`,
      path: ['db', 'ip'],
      hint: `if it holds data, stop it (dcos marathon app stop /uengine-db), copy the folder from ${database.address} to ${address}, then run install/package-deploy.sh --database-moved: RUNBOOK.md has the commands under #move-database`,
    },
  ];
};
