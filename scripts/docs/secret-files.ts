import { type GeneratedFile, generate } from '@uegen/core';
import { BESIDE } from '../../packages/cli/src/init/ignore.ts';
import { checkoutOf, configFile, configText, scenarioNames } from '../../test/support/scenarios.ts';

/** The .gitignore for a committed tree: every file of uegen's own that holds a secret for some config. */
export function ignoredFiles(): string {
  const secret = scenarioNames('valid').flatMap((name) => filesOf(name).filter((file) => file.secret));
  const paths = new Set([...BESIDE, 'uengine-resource/secrets/', ...secret.map(({ path }) => path)]);
  return [...paths]
    .sort()
    .map((path) => `/${path}`)
    .join('\n');
}

// Without the files that a checkout carries along, which are the user's own.
function filesOf(name: string): readonly GeneratedFile[] {
  const resolveReference = ({ argument }: { argument: string }) => ({ value: argument });
  const { resources } = checkoutOf(configFile('valid', name));
  return generate(configText('valid', name), { resolveReference, ...(resources && { resources }) }).files;
}
