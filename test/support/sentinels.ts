import { parseDocument } from 'yaml';
import { putAt, schemaKeys } from './keys.ts';
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
  for (const [index, path] of secretPaths.entries())
    putAt(document, path, document.createNode(sentinels[index]));
  return document.toString({ lineWidth: 0 });
}
