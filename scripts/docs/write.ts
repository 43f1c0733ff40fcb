// `npm run docs`: writes the parts of the documents that the code decides.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib.mjs';
import { documents } from './index.ts';

for (const [path, text] of documents()) writeFileSync(join(root, path), text);
