import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// pyenv's shims start a dozen processes for each Python, and a script of uegen's starts many: whoever has a Python behind
// them on the PATH, as CI has, gets that one. Module code, so that no test can build a PATH before.
const folders = (process.env.PATH ?? '').split(delimiter);
const others = folders.filter((folder) => !/\/\.?pyenv\b.*\/shims\/?$/.test(folder));
if (others.some((folder) => existsSync(join(folder, 'python3')))) process.env.PATH = others.join(delimiter);
