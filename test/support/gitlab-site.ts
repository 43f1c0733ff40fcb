import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { templateUpload } from '../../packages/core/src/outputs/template-upload.ts';
import { sampleCluster } from './cluster.ts';
import { put, putGenerated, run } from './scratch.ts';

export const DATABASE = 'cloud-config-repository';
export const TEMPLATES = ['template-springboot', 'template-iam', 'template-zuul', 'template-vuejs'];
export const PROJECTS = [DATABASE, ...TEMPLATES];
export const TOOLS = ['bash', 'git', 'python3'];

/** A checkout with its sources, an empty project for each under `git`, and a home of its own. */
export async function makeSite(folder: string) {
  const file = putGenerated(join(folder, 'checkout'), templateUpload(sampleCluster()));
  const source = (path: string, content: string) => put(folder, `checkout/${path}`, content, 0o600);
  source(`${DATABASE}/application.yml`, 'new: true\n');
  source(`${DATABASE}/uengine-cloud-server.yml`, 'cadvisor: []\n');
  source(`${DATABASE}/dcos-apps.yml`, 'dcos:\n  apps: {}\n');
  source(`${DATABASE}/template/nginx.json`, '{}\n');
  for (const name of TEMPLATES) source(`${name}/src/README`, `${name}\n`);
  for (const name of PROJECTS) await git(folder, 'init', '-q', '--bare', '-b', 'master', `git/${name}.git`);
  const temporary = join(folder, 'tmp');
  for (const path of [temporary, join(folder, 'home')]) mkdirSync(path);
  const env = {
    HOME: join(folder, 'home'),
    XDG_CONFIG_HOME: join(folder, 'home'),
    GIT_CONFIG_NOSYSTEM: '1',
    TMPDIR: temporary,
    UEGEN_GIT_BASE: `file://${folder}/git`,
  };
  /** Runs the script; whatever happens, nothing may stay behind. */
  const start = async (args: string[] = [], more: Record<string, string> = {}) => {
    const ended = await run('bash', [file, ...args], { cwd: '/', env: { ...env, ...more } });
    assert.equal(readdirSync(temporary), [], 'the temporary folder is empty again');
    assert.equal(readdirSync(env.HOME), [], 'the home folder is untouched');
    return ended;
  };
  return { start, source, env };
}

export async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=platform', '-c', 'user.email=platform@localhost'];
  const ended = await run('git', [...identity, ...args], { cwd: folder });
  assert.is(ended.status, 0, `git ${args.join(' ')}: ${ended.stderr}`);
  return ended.stdout;
}

/** What a project's master holds. */
export async function tree(folder: string, project: string): Promise<Record<string, string>> {
  const bare = `--git-dir=git/${project}.git`;
  const paths = (await git(folder, bare, 'ls-tree', '-r', '--name-only', 'master')).trim().split('\n');
  const entries = paths.map(async (path) => [path, await git(folder, bare, 'show', `master:${path}`)]);
  return Object.fromEntries(await Promise.all(entries));
}

export function log(folder: string, project: string): Promise<string> {
  return git(folder, `--git-dir=git/${project}.git`, 'log', '--format=%H %an %s', 'master');
}

/** A commit as the platform makes it while it runs, or as people make it. */
export async function platformCommits(
  folder: string,
  files: Record<string, string>,
  project = DATABASE,
): Promise<void> {
  await git(folder, 'clone', '-q', `git/${project}.git`, 'platform');
  for (const [path, content] of Object.entries(files)) put(folder, `platform/${path}`, content);
  await git(folder, '-C', 'platform', 'add', '-A');
  await git(folder, '-C', 'platform', 'commit', '-q', '-m', 'by the platform');
  await git(folder, '-C', 'platform', 'push', '-q', 'origin', 'HEAD:refs/heads/master');
  rmSync(join(folder, 'platform'), { recursive: true });
}

/**
 * A `git` that lets the platform commit `times` times just before a push of the database: a new file, or in place of
 * it a new text of application.yml.
 */
export function putRacingGit(folder: string, times: number, application?: string): Record<string, string> {
  const path = application === undefined ? '"deployment/race$n"' : 'application.yml';
  put(folder, 'application', application ?? '');
  const text = application === undefined ? 'echo "race $n"' : `cat "${folder}/application"`;
  const racing = `#!/bin/bash
PATH=\${PATH#"${folder}/bin:"}
n=$(cat "${folder}/races" 2>/dev/null || echo 0)
if [[ " $* " == *" push "*"${DATABASE}.git"* ]] && ((n < ${times})); then
  echo $((n + 1)) >"${folder}/races"
  export GIT_DIR="${folder}/git/${DATABASE}.git" GIT_INDEX_FILE="${folder}/index"
  export GIT_AUTHOR_NAME=platform GIT_AUTHOR_EMAIL=p@localhost GIT_COMMITTER_NAME=platform GIT_COMMITTER_EMAIL=p@localhost
  git read-tree master
  blob=$(${text} | git hash-object -w --stdin)
  git update-index --add --cacheinfo 100644 "$blob" ${path}
  git update-ref refs/heads/master "$(git commit-tree -p master -m "race $n" "$(git write-tree)")"
  unset GIT_DIR GIT_INDEX_FILE
fi
exec git "$@"
`;
  put(folder, 'bin/git', racing, 0o755);
  return { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
}
