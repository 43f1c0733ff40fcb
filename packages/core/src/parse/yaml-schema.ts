import { FAILSAFE_SCHEMA, type Schema, Type } from 'js-yaml';
import { ReferenceNode } from './tree.ts';

// Every scalar stays the text that the operator typed; the schema of config.yml types it later. So `0123`, `yes`,
// `1e3` and `1.10` come through unchanged, whatever YAML version one has in mind.
const nothing = new Type('tag:yaml.org,2002:null', {
  kind: 'scalar',
  resolve: (text: string | null) => text === null || text === '' || /^(?:~|null|Null|NULL)$/.test(text),
  construct: () => null,
});

const references = (['env', 'file'] as const).map(
  (tag) =>
    new Type(`!${tag}`, {
      kind: 'scalar',
      resolve: (text: string | null) => typeof text === 'string' && text !== '',
      construct: (text: string) => new ReferenceNode(tag, text),
    }),
);

/** The YAML schema of config.yml: text, nothing, lists, mappings, `!env NAME` and `!file PATH`. */
export const configYaml: Schema = FAILSAFE_SCHEMA.extend({ implicit: [nothing], explicit: references });
