import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { gitlabCredentials } from '../../packages/core/src/outputs/gitlab-credentials.ts';
import { gitlabProjects } from '../../packages/core/src/outputs/gitlab-projects.ts';
import { sampleCluster } from '../support/cluster.ts';
import { type GitlabApi, withGitlabApi } from '../support/gitlab-api.ts';
import { putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const projects = suite('gitlab-projects.sh');
const TOOLS = ['bash', 'curl', 'python3', 'strace'];
const NAMES = [
  'cloud-config-repository',
  'template-springboot',
  'template-iam',
  'template-zuul',
  'template-vuejs',
];
// What curl's settings, a shell or a list of words would change.
const TOKEN = "-a\"b\\c $(id) 'd' #e";

function clusterOf(url: string, token = TOKEN, projectId?: number): Cluster {
  const cluster = sampleCluster();
  const { configRepo, ...gitlab } = cluster.gitlab;
  const { projectId: _, ...paths } = configRepo;
  const number = projectId === undefined ? {} : { projectId };
  const root = { username: 'root', password: 'adminadmin', token };
  return { ...cluster, gitlab: { ...gitlab, url, root, configRepo: { ...paths, ...number } } };
}

/** Runs the script of a cluster; it leaves nothing behind, and no process of it was started with a secret. */
async function start(folder: string, cluster: Cluster) {
  const site = join(folder, 'site');
  const file = putGenerated(site, gitlabProjects(cluster));
  putGenerated(site, [...gitlabProjects(cluster), ...gitlabCredentials(cluster)]);
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const trace = join(folder, 'trace');
  const strace = ['-f', '--seccomp-bpf', '-s', '10000', '-e', 'trace=execve', '-o', trace, 'bash', file];
  const ended = await run('strace', strace, { cwd: '/', env: { TMPDIR: temporary, HOME: folder } });
  assert.equal(readdirSync(temporary), [], 'the temporary folder is empty again');
  const commands = readFileSync(trace, 'utf8');
  assert.match(commands, 'execve("');
  for (const part of ['-a\\"b', '$(id)', 'adminadmin']) assert.not.ok(commands.includes(part), part);
  return ended;
}

const withSite = (body: (folder: string, api: GitlabApi) => Promise<void>, refused?: string) =>
  withFolder((folder) =>
    withGitlabApi({ [TOKEN]: 'root', other: 'developer' }, (api) => body(folder, api), refused),
  );

const creations = ({ requests }: GitlabApi) =>
  requests.filter((request) => request.startsWith('POST')).length;

toolTest(projects, TOOLS, 'creates all five, and nothing the second time', () =>
  withSite(async (folder, api) => {
    const ended = await start(folder, clusterOf(api.url));
    assert.is(ended.status, 0, ended.stderr);
    assert.equal([...api.projects.keys()], NAMES);
    const closing = 'gitlab-projects: set gitlab.config-repo.projectId: 47 in config.yml, and build again\n';
    assert.is(
      ended.stdout,
      `${NAMES.map((name) => `gitlab-projects: ${name} is created\n`).join('')}${closing}`,
    );

    const again = await start(folder, clusterOf(api.url));
    assert.is(again.status, 0, again.stderr);
    assert.is(
      again.stdout,
      `${NAMES.map((name) => `gitlab-projects: ${name} is there\n`).join('')}${closing}`,
    );
    assert.is(creations(api), 5);

    const configured = await start(folder, clusterOf(api.url, TOKEN, 47));
    assert.match(configured.stdout, 'projectId is 47, as config.yml has it');
  }),
);

toolTest(projects, TOOLS, 'creates only what is missing', () =>
  withSite(async (folder, api) => {
    api.projects.set('cloud-config-repository', 7).set('template-zuul', 9);
    const ended = await start(folder, clusterOf(api.url, TOKEN, 47));
    assert.is(ended.status, 0, ended.stderr);
    assert.is(creations(api), 3);
    assert.match(ended.stdout, 'cloud-config-repository is there');
    assert.match(ended.stdout, 'set gitlab.config-repo.projectId: 7 in config.yml');
  }),
);

toolTest(projects, TOOLS, 'says what is wrong, before or where it happens', () =>
  withSite(async (folder, api) => {
    const blank = await start(join(folder, 'blank'), clusterOf(api.url, ''));
    assert.is(blank.status, 1);
    assert.match(blank.stderr, 'gitlab.root.token is blank');

    const expired = await start(folder, clusterOf(api.url, 'expired'));
    assert.is(expired.status, 1);
    assert.match(expired.stderr, 'GitLab refuses the token');

    const stranger = await start(folder, clusterOf(api.url, 'other'));
    assert.is(stranger.status, 1);
    assert.match(stranger.stderr, 'the token belongs to developer, and the projects to root');
    assert.is(creations(api), 0);

    const refused = await start(folder, clusterOf(api.url));
    assert.is(refused.status, 1);
    assert.match(
      refused.stderr,
      `template-iam can't be created: GitLab answers 400 {"name": ["has already been taken"]}`,
    );

    const nowhere = await start(folder, clusterOf('http://127.0.0.1:1'));
    assert.is(nowhere.status, 1);
    assert.match(nowhere.stderr, "GitLab can't be reached at http://127.0.0.1:1");
  }, 'template-iam'),
);

projects('its secrets lie in a file of their own', () => {
  const filesOf = (password: string, token: string) => {
    const { gitlab, ...cluster } = sampleCluster();
    return gitlabCredentials({ ...cluster, gitlab: { ...gitlab, root: { username: '', password, token } } });
  };
  assert.equal(filesOf('', ''), []);
  const file = { path: 'install/gitlab/credentials', mode: '0600', secret: true };
  assert.equal(filesOf('p', 't'), [{ ...file, content: 'username=root\npassword=p\ntoken=t\n' }]);
  assert.equal(filesOf('', 't'), [{ ...file, content: 'username=root\npassword=t\ntoken=t\n' }]);
  assert.equal(filesOf('p', ''), [{ ...file, content: 'username=root\npassword=p\n' }]);
  const [script] = gitlabProjects(clusterOf('http://gitlab.test'));
  assert.equal([script?.path, script?.mode, script?.secret], ['install/gitlab-projects.sh', '0755', false]);
});

projects.run();
