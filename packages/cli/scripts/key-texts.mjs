// A plugin for esbuild: the schema as the library publishes it, of which the CLI takes the words only, in both languages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const NAME = '@uegen/core/schema.json';
const cli = createRequire(new URL('../package.json', import.meta.url));

function wordsOf({ description, 'x-ko': ko, properties }) {
  const below = Object.entries(properties ?? {}).map(([key, schema]) => [key, wordsOf(schema)]);
  return { description, 'x-ko': ko, ...(below.length > 0 && { properties: Object.fromEntries(below) }) };
}

/** `spell` says where a module finds the text. */
export const keyTexts = (spell) => ({
  name: 'key-texts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@uegen\/core\/schema\.json$/ }, () => ({ path: NAME, namespace: 'key-texts' }));
    onLoad({ filter: /./, namespace: 'key-texts' }, () => {
      const words = wordsOf(JSON.parse(readFileSync(cli.resolve(NAME), 'utf8')));
      const text = spell('key-texts', JSON.stringify(words));
      return { contents: `export default JSON.parse(${text});`, loader: 'js' };
    });
  },
});
