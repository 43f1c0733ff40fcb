import { says } from '../text.ts';
import type { Rule } from './rule.ts';

/** The database's data doesn't follow `db.ip`: another node would start with an empty folder. */
export const databaseKeepsItsNode: Rule = ({ cluster, former: { database } }) => {
  const { ip: address } = cluster.database;
  if (database === undefined || database.address === address) return [];
  return [
    {
      code: 'database-node',
      severity: 'warning',
      message: says(
        `db.ip was ${database.address} (${database.name}) at the last build: the data stays there in /mysql/datadir`,
        `마지막 빌드의 db.ip 는 ${database.address} (${database.name}) 였습니다. 데이터는 그 노드의 /mysql/datadir 에 남습니다`,
      ),
      path: ['db', 'ip'],
      hint: says(
        `if it holds data, stop it (dcos marathon app stop /uengine-db), copy the folder from ${database.address} to ${address}, then run install/package-deploy.sh --database-moved: RUNBOOK.md has the commands under #move-database`,
        `데이터가 있으면 중지하고(dcos marathon app stop /uengine-db) 폴더를 ${database.address} 에서 ${address} 로 복사한 뒤 install/package-deploy.sh --database-moved 를 실행하십시오. 명령은 RUNBOOK.md 의 #move-database 에 있습니다`,
      ),
    },
  ];
};
