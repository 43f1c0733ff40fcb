import type { Cluster } from '../cluster/types.ts';
import { overSsh } from '../steps/command.ts';
import { built } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** The tokens that GitLab itself makes: root's, and the one that registers runners. */
export const gitlabToken = {
  name: 'gitlab-token',
  title: { ko: '깃랩 토큰 발급', en: 'make a GitLab token, and read that of the runner' },
  section: '클라우드 패키지 빌드 / Create Gitlab Projects',
  part: 'installation',
  steps: [
    {
      commands: ({ nodes, ssh }) =>
        nodes
          .filter(({ role }) => role === 'gitlab')
          .map((node) => overSsh(ssh, node.address, 'bash -s', 'gitlab-token.sh')),
      needs: () => [built('install/gitlab-token.sh')],
    },
  ],
  fetches: [
    { key: 'gitlab.root.token', line: /^gitlab\.root\.token=(\S+)$/m },
    { key: 'runner.registration-token', line: /^runner\.registration-token=(\S+)$/m, wanted: hasRunner },
  ],
  fetchedFrom: ['gitlab'],
  settled: ({ gitlab, runner, registrationToken }) =>
    gitlab.root.token !== '' && (runner === undefined || registrationToken !== ''),
  refreshes: true,
  once: true,
  note: {
    what: {
      ko: '깃랩 서버에서 root 의 `uegen` 토큰을 찾거나 생성하고, 러너 등록 토큰을 읽습니다. `uegen run gitlab-token` 은 두 토큰을 화면에 출력하지 않고 `secrets/` 에 저장하며, config.yml 에는 `!file` 로 기입합니다. 직접 실행하면 화면에 출력됩니다.',
      en: "Finds or makes root's token `uegen` on GitLab's machine, and reads the token that registers runners. `uegen run gitlab-token` shows neither: it stores both in `secrets/` and refers to them in config.yml. The command alone prints them.",
    },
    after: {
      ko: '`uegen build` 를 다시 실행합니다.',
      en: 'Run `uegen build` again.',
    },
    trouble: [
      {
        ko: '깃랩 서버에서 `sudo gitlab-ctl status` 로 깃랩이 실행 중인지 확인합니다.',
        en: "On GitLab's machine, `sudo gitlab-ctl status` shows whether GitLab runs.",
      },
    ],
  },
} as const satisfies Phase;

function hasRunner({ runner }: Cluster): boolean {
  return runner !== undefined;
}
