// `pnpm pack` and `pnpm publish` say where a package's source lies: in the repository that this clone came from. Nothing is
// said in a clone without an origin, and a name or password in its address stays out.
const { spawnSync } = require('node:child_process');

function git(folder, ...args) {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function beforePacking(manifest, folder) {
  const origin = git(folder, 'remote', 'get-url', 'origin');
  if (origin === undefined) return manifest;
  const url = origin.replace(/^(https?:\/\/)[^/]*@/, '$1');
  const directory = git(folder, 'rev-parse', '--show-prefix').replace(/\/$/, '');
  return { ...manifest, repository: { type: 'git', url, directory } };
}

module.exports = { hooks: { beforePacking } };
