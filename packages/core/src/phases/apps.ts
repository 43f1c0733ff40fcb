import { dnsRecords } from '../apps/dns.ts';
import { appsOf } from '../apps/index.ts';
import { CONFIG_PROPERTIES } from '../facts/config-properties.ts';
import { GITLAB_ACCOUNT } from '../steps/platform.ts';
import { built, script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** The platform's apps on Marathon, in stages. */
export const apps = {
  name: 'apps',
  title: { ko: '클라우드 패키지 실행', en: "deploy the platform's apps on Marathon" },
  section: '클라우드 패키지 실행',
  part: 'installation',
  steps: [
    script('package-deploy.sh', [], (cluster) => [
      built('deploys'),
      ...appsOf(cluster).map(({ name }) => built(`deploys/${name}.json`)),
    ]),
  ],
  restarts: true,
  keys: GITLAB_ACCOUNT,
  // They find each other, and their users find them, by all of these names.
  reaches: dnsRecords,
  tools: ['dcos'],
  // What the images hold changes no app, but they are to run on new ones.
  follows: [CONFIG_PROPERTIES],
  keeps: { 'db.ip': ({ database }) => database.ip },
  note: {
    what: {
      ko: '로드밸런서, 콘피그 서버, 유레카 서버, 데이터베이스를 먼저 배포하고, 모두 health 상태가 되면 나머지 서비스를 배포합니다.',
      en: 'Deploys the load balancers, the config server, Eureka and the database, and the rest once those are healthy.',
    },
    after: ({ hosts, iam }) => {
      const portal = iam.port === 80 ? `http://${hosts.iam}` : `http://${hosts.iam}:${iam.port}`;
      return {
        ko: `인증 서버 ${portal} 에 접속하여 사용자를 추가합니다. 클라우드 플랫폼 UI 는 http://${hosts['cloud-ui']} 입니다.`,
        en: `Log in to the authentication server ${portal} and add users. The platform's interface is http://${hosts['cloud-ui']}.`,
      };
    },
    trouble: [
      {
        ko: '실패한 태스크가 있으면 DC/OS 웹 UI 에서 로그를 확인합니다. 서비스에 접속이 되지 않으면 [네트워크](#network) 를 참조합니다.',
        en: "When a task fails, DC/OS' web interface shows its log. When a service can't be reached, see [network](#network).",
      },
    ],
  },
} as const satisfies Phase;
