import { readFileSync } from 'node:fs';

/** Of the schema, only the documents are made from its Korean. */
export function dropKorean(key, value) {
  return key === 'x-ko' ? undefined : value;
}

/** A plugin for esbuild: the schema without its Korean. */
export const leanSchema = {
  name: 'lean-schema',
  setup({ onLoad }) {
    onLoad({ filter: /config\.schema\.json$/ }, ({ path }) => {
      const schema = JSON.parse(readFileSync(path, 'utf8'), dropKorean);
      return { contents: JSON.stringify(schema), loader: 'json' };
    });
  },
};
