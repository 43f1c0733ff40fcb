import { codeSpan } from '../escape/code-span.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-backup.yml`: backups of ZooKeeper, the database and the registry by cron, and what restores them. */
export const backup = {
  name: 'backup',
  title: {
    ko: '주키퍼, 데이터베이스, 레지스트리 백업',
    en: 'back up ZooKeeper, the database and the registry',
  },
  section: '깃랩 백업',
  part: 'operation',
  steps: [
    play({
      name: 'backup',
      plays: ({ database }) => [
        {
          name: 'Backups of ZooKeeper, the database and the registry',
          hosts: `master:gitlab:${database.ip}`,
          facts: false,
          roles: ['backup'],
        },
      ],
    }),
  ],
  // Only its messages say a machine's name.
  leaves: ['node_name'],
  shows: {
    on: ({ role, address, joining }, { database }) =>
      !joining && (role === 'master' || role === 'gitlab' || address === database.ip),
    by: ({ paths }) => paths.includes('/etc/cron.d/uegen-backup'),
  },
  note: {
    what: ({ backup: { path }, ssh, database }) => ({
      ko: `각 마스터의 주키퍼, 플랫폼의 데이터베이스(${database.ip}), 깃랩 서버의 레지스트리를 ${codeSpan(path)} 에 백업하도록 cron 에 등록합니다. 백업은 실행 중에 만들어지며 root 만 읽을 수 있습니다. 오래된 백업은 새 백업이 온전히 만들어진 뒤 지워지고, \`health\` 가 늦어진 백업을 알려 줍니다. 서버와 함께 사라지지 않도록 다른 곳에도 복사해 둡니다. 지금 바로 백업하려면 해당 서버에서 \`sudo uegen-backup database\` (또는 \`zookeeper\`, \`registry\`) 를 실행합니다.\n\n복원은 해당 서버에 접속하여 \`sudo uegen-restore database\` 를 실행합니다 (예: \`ssh -t ${ssh.user}@${database.ip}\`). 무엇을 덮어쓰는지 보여 주고 확인을 받으며, 손상된 백업, 부족한 디스크, 다른 버전은 거부합니다. 데이터베이스의 계정은 백업에 포함되지 않고 그 서버의 것이 유지됩니다. 주키퍼는 모든 마스터에서 \`sudo systemctl stop dcos-exhibitor\` 로 중지하고, 같은 백업(두 파일)을 모든 마스터에 복사하여 \`sudo uegen-restore zookeeper <파일>\` 로 복원한 뒤, 모든 마스터에서 다시 시작합니다. 그 동안 클러스터는 중단됩니다.`,
      en: `Has cron back up ZooKeeper on each master, the platform's database (${database.ip}) and the registry on GitLab's machine to ${codeSpan(path)}. Backups are made while all of it runs, and root alone reads them. Old ones go once a newer one is whole, and \`health\` names one that is late. Copy them elsewhere too, so that they don't go with the machine. \`sudo uegen-backup database\` (or \`zookeeper\`, \`registry\`) on the machine makes one at once.\n\nTo restore, log in to the machine (\`ssh -t ${ssh.user}@${database.ip}\`) and run \`sudo uegen-restore database\`. It shows what it overwrites and asks, and refuses a damaged backup, a disk without room and another version. Accounts of the database are in no backup: those of the machine stay. For ZooKeeper, run \`sudo systemctl stop dcos-exhibitor\` on every master, copy the same backup (both files) to every master, \`sudo uegen-restore zookeeper <file>\` on each, and start it again on every master. The cluster stands still meanwhile.`,
    }),
    trouble: [
      {
        ko: '백업이 만들어지지 않으면 해당 서버에서 `journalctl -t uegen-backup` 으로 이유를 봅니다.',
        en: 'Where no backup is made, `journalctl -t uegen-backup` on the machine says why.',
      },
    ],
  },
} as const satisfies Phase;
