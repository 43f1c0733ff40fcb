import { JOINING, playbook, STANDING } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-data-disk.yml`, where config.yml names disks: formats blank ones and mounts them, one machine at a time. */
export const playbookDataDisk: Output = ({ disks }) =>
  disks.size === 0
    ? []
    : [
        playbook('data-disk', [
          {
            name: 'Data disks',
            hosts: `${STANDING}:${JOINING}`,
            serial: 1,
            roles: ['data_disk', 'reboot'],
          },
        ]),
      ];
