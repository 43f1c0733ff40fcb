import { built, play, script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/**
 * `install/ansible-db-password.yml`: another root password for a database that has data. The images hold it too: they
 * are pushed first, then the database takes it, then the apps are started with it.
 */
export const dbPassword = {
  name: 'db-password',
  title: { ko: '데이터베이스 패스워드 변경', en: "change the password of the platform's database" },
  section: '클러스터 설치 / 설정 파일 편집 / DB part',
  part: 'operation',
  steps: [
    script('docker-build.sh', ['--pushed'], () => []),
    script('package-deploy.sh', ['--check'], () => [built('deploys')]),
    play({
      name: 'db-password',
      plays: ({ database }) => [
        {
          name: 'Another password for the database that runs',
          hosts: database.ip,
          facts: false,
          roles: ['db_password'],
        },
      ],
    }),
    script('package-deploy.sh', ['--database-password-set'], () => []),
  ],
  tools: ['dcos'],
  named: true,
  afterwards: ['database_password'],
  meaning: {
    ko: '운영 중인 데이터베이스의 패스워드는 이 단계를 실행하기 전까지 그대로입니다. 먼저 package 를 실행합니다',
    en: 'a database that runs keeps its password until this sets the new one; run package before',
  },
  note: {
    what: {
      ko: 'MySQL 은 `db.password` 를 데이터가 없는 첫 실행에만 적용하므로, 값을 변경해도 운영 중인 데이터베이스의 패스워드는 그대로입니다. 먼저 `uegen run package` 로 새 패스워드가 들어간 이미지를 빌드합니다. 이 단계는 운영 중인 데이터베이스에 새 패스워드를 설정하여 접속을 확인한 뒤, 데이터베이스, 인증 서버, 플랫폼 서버를 새 패스워드로 다시 시작합니다. 이미 변경된 경우 아무것도 변경하지 않으며, 실패하면 이전 패스워드가 유지됩니다.',
      en: 'MySQL takes `db.password` at its first start only, without data: a database that runs keeps its password when the value changes. Run `uegen run package` first, which builds images that hold the new one. This sets it in the running database, proves it, and starts the database, the authentication server and the platform server with it. Where the database has it already nothing is changed, and when it fails the old one stays.',
    },
    trouble: [
      {
        ko: '이전 패스워드를 알 수 없다고 하면 `read -rs UEGEN_OLD_DB_PASSWORD && export UEGEN_OLD_DB_PASSWORD` 로 입력한 뒤 다시 실행합니다.',
        en: "Where it doesn't know the present password, type it after `read -rs UEGEN_OLD_DB_PASSWORD && export UEGEN_OLD_DB_PASSWORD` and run it again.",
      },
    ],
  },
} as const satisfies Phase;
