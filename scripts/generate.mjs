// Makes the sources that aren't committed: the compiled templates, the types of a config and the validator. It runs before
// every build and check, and does nothing where they are fresh.
import { whenStale } from './fresh.mjs';
import { root, run } from './lib.mjs';

whenStale(root, 'generate', () => {
  run(process.execPath, ['packages/templates/scripts/compile.mjs']);
  run(process.execPath, ['packages/core/scripts/generate.mjs']);
});
