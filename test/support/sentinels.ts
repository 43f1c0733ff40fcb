import { parseDocument } from 'yaml';
import { schemaKeys } from './keys.ts';
import { configText } from './scenarios.ts';

/** The paths of every key that the schema marks as a secret. */
export const secretPaths: string[][] = schemaKeys()
  .filter(({ schema }) => schema['x-secret'])
  .map(({ path }) => path);

/** A value of its own for each secret; long enough that it stands nowhere by chance. */
export const sentinels: string[] = secretPaths.map(
  (path, index) => `Sentinel${index}Q7x${path.join('').replaceAll(/\W/g, '')}Z9`,
);

/** A config that uses everything, with a sentinel in every secret. */
export function sentinelConfig(): string {
  const document = parseDocument(configText('valid', 'full'), { schema: 'failsafe' });
  for (const [index, path] of secretPaths.entries()) {
    for (let depth = 1; depth < path.length; depth++)
      if (document.getIn(path.slice(0, depth)) === undefined)
        document.setIn(path.slice(0, depth), document.createNode({}));
    document.setIn(path, sentinels[index]);
  }
  return document.toString({ lineWidth: 0 });
}
