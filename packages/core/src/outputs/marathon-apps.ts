import { stagesOf } from '../apps/index.ts';
import { publicFile, secretFile } from '../file.ts';
import { toJson } from '../serialize/json.ts';
import type { Output } from './output.ts';

/** `deploys/<name>.json`: each of the platform's apps as Marathon takes it. */
export const marathonApps: Output = (cluster) =>
  stagesOf(cluster)
    .flatMap(({ apps }) => apps)
    .map(({ name, secret, definition }) =>
      (secret ? secretFile : publicFile)(`deploys/${name}.json`, () => toJson(definition(cluster))),
    );
