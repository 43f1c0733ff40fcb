import type { Cluster, LeavingNode } from '../cluster/types.ts';
import { type Command, overSsh } from '../steps/command.ts';
import { built } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** A user of DC/OS with a token that lasts. */
export const dcosToken = {
  name: 'dcos-token',
  title: { ko: 'DC/OS 어세스 토큰 발급', en: 'make a long-lived DC/OS token' },
  section: '클러스터 계정 및 CLI / 사용자 생성',
  part: 'installation',
  steps: [{ commands, needs: () => [built('install/dcos-token.sh')] }],
  settled: ({ dcos }) => dcos.token !== '',
  secretive: true,
  refreshes: true,
  // Three parts that a dot joins: nothing else that it prints.
  fetches: [{ key: 'dcos.token', line: /^([\w-]+\.[\w-]+\.[\w-]+)$/m }],
  lacks: ({ dcos }) =>
    dcos.user === ''
      ? {
          key: 'dcos.user',
          value: { ko: 'DC/OS 유저의 메일 주소', en: 'the mail address of a user of DC/OS' },
        }
      : undefined,
  idle: ({ nodes }) =>
    nodes.some(isMaster)
      ? undefined
      : { ko: 'config.yml 에 남는 마스터가 없습니다', en: 'config.yml leaves no master' },
  note: {
    what: {
      ko: '마스터 노드에서 DC/OS 사용자와 거의 영구적으로 사용할 수 있는 토큰을 생성하고, `uegen run dcos-token` 은 토큰을 화면에 출력하지 않고 `secrets/` 에 저장하며, config.yml 의 `dcos.token` 에는 `!file` 로 기입합니다. 직접 실행하면 토큰을 화면에 한 번 출력합니다. 사용자의 이메일은 config.yml 의 `dcos.user` 에 기입하거나 `uegen run dcos-token -- <이메일>` 과 같이 지정합니다.',
      en: "Makes a user and a long-lived token of DC/OS on a master. `uegen run dcos-token` doesn't show the token: it stores it in `secrets/` and refers to it in `dcos.token` of config.yml. The command alone prints it once. Name the user's mail address in `dcos.user` of config.yml, or here: `uegen run dcos-token -- <mail>`.",
    },
    after: ({ publicAddress }) => ({
      ko: `\`uegen build\` 를 다시 실행합니다. DC/OS CLI 는 \`dcos cluster setup http://${publicAddress.master}\` 로 등록합니다.`,
      en: `Run \`uegen build\` again. Register the DC/OS CLI with \`dcos cluster setup http://${publicAddress.master}\`.`,
    }),
    trouble: [],
  },
} as const satisfies Phase;

// The first master; the script comes in over ssh, so that nothing is left behind there.
function commands({ nodes, ssh }: Cluster): readonly Command[] {
  const master = nodes.find(isMaster);
  if (master === undefined) return [];
  return [{ ...overSsh(ssh, master.address, 'bash -s --', 'dcos-token.sh'), extra: true }];
}

function isMaster({ role }: LeavingNode): boolean {
  return role === 'master';
}
