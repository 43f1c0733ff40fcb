// The main job, from a fresh clone: the guide's config becomes the install tree in out/.
import { installAndBuild, run } from './lib.mjs';

installAndBuild();
run(process.execPath, [
  'packages/cli/dist/uegen.cjs',
  'build',
  'fixtures/valid/guide/config.yml',
  '--out',
  'out',
]);
