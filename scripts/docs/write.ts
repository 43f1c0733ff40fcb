// `npm run docs`: writes the parts of the documents that the code decides.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib.mjs';
import { documents } from './index.ts';

for (const [path, text] of documents()) {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
}
