import type { App } from '../apps/app.ts';
import { stagesOf } from '../apps/index.ts';
import { publicFile, secretFile } from '../file.ts';
import { toJson } from '../serialize/json.ts';
import type { Output } from './output.ts';

/** `deploys/<name>.json`: each of the platform's apps as Marathon takes it. */
export const marathonApps: Output = (cluster) =>
  stagesOf(cluster)
    .flatMap(({ apps }) => apps)
    .map((app) =>
      (app.secret ? secretFile : publicFile)(deployPath(app), () => toJson(app.definition(cluster))),
    );

/** Where the definition of an app lies. */
export function deployPath({ name }: App): string {
  return `deploys/${name}.json`;
}
