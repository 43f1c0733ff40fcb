// The packages whose code stands in what scripts/generate.mjs makes: of ajv the functions that its validators call.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** Their folders. */
export const compiledIn = ['ajv', 'ajv-formats'].map((name) =>
  dirname(require.resolve(`${name}/package.json`)),
);
