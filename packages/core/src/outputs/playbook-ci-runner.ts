import type { Minio, Runner } from '../cluster/types.ts';
import { RUNNER_DESCRIPTION } from '../facts/runner.ts';
import { notice, playbook } from '../playbook/play.ts';
import type { Data } from '../serialize/json.ts';
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
        vars: { runner: runnerSettings(runner), ...(minio && { minio: minioSettings(minio) }) },
      },
    ]),
  ];
};

function runnerSettings({ version, url, image, token, machines }: Runner): Data {
  return {
    version,
    url,
    description: RUNNER_DESCRIPTION,
    image,
    autoscale: machines !== undefined,
    has_token: token !== '',
  };
}

// The keys of the account lie in secrets.yml.
function minioSettings({ image, port, dataPath, bucket }: Minio): Data {
  return { image, port, data_path: dataPath, bucket };
}
