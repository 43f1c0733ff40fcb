import { readFileSync } from 'node:fs';

/** Of the schema, only the documents are made from its Korean. */
export function dropKorean(key, value) {
  return key === 'x-ko' ? undefined : value;
}

/** A plugin for esbuild: the schema without its Korean, as a text, which JSON.parse reads twice as fast as V8 reads code. */
export const leanSchema = {
  name: 'lean-schema',
  setup({ onLoad }) {
    onLoad({ filter: /config\.schema\.json$/ }, ({ path }) => {
      const schema = JSON.parse(readFileSync(path, 'utf8'), dropKorean);
      const text = JSON.stringify(JSON.stringify(schema));
      return { contents: `export default /* @__PURE__ */ JSON.parse(${text});`, loader: 'js' };
    });
  },
};
