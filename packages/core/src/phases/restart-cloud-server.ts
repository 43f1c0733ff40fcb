import { recordsFor } from '../apps/dns.ts';
import { configRepository } from '../facts/gitlab-files.ts';
import { PLATFORM_KEYS, PLATFORM_SETTINGS, SERVER_VARIABLES } from '../steps/platform.ts';
import { built, script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** The platform's server looks at its settings when it starts: they go to GitLab, then it is started anew. */
export const restartCloudServer = {
  name: 'restart-cloud-server',
  title: {
    ko: '클라우드 플랫폼 서버 재시작',
    en: "restart the platform's server",
  },
  section: '클라우드 패키지 실행',
  part: 'operation',
  steps: [
    script('template-upload.sh', [configRepository], () => [built(PLATFORM_SETTINGS)]),
    script('package-deploy.sh', ['--restart', 'cloud-server'], () => [built('deploys')]),
  ],
  restarts: true,
  keys: PLATFORM_KEYS,
  reaches: (cluster) => recordsFor(cluster, [cluster.gitlab.url]),
  tools: ['git', 'dcos'],
  afterwards: [SERVER_VARIABLES],
  // Browsers ask the config server for it, which answers as GitLab has it.
  leaves: [`${SERVER_VARIABLES}.cadvisor`],
  meaning: {
    ko: '/uengine-cloud-server 는 변경된 값을 시작할 때만 읽습니다',
    en: '/uengine-cloud-server reads its settings at start only',
  },
  note: {
    what: {
      ko: '클라우드 플랫폼 서버는 `dcos.token`, `gitlab.root.token`, `iam.client-secret`, 깃랩 주소 등을 시작할 때만 읽습니다. 이 값이 변경되면 cloud-config-repository 에 커밋한 뒤 서버를 재시작하고 health 상태가 될 때까지 기다립니다.',
      en: "The platform's server reads `dcos.token`, `gitlab.root.token`, `iam.client-secret`, GitLab's address and the like at its start only. When one of them has changed, this commits it to cloud-config-repository, starts the server anew and waits for its health.",
    },
    trouble: [
      {
        ko: 'health 상태가 되지 않으면 DC/OS 웹 UI 에서 `/uengine-cloud-server` 의 로그를 확인합니다.',
        en: "When it doesn't become healthy, DC/OS' web interface shows the log of `/uengine-cloud-server`.",
      },
    ],
  },
} as const satisfies Phase;
