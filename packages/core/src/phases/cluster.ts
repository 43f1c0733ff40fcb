import type { Cluster, LeavingNode } from '../cluster/types.ts';
import { ansible, built, INSTALL, INSTALLER, INSTALLER_FILES, installer, playbook } from './commands.ts';
import type { Command, NeededFile, Phase } from './types.ts';

const DEPLOY_FILES: readonly NeededFile[] = [
  ...INSTALLER_FILES,
  { path: `${INSTALL}/genconf/ssh_key`, from: 'genconf' },
];

const SECTION = '클러스터 설치 / DC/OS 클러스터 설치';

/** The guide's installation of DC/OS, up to its token. */
export const clusterPhases: readonly Phase[] = [
  {
    name: 'install',
    title: { ko: '유틸리티 및 도커 프로비져닝', en: 'packages, settings and Docker on every machine' },
    section: `${SECTION} / 유틸리티 및 도커 프로비져닝`,
    commands: () => [ansible('install')],
    files: [playbook('install')],
    keys: [],
    tools: [],
    carries:
      /^install\/(group_vars\/|hosts$|ansible-install\.yml$|roles\/(hosts_file|node_name|repositories|base|reboot|docker|cadvisor|container)\/)/,
  },
  {
    name: 'genconf',
    title: { ko: 'DC/OS 배포 패키지 생성', en: "DC/OS' own packages for this cluster" },
    section: `${SECTION} / DC/OS 클러스터 인스톨`,
    commands: genconf,
    files: INSTALLER_FILES,
    keys: [],
    tools: ['docker'],
    carries: /^install\/genconf\//,
  },
  ...(['preflight', 'deploy', 'postflight'] as const).map(
    (name): Phase => ({
      name,
      title: {
        preflight: { ko: 'DC/OS 사전 체크', en: "DC/OS' look at the machines before it is deployed" },
        deploy: { ko: 'DC/OS 설치', en: 'DC/OS on every node' },
        postflight: { ko: 'DC/OS 설치 후 확인', en: "DC/OS' look at itself after it was deployed" },
      }[name],
      section: `${SECTION} / DC/OS 클러스터 인스톨`,
      commands: () => [installer(`--${name}`)],
      files: DEPLOY_FILES,
      keys: [],
      tools: ['docker'],
    }),
  ),
  {
    name: 'health',
    title: { ko: '클러스터 상태 점검', en: 'the state of every node' },
    section: `${SECTION} / 클러스터 상태 점검`,
    commands: () => [ansible('health')],
    files: [playbook('health')],
    keys: [],
    tools: [],
  },
  {
    name: 'ssh-root-login-revert',
    title: { ko: 'ssh root 접속 원복', en: 'root may log in no more' },
    section: '도메인 && 네트워크 준비 / ssh root 접속 허용',
    commands: () => [ansible('ssh-root-login', '--tags', 'revert')],
    files: [playbook('ssh-root-login')],
    keys: [],
    tools: [],
  },
  {
    name: 'dcos-token',
    title: { ko: 'DC/OS 어세스 토큰 발급', en: 'a long-lived token of DC/OS, for dcos.token' },
    section: '클러스터 계정 및 CLI / 사용자 생성',
    commands: dcosToken,
    files: [built('install/dcos-token.sh')],
    keys: [],
    tools: [],
    idle: ({ nodes }) =>
      nodes.some(isMaster)
        ? undefined
        : { ko: 'config.yml 에 남는 마스터가 없습니다', en: 'config.yml leaves no master' },
  },
];

// The installer wants the key for itself alone. An archive that was not finished must never lie in its place:
// ansible only looks whether it is newer than the settings.
function genconf({ ssh }: Cluster): readonly Command[] {
  const archive = 'genconf/dcos-install.tar.new';
  const serve = 'genconf/serve';
  return [
    { folder: INSTALL, argv: ['install', '-m', '0600', ssh.keyFile, 'genconf/ssh_key'] },
    { folder: INSTALL, argv: ['bash', INSTALLER, '--genconf'], root: true, extra: true },
    {
      folder: INSTALL,
      argv: ['tar', '-cf', archive, '-C', serve, '--exclude', './dcos-install.tar', '.'],
      root: true,
    },
    { folder: INSTALL, argv: ['mv', '-f', archive, `${serve}/dcos-install.tar`], root: true },
  ];
}

// The first master; the script comes in over ssh, so that nothing is left behind there.
function dcosToken({ nodes, ssh }: Cluster): readonly Command[] {
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
