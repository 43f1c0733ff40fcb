import type { ValidateFunction } from 'ajv';
import { type Diagnostic, diagnose, type KeyPath } from '../diagnostic.ts';
import type { Config } from '../generated/config.ts';
import validateConfig from '../generated/validate.js';
import { type ConfigTree, isMapping } from '../parse/tree.ts';
import { says } from '../text.ts';
import { explainErrors } from './explain.ts';
import { childSchema, configSchema } from './schema.ts';
import { typeConfig } from './type.ts';

const validate = validateConfig as unknown as ValidateFunction<Config>;

/** A typed config, or the reasons why there is none. Warnings come with both. */
export interface CheckedConfig {
  config?: Config;
  diagnostics: Diagnostic[];
  /** How many more mistakes there are than `most` of them. */
  untold: number;
}

/**
 * Types a parsed config and holds it against the schema. All errors are reported, not only the first; `most` is how many of them
 * are told at most, and the others are counted. Of the `known` places something else was said.
 */
export function checkConfig(tree: ConfigTree, most?: number, known: readonly KeyPath[] = []): CheckedConfig {
  const typed = typeConfig(tree);
  const warnings = laterKeys(tree);
  if (validate(typed)) return { config: typed, diagnostics: warnings, untold: 0 };
  const { diagnostics, untold } = explainErrors(validate.errors ?? [], tree, typed, most, known);
  return { diagnostics: [...diagnostics, ...warnings], untold };
}

/** A warning for each section that only later versions of the platform know. */
function laterKeys(tree: ConfigTree): Diagnostic[] {
  const host = childSchema(configSchema, 'host');
  const found = [
    [[], tree, configSchema],
    [['host'], isMapping(tree) ? tree.host : undefined, host],
  ] as const;
  return found.flatMap(([path, mapping, schema]) =>
    Object.keys(isMapping(mapping) ? mapping : {})
      .filter((key) => schema?.properties?.[key]?.['x-later'])
      .map((key) =>
        diagnose({
          code: 'known-later-key',
          severity: 'warning',
          message: says(
            `${[...path, key].join('.')} belongs to a later version of the platform: uegen writes no file from it`,
            `${[...path, key].join('.')} 은(는) 플랫폼의 이후 버전에서 쓰는 항목이며, uegen 은 파일을 만들지 않습니다`,
          ),
          path: [...path, key],
        }),
      ),
  );
}
