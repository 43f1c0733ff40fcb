import { configRepository } from '../facts/gitlab-files.ts';
import { publicFile } from '../file.ts';
import { toYaml } from '../serialize/yaml.ts';
import type { Output } from './output.ts';

/**
 * `cloud-config-repository/dcos-apps.yml`: the list of deployed apps, empty as the platform itself writes it: a mapping
 * without entries disappears on its way to the browser. The platform keeps it from then on:
 * it is pushed to a new project only.
 */
export const cloudConfigApps: Output = () => [
  publicFile(`${configRepository}/dcos-apps.yml`, () => toYaml({ dcos: { apps: '' } })),
];
