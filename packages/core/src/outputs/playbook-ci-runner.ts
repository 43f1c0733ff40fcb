import { notice, playbook } from '../playbook/play.ts';
import type { Output } from './output.ts';

/** `install/ansible-ci-runner.yml`: GitLab's runner on the CI machine, with the minio of its cache where it has one. */
export const playbookCiRunner: Output = ({ runner, minio }) => {
  if (runner === undefined)
    return [playbook('ci-runner', [notice('config.yml names no machine under server.private.ci')])];
  return [
    playbook('ci-runner', [
      {
        name: 'The CI runner',
        hosts: 'ci',
        facts: false,
        roles: [...(minio === undefined ? [] : ['minio']), 'ci_runner'],
      },
    ]),
  ];
};
