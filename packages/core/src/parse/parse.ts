import { loadAll, YAMLException } from 'js-yaml';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { unusedAnchor } from './anchors.ts';
import { explainSyntaxError } from './syntax-error.ts';
import { type ConfigTree, isMapping } from './tree.ts';
import { configYaml } from './yaml-schema.ts';

/** The most that config.yml may hold, in UTF-16 code units: enough for 100,000 nodes several times over. */
export const MAX_CONFIG_LENGTH = 16 * 1024 * 1024;

/** A parsed config, or the one diagnostic that says why the text is none. */
export type ParsedConfig = { tree: { [key: string]: ConfigTree } } | { diagnostic: Diagnostic };

/** Reads the text of config.yml. Its scalars stay text; see {@link configYaml}. */
export function parseConfig(text: string): ParsedConfig {
  const refuse = (code: Diagnostic['code'], message: string): ParsedConfig => ({
    diagnostic: diagnose({ code, message, path: [] }),
  });
  if (text.length > MAX_CONFIG_LENGTH) return refuse('too-large', 'the config is larger than 16 MiB');
  let documents: ConfigTree[];
  try {
    documents = loadAll(withoutBom(text), null, { schema: configYaml }) as ConfigTree[];
  } catch (error) {
    if (error instanceof YAMLException) return { diagnostic: explainSyntaxError(error, withoutBom(text)) };
    throw error;
  }
  if (documents.length > 1)
    return refuse(
      'multiple-documents',
      'the config holds several YAML documents separated by ---, it must be one',
    );
  const [tree] = documents;
  if (tree === undefined || tree === null || tree === '')
    return refuse('empty-config', 'the config is empty');
  if (!isMapping(tree))
    return refuse(
      'not-a-mapping',
      `the config is ${Array.isArray(tree) ? 'a list' : 'a single value'}, it must be a mapping of keys`,
    );
  const diagnostic = unusedAnchor(withoutBom(text));
  return diagnostic === undefined ? { tree } : { diagnostic };
}

/** The text without a byte order mark, which editors on Windows put in front. */
export function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
