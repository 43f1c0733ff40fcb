import type { Cluster } from '../cluster/types.ts';
import { type Play, proxyRules } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/**
 * `install/ansible-uninstall.yml`: removes DC/OS for good, after a confirmation. Nodes of a cluster that goes on are
 * taken one by one; when every master leaves, nothing is left to protect.
 */
export const uninstall = {
  name: 'uninstall',
  title: { ko: '설치 완전 삭제', en: 'uninstall DC/OS' },
  section: '설치 완전 삭제',
  part: 'operation',
  steps: [
    // The playbook's own confirmation: that of uegen run comes before.
    play({ name: 'uninstall', plays }, '-e', 'uninstall_confirm=yes'),
  ],
  idle: ({ uninstalling }) =>
    uninstalling.length > 0
      ? undefined
      : { ko: 'config.yml 의 uninstall 이 공란입니다', en: 'config.yml names no node under uninstall' },
  nodes: ({ uninstalling }) => uninstalling,
  ends: 'uninstalled',
  destroys: true,
  named: true,
  note: {
    what: {
      ko: '제거할 노드를 config.yml 의 `uninstall` 에 기입하고 `uegen build` 를 실행한 뒤 진행합니다. 되돌릴 수 없습니다. `uegen run uninstall` 은 제거될 노드를 보여 주고 확인을 받지만, 플레이북을 직접 실행하면 확인 없이 진행됩니다.',
      en: 'List the nodes under `uninstall` of config.yml, run `uegen build`, and then this. There is no way back. `uegen run uninstall` shows the nodes and asks first; the playbook alone, with its confirmation on the command line, does not.',
    },
    trouble: [
      {
        ko: '중간에 실패하면 원인을 해결하고 다시 실행합니다. 이미 제거된 노드는 변경되지 않습니다.',
        en: 'When it fails halfway, remove the cause and run it again: nodes that are done stay as they are.',
      },
    ],
  },
} as const satisfies Phase;

function plays({ nodes }: Cluster): readonly Play[] {
  const goesOn = nodes.some((node) => node.role === 'master');
  return [
    {
      name: 'Ask before anything is removed',
      hosts: 'uninstall',
      together: true,
      facts: false,
      roles: ['confirmation'],
    },
    {
      name: 'Remove DC/OS',
      hosts: 'uninstall',
      facts: false,
      ...(goesOn && { serial: 1 }),
      roles: ['dcos_uninstall', 'reboot'],
    },
    ...(goesOn ? [proxyRules] : []),
  ];
}
