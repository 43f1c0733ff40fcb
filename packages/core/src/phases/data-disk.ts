import { inTurn, JOINING, STANDING } from '../steps/play.ts';
import { play } from '../steps/step.ts';
import type { Phase } from './phase.ts';

/** `install/ansible-data-disk.yml`, where config.yml names disks: formats blank ones and mounts them. */
export const dataDisk = {
  name: 'data-disk',
  title: { ko: '디스크 마운트', en: 'mount data disks' },
  section: '디스크 마운트(옵셔널)',
  part: 'installation',
  steps: [
    play({
      name: 'data-disk',
      plays: () => inTurn({ name: 'Data disks', roles: ['data_disk', 'reboot'] }, `${STANDING}:${JOINING}`),
    }),
  ],
  optional: true,
  idle: ({ disks }) =>
    disks.size === 0 ? { ko: 'config.yml 에 disks 가 없습니다', en: 'config.yml names no disks' } : undefined,
  // A machine that is new brings its disks as a variable, or has none.
  leaves: ['groups'],
  shows: {
    on: ({ address }, { disks }) => disks.has(address),
    by: ({ lines }, { address }, { disks }) =>
      (disks.get(address) ?? []).every(({ mount }) =>
        lines['/proc/mounts']?.some((line) => line.split(' ')[1] === mount),
      ),
  },
  note: {
    what: {
      ko: '`disks` 에 기입한 디스크를 포맷하고 마운트합니다. 비어 있는 디스크만 포맷합니다.',
      en: 'Formats and mounts the disks of the section `disks`. Only blank disks are formatted.',
    },
    trouble: [
      {
        ko: '디스크에 이미 다른 파일시스템이 있으면 아무것도 하지 않고 멈춥니다. `sudo lsblk` 와 `sudo file -s <디스크>` 로 내용을 확인합니다.',
        en: 'A disk with another file system on it stops the step before anything is done. Look at it with `sudo lsblk` and `sudo file -s <disk>`.',
      },
    ],
  },
} as const satisfies Phase;
