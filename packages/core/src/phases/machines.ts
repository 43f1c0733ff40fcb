import { ansible, playbook } from './commands.ts';
import type { Phase } from './types.ts';

/** The guide's preparation of the machines, before DC/OS. */
export const machinePhases: readonly Phase[] = [
  {
    name: 'bootstrap-tools',
    title: { ko: '부트스트랩 노드에 유틸리티 설치', en: 'the tools of the bootstrap node' },
    section: '유틸리티 설치',
    commands: () => [ansible('bootstrap-tools')],
    files: [playbook('bootstrap-tools')],
    keys: [],
    tools: [],
  },
  {
    name: 'hostname',
    title: { ko: '호스트네임 변경', en: 'host names and /etc/hosts' },
    section: '도메인 && 네트워크 준비 / 호스트네임 변경',
    commands: () => [ansible('hostname')],
    files: [playbook('hostname')],
    keys: [],
    tools: [],
  },
  {
    name: 'ssh-root-login',
    title: { ko: 'ssh root 접속 허용', en: 'root may log in over ssh' },
    section: '도메인 && 네트워크 준비 / ssh root 접속 허용',
    commands: () => [ansible('ssh-root-login')],
    files: [playbook('ssh-root-login')],
    keys: [],
    tools: [],
  },
  {
    name: 'static-ip',
    title: { ko: '네트워크 고정 아이피', en: 'static addresses' },
    section: '네트워크 고정 아이피(옵셔널)',
    commands: () => [ansible('static-ip')],
    files: [playbook('static-ip')],
    keys: [],
    tools: [],
    carries: /^install\/ansible-static-ip\.yml$/,
    idle: ({ staticNetwork }) =>
      staticNetwork === undefined
        ? { ko: 'config.yml 에 network.gateway 가 없습니다', en: 'config.yml names no network.gateway' }
        : undefined,
  },
  {
    name: 'data-disk',
    title: { ko: '디스크 마운트', en: 'data disks' },
    section: '디스크 마운트(옵셔널)',
    commands: () => [ansible('data-disk')],
    files: [playbook('data-disk')],
    keys: [],
    tools: [],
    carries: /^install\/ansible-data-disk\.yml$/,
    idle: ({ disks }) =>
      disks.size === 0
        ? { ko: 'config.yml 에 disks 가 없습니다', en: 'config.yml names no disks' }
        : undefined,
  },
];
