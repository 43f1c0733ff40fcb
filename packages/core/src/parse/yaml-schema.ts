import { FAILSAFE_SCHEMA, type Schema, Type } from 'js-yaml';
import { type Reference, ReferenceNode } from './tree.ts';

// Every scalar stays the text that the operator typed; the schema of config.yml types it later. So `0123`, `yes`,
// `1e3` and `1.10` come through unchanged, whatever YAML version one has in mind.
const nothing = new Type('tag:yaml.org,2002:null', {
  kind: 'scalar',
  resolve: (text: string | null) => text === null || text === '' || /^(?:~|null|Null|NULL)$/.test(text),
  construct: () => null,
});

function yamlSchema(construct: (tag: Reference['tag'], argument: string) => unknown): Schema {
  const tags = (['env', 'file'] as const).map(
    (tag) =>
      new Type(`!${tag}`, {
        kind: 'scalar',
        resolve: (text: string | null) => typeof text === 'string' && text !== '',
        construct: (text: string) => construct(tag, text),
      }),
  );
  return FAILSAFE_SCHEMA.extend({ implicit: [nothing], explicit: tags });
}

/** The YAML schema of config.yml: text, nothing, lists, mappings, `!env NAME` and `!file PATH`. */
export const configYaml = yamlSchema((tag, argument) => new ReferenceNode(tag, argument));

/** The same where only positions matter, and a reference is text like any other. */
export const positionYaml = yamlSchema((_, argument) => argument);
