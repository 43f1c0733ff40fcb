import type { Cluster, LeavingNode } from '../cluster/types.ts';
import type { Command } from '../steps/command.ts';
import { built, INSTALL } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** A user of DC/OS with a token that lasts. */
export const dcosToken = {
  name: 'dcos-token',
  title: { ko: 'DC/OS 어세스 토큰 발급', en: 'a long-lived token of DC/OS, for dcos.token' },
  section: '클러스터 계정 및 CLI / 사용자 생성',
  part: 'installation',
  steps: [{ commands, needs: () => [built('install/dcos-token.sh')] }],
  settled: ({ dcos }) => dcos.token !== '',
  secretive: true,
  idle: ({ nodes }) =>
    nodes.some(isMaster)
      ? undefined
      : { ko: 'config.yml 에 남는 마스터가 없습니다', en: 'config.yml leaves no master' },
  note: {
    what: {
      ko: '마스터 노드에서 DC/OS 사용자와 거의 영구적으로 사용할 수 있는 토큰을 생성하고, 토큰을 화면에 한 번 출력합니다. 토큰은 어디에도 저장되지 않습니다. 사용자의 이메일은 config.yml 의 `dcos.user` 에 기입하거나 `uegen run dcos-token -- <이메일>` 과 같이 지정합니다.',
      en: "Makes a user and a long-lived token of DC/OS on a master, and prints the token once. It is stored nowhere. Name the user's mail address in `dcos.user` of config.yml, or here: `uegen run dcos-token -- <mail>`.",
    },
    after: ({ publicAddress }) => ({
      ko: `토큰을 config.yml 의 \`dcos.token\` 에 기입하고 \`uegen build\` 를 다시 실행합니다. DC/OS CLI 는 \`dcos cluster setup http://${publicAddress.master}\` 로 등록합니다.`,
      en: `Put the token into \`dcos.token\` of config.yml and run \`uegen build\` again. Register the DC/OS CLI with \`dcos cluster setup http://${publicAddress.master}\`.`,
    }),
    trouble: [],
  },
} as const satisfies Phase;

// The first master; the script comes in over ssh, so that nothing is left behind there.
function commands({ nodes, ssh }: Cluster): readonly Command[] {
  const master = nodes.find(isMaster);
  if (master === undefined) return [];
  return [
    {
      folder: INSTALL,
      argv: [
        'ssh',
        '-i',
        ssh.keyFile,
        '-p',
        String(ssh.port),
        `${ssh.user}@${master.address}`,
        'sudo bash -s --',
      ],
      stdin: 'dcos-token.sh',
      extra: true,
      remote: true,
    },
  ];
}

function isMaster({ role }: LeavingNode): boolean {
  return role === 'master';
}
