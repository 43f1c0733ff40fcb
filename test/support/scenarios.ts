import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CheckoutFile,
  formatDiagnostics,
  type GenerateOptions,
  type GenerateResult,
  generate,
  RESOURCE_FOLDERS,
  REVISION_FILES,
} from '@uegen/core';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The names of the configs below fixtures/valid or fixtures/invalid. */
export function scenarioNames(kind: 'valid' | 'invalid'): string[] {
  return readdirSync(join(root, 'fixtures', kind)).sort();
}

/** Where a scenario's config.yml lies; one inside a checkout lies in its uengine-resource/. */
export function configFile(kind: 'valid' | 'invalid', name: string): string {
  const folder = join(root, 'fixtures', kind, name);
  const inCheckout = join(folder, 'uengine-resource/config.yml');
  return existsSync(inCheckout) ? inCheckout : join(folder, 'config.yml');
}

/** The text of a scenario's config.yml. */
export function configText(kind: 'valid' | 'invalid', name: string): string {
  return readFileSync(configFile(kind, name), 'utf8');
}

/** Builds a scenario in memory. References answer with `env:NAME` and `file:PATH`. */
export function generateScenario(kind: 'valid' | 'invalid', name: string): GenerateResult {
  return generate(configText(kind, name), {
    resolveReference: ({ tag, argument }) =>
      argument.startsWith('MISSING')
        ? { problem: `there is no ${tag} ${argument}` }
        : argument.startsWith('ABSENT')
          ? { absent: `there is no ${tag} ${argument}` }
          : { value: `${tag}:${argument}` },
    ...checkoutOf(configFile(kind, name)),
  });
}

/** The text of one file of a scenario in fixtures/valid. */
export function generatedText(name: string, path: string): string {
  const file = generateScenario('valid', name).files.find((file) => file.path === path);
  if (file === undefined) throw new Error(`${name} has no ${path}`);
  return String(file.content);
}

/** The diagnostics of a scenario as a person sees them. */
export function diagnosticsText(kind: 'valid' | 'invalid', name: string): string {
  const { diagnostics } = generateScenario(kind, name);
  return formatDiagnostics(diagnostics, {
    fileName: 'config.yml',
    text: configText(kind, name),
    color: false,
  });
}

/** What `generate` is told of the checkout around a scenario's config, if there is one. */
export function checkoutOf(
  config: string,
): Pick<GenerateOptions, 'checkout' | 'resources' | 'revisionFiles'> {
  const folder = dirname(config);
  if (basename(folder) !== 'uengine-resource') return {};
  return {
    checkout: filesBelow(folder, '').filter(({ source }) => source !== 'config.yml'),
    resources: RESOURCE_FOLDERS.flatMap((resources) => filesBelow(dirname(folder), resources)),
    revisionFiles: REVISION_FILES.flatMap((path) => fileAt(dirname(folder), path)),
  };
}

function filesBelow(base: string, folder: string): CheckoutFile[] {
  if (!existsSync(join(base, folder))) return [];
  return readdirSync(join(base, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(join(base, path)).isFile())
    .sort()
    .flatMap((source) => fileAt(base, source));
}

function fileAt(base: string, source: string): CheckoutFile[] {
  const path = join(base, source);
  if (!existsSync(path)) return [];
  return [{ source, content: readFileSync(path), executable: (statSync(path).mode & 0o100) !== 0 }];
}
