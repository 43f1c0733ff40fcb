import { script } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** What uegen doesn't make: the platform's sources and DC/OS' installer, as far as they are missing. */
export const download = {
  name: 'download',
  title: { ko: '설치파일 다운로드', en: "download the platform's sources and DC/OS' installer" },
  section: '클러스터 설치 / 설치파일 다운로드',
  part: 'installation',
  steps: [script('download.sh', [], () => [])],
  tools: ['git', 'curl'],
  refreshes: true,
  note: {
    what: {
      ko: '유엔진 클라우드의 소스와 DC/OS 인스톨 파일 중 없는 것을 내려받습니다. 이미 있는 파일과 폴더는 그대로 둡니다.',
      en: "Fetches those of the platform's sources and DC/OS' installer that are missing. Files and folders that are there are kept.",
    },
    after: {
      ko: '소스를 내려받았으면 `uegen build` 를 다시 실행합니다.',
      en: 'Where sources were fetched, run `uegen build` again.',
    },
    trouble: [
      {
        ko: '다운로드가 실패하면 부트스트랩 노드의 외부망 아웃바운드를 확인합니다. 폐쇄망에서는 config.yml 의 `mirror` 에 사내 미러를 기입하거나, 위의 명령으로 받은 파일을 옮겨 둡니다.',
        en: "When a download fails, check the bootstrap node's connection to the outside. In a closed network, name its mirror in `mirror` of config.yml, or put there what the commands above fetch elsewhere.",
      },
      {
        ko: '체크섬이 다르다고 하면 인스톨 파일이 손상되었거나 다른 버전입니다. `install/dcos_generate_config.sh` 를 지우고 다시 실행합니다.',
        en: 'Where the checksum is another one, the installer is damaged or of another version: delete `install/dcos_generate_config.sh` and run this again.',
      },
    ],
  },
} as const satisfies Phase;
