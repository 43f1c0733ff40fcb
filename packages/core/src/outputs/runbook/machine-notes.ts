import type { PhaseName } from '../../phases/types.ts';
import { always, type Note } from './note.ts';

/** The machines' preparation. */
export const machineNotes = {
  'bootstrap-tools': {
    what: always(
      '부트스트랩 노드에 git, wget, JDK 8, Maven, Node, ansible, bzip2 를 설치합니다. ansible 은 이 명령에도 필요하므로, 없다면 먼저 `sudo yum install epel-release -y` 와 `sudo yum install ansible -y` 를 실행합니다.',
      'Installs git, wget, a JDK 8, Maven, Node, ansible and bzip2 on the bootstrap node. Ansible runs this very step: where it is missing, run `sudo yum install epel-release -y` and `sudo yum install ansible -y` first.',
    ),
    trouble: [
      {
        ko: '다운로드가 실패하면 부트스트랩 노드의 외부망 아웃바운드를 확인합니다. 폐쇄망에서는 config.yml 의 `repositories` 와 `tools` 에 사내 저장소를 기입합니다.',
        en: "When a download fails, look at the bootstrap node's way to the outside. In a closed network, name your own repositories in `repositories` and `tools` of config.yml.",
      },
    ],
  },
  hostname: {
    what: always(
      '모든 서버의 호스트네임을 역할에 맞게 변경하고, `/etc/hosts` 에 모든 서버의 이름을 기입합니다.',
      "Gives every machine its host name, and writes all machines' names into `/etc/hosts`.",
    ),
    trouble: [],
  },
  'ssh-root-login': {
    what: always(
      '모든 서버에 root 가 키로 ssh 접속할 수 있도록 설정합니다. 설치 후에는 `uegen run ssh-root-login-revert` 로 원복할 수 있습니다.',
      'Lets root log in to every machine with a key. After the installation `uegen run ssh-root-login-revert` takes that back.',
    ),
    trouble: [],
  },
  'static-ip': {
    what: always(
      '모든 서버의 현재 프라이빗 아이피를 고정 아이피로 지정합니다. 설치 후 프라이빗 아이피를 바꾸는 일은 매우 어렵습니다. 네트워크는 재시작하지 않습니다. 변경될 내용은 `uegen run static-ip -- --check --diff` 로 미리 볼 수 있습니다.',
      "Makes every machine's present private address static. After the installation it is very hard to change. The network is not restarted. `uegen run static-ip -- --check --diff` shows what would change.",
    ),
    trouble: [
      {
        ko: '이전 파일은 같은 폴더에 백업되어 있습니다.',
        en: 'The former file is kept beside the new one.',
      },
    ],
  },
  'data-disk': {
    what: always(
      '`disks` 에 기입한 디스크를 포맷하고 마운트합니다. 비어있는 디스크만 포맷합니다.',
      'Formats and mounts the disks of the section `disks`. Only blank disks are formatted.',
    ),
    trouble: [
      {
        ko: '디스크에 이미 다른 파일시스템이 있으면 아무 것도 하지 않고 멈춥니다. `sudo lsblk` 와 `sudo file -s <디스크>` 로 내용을 확인합니다.',
        en: 'A disk with another file system on it stops the step before anything is done. Look at it with `sudo lsblk` and `sudo file -s <disk>`.',
      },
    ],
  },
} satisfies Partial<Record<PhaseName, Note>>;
