import type { Text } from '../text.ts';
import type { FileSource } from './step.ts';

/** Where a needed file comes from. */
export const fileSources: Readonly<Record<FileSource, Text>> = {
  build: { ko: '`uegen build` 를 실행합니다', en: 'run uegen build' },
  checkout: {
    ko: '클러스터 설치 / 설치파일 다운로드: `uegen run download` 를 실행합니다',
    en: '클러스터 설치 / 설치파일 다운로드: run uegen run download',
  },
  download: {
    ko: '클러스터 설치 / 설치파일 다운로드: `uegen run download` 를 실행하거나, 다운로드한 파일을 `install` 폴더로 옮깁니다',
    en: '클러스터 설치 / 설치파일 다운로드: run uegen run download, or move the download into install/',
  },
  genconf: { ko: '`uegen run genconf` 를 실행합니다', en: 'run uegen run genconf' },
};

const UTILITIES = '유틸리티 설치';

// Of every program that isn't part of CentOS' base.
const STEPS: Readonly<Record<string, string>> = {
  'ansible-playbook': `${UTILITIES} / ansible 설치`,
  git: `${UTILITIES} / 설치파일 다운로드 && 유틸리티 준비`,
  docker: '클러스터 설치 / DC/OS 클러스터 설치 / 유틸리티 및 도커 프로비져닝',
  dcos: '클러스터 계정 및 CLI / CLI 설치',
};

/** The guide's step that brings a program; undefined for those of the system itself. */
export function stepOf(tool: string): string | undefined {
  return Object.hasOwn(STEPS, tool) ? STEPS[tool] : undefined;
}
