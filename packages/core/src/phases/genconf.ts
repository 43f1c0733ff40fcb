import type { Cluster } from '../cluster/types.ts';
import type { Command } from '../steps/command.ts';
import { INSTALLER_FILES, installer } from '../steps/installer.ts';
import { INSTALL } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** DC/OS' packages, and the archive from which agents are added. */
export const genconf = {
  name: 'genconf',
  title: { ko: 'DC/OS 배포 패키지 생성', en: "generate DC/OS' packages for this cluster" },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / DC/OS 클러스터 인스톨',
  part: 'installation',
  steps: [{ commands, needs: () => INSTALLER_FILES, variables: ['ansible_ssh_private_key_file'] }],
  tools: ['docker'],
  note: {
    what: {
      ko: 'ssh 키 파일을 `install/genconf/ssh_key` 로 복사하고, DC/OS 배포 패키지를 생성한 뒤, 노드 추가에 쓰이도록 `install/genconf/serve/dcos-install.tar` 로 압축합니다. `install/dcos_generate_config.sh` 가 필요합니다 (`uegen run download`).',
      en: "Copies the ssh key to `install/genconf/ssh_key`, makes DC/OS' packages and packs them into `install/genconf/serve/dcos-install.tar`, from which agents are added. It needs `install/dcos_generate_config.sh` (`uegen run download`).",
    },
    trouble: [
      {
        ko: '부트스트랩 노드에서 도커가 실행 중인지 확인합니다: `sudo systemctl status docker`',
        en: 'Docker must run on the bootstrap node: `sudo systemctl status docker`',
      },
    ],
  },
} as const satisfies Phase;

// The installer wants the key for itself alone. An archive that was not finished must never lie in its place:
// ansible only looks whether it is newer than the settings.
function commands({ ssh }: Cluster): readonly Command[] {
  const archive = 'genconf/dcos-install.tar.new';
  const serve = 'genconf/serve';
  return [
    { folder: INSTALL, argv: ['install', '-m', '0600', ssh.keyFile, 'genconf/ssh_key'] },
    installer('--genconf'),
    {
      folder: INSTALL,
      argv: ['tar', '-cf', archive, '-C', serve, '--exclude', './dcos-install.tar', '.'],
      root: true,
    },
    { folder: INSTALL, argv: ['mv', '-f', archive, `${serve}/dcos-install.tar`], root: true },
  ];
}
