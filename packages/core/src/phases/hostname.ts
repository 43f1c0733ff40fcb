import { JOINING, STANDING } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-hostname.yml`: the names in /etc/hosts and each machine's own. */
export const hostname = {
  name: 'hostname',
  title: { ko: '호스트네임 변경', en: 'set host names and /etc/hosts' },
  section: '도메인 && 네트워크 준비 / 호스트네임 변경',
  part: 'installation',
  steps: [
    play({
      name: 'hostname',
      plays: () => [
        { name: 'Host names', hosts: `${STANDING}:${JOINING}`, roles: ['hosts_file', 'node_name'] },
      ],
    }),
  ],
  // The phase install does all of it again.
  leaves: ['install/hosts', 'node_name', 'groups'],
  shows: {
    on: ({ joining }) => !joining,
    by: ({ name, lines }, { address }, { nodes }) =>
      nodes.some((node) => node.address === address && node.name === name) &&
      nodes
        .filter(({ joining }) => !joining)
        .every((node) =>
          lines['/etc/hosts']?.some((line) => {
            const [first, ...names] = line.split(' ');
            return first === node.address && names.includes(node.name);
          }),
        ),
  },
  note: {
    what: {
      ko: '모든 서버의 호스트네임을 역할에 맞게 변경하고, `/etc/hosts` 에 모든 서버의 이름을 기입합니다.',
      en: "Gives every machine its host name, and writes all machines' names into `/etc/hosts`.",
    },
    trouble: [],
  },
} as const satisfies Phase;
