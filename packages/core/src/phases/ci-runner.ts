import { recordsFor } from '../apps/dns.ts';
import { imageAt } from '../cluster/mirror.ts';
import type { Cluster, Minio, Runner } from '../cluster/types.ts';
import { RUNNER_DESCRIPTION } from '../facts/runner.ts';
import type { Data } from '../serialize/json.ts';
import type { Play } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-ci-runner.yml`: GitLab's runner on the CI machine, with the minio of its cache where it has one. */
export const ciRunner = {
  name: 'ci-runner',
  title: { ko: 'CI 서버 설치', en: 'install the CI runner' },
  section: 'CI 서버 설치',
  part: 'installation',
  steps: [play({ name: 'ci-runner', plays })],
  idle: ({ runner }) =>
    runner === undefined
      ? {
          ko: 'config.yml 의 server.private.ci 가 공란입니다',
          en: 'config.yml names no machine under server.private.ci',
        }
      : undefined,
  lacks: ({ runner, registrationToken }, isFirst) =>
    isFirst && runner?.token === '' && registrationToken === ''
      ? {
          key: 'runner.registration-token',
          value: {
            ko: '깃랩의 Overview => Runners 에 있는 토큰',
            en: "that of GitLab's Overview => Runners",
          },
        }
      : undefined,
  reaches: (cluster) => recordsFor(cluster, cluster.runner === undefined ? [] : [cluster.runner.url]),
  // It is only ever named in what a role says.
  leaves: ['node_name'],
  joins: ({ role }) => role === 'ci',
  shows: {
    on: ({ role }) => role === 'ci',
    by: ({ packages, running, registered }, _, { runner }) =>
      registered &&
      running.includes('gitlab-runner.service') &&
      `${packages['gitlab-runner'] ?? ''}-`.startsWith(`${runner?.version}-`),
  },
  note: {
    what: {
      ko: 'CI 서버에 GitLab Runner 를 설치하고 깃랩에 등록합니다. 처음에는 config.yml 의 `runner.registration-token` 이 필요하며, `uegen run gitlab-token` 이 기입합니다. 깃랩 `Admin` 메뉴의 `Overview => Runners` 에도 있습니다. 등록된 러너도 그곳에서 볼 수 있습니다.',
      en: "Installs GitLab Runner on the CI machine and registers it. The first time this takes `runner.registration-token` in config.yml, where `uegen run gitlab-token` puts it; GitLab's `Admin`, `Overview => Runners` shows it, and the runner afterwards.",
    },
    trouble: [
      {
        ko: 'CI 서버에서 깃랩 주소로 접속이 되는지 확인합니다. 러너의 로그는 `sudo journalctl -u gitlab-runner` 로 봅니다.',
        en: "GitLab's address must answer from the CI machine. `sudo journalctl -u gitlab-runner` shows the runner's log.",
      },
    ],
  },
} as const satisfies Phase;

function plays(cluster: Cluster): readonly Play[] {
  const { runner, minio } = cluster;
  if (runner === undefined) return [];
  return [
    {
      name: 'The CI runner',
      hosts: 'ci',
      facts: false,
      roles: [...(minio === undefined ? [] : ['minio']), 'ci_runner'],
      vars: {
        runner: runnerSettings(runner, cluster),
        ...(minio && { minio: minioSettings(minio, cluster) }),
      },
    },
  ];
}

function runnerSettings({ version, url, image, token, machines }: Runner, cluster: Cluster): Data {
  return {
    version,
    url,
    description: RUNNER_DESCRIPTION,
    image: imageAt(image, cluster),
    autoscale: machines !== undefined,
    has_token: token !== '',
  };
}

// The keys of the account lie in secrets.yml.
function minioSettings({ image, port, bucket, 'data-path': dataPath }: Minio, cluster: Cluster): Data {
  return { image: imageAt(image, cluster), port, data_path: dataPath, bucket };
}
