import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gitlabCredentials } from '../../packages/core/src/outputs/gitlab-credentials.ts';
import { templateUpload } from '../../packages/core/src/outputs/template-upload.ts';
import { sampleCluster } from '../support/cluster.ts';
import { withGitServer } from '../support/git-server.ts';
import {
  DATABASE,
  git,
  log,
  makeSite,
  PROJECTS,
  platformCommits,
  putRacingGit,
  TEMPLATES,
  TOOLS,
  tree,
} from '../support/gitlab-site.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const upload = suite('template-upload.sh');

const PLATFORM = {
  'application.yml': 'old: true\n',
  'dcos-apps.yml': 'dcos:\n  apps:\n    shop: {}\n',
  'deployment/shop/cd.json': '{"id": "/shop"}\n',
  'uengine-cloud-server.yml': 'cadvisor: []\n',
};

toolTest(upload, TOOLS, "seeds empty projects once, without the folder's own .git", () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    await git(folder, 'init', '-q', 'checkout/template-zuul');
    put(folder, 'checkout/template-zuul/.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n', 0o755);
    const ended = await start();
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(await tree(folder, 'template-zuul'), { 'src/README': 'template-zuul\n' });
    assert.equal(await tree(folder, DATABASE), {
      'application.yml': 'new: true\n',
      'dcos-apps.yml': 'dcos:\n  apps: {}\n',
      'template/nginx.json': '{}\n',
      'uengine-cloud-server.yml': 'cadvisor: []\n',
    });

    assert.match(await log(folder, 'template-zuul'), /^\w{40} uegen Initial commit\n$/);

    const before = await Promise.all(PROJECTS.map((name) => log(folder, name)));
    const again = await start();
    assert.is(again.status, 0, again.stderr);
    assert.equal(await Promise.all(PROJECTS.map((name) => log(folder, name))), before);
    assert.is(
      again.stdout,
      [
        `template-upload: ${DATABASE} is current`,
        ...TEMPLATES.map((name) => `template-upload: ${name} has commits and is left alone`),
        '',
      ].join('\n'),
    );
  }),
);

toolTest(upload, TOOLS, "commits on top of the platform's own commits and keeps its files", () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    await platformCommits(folder, PLATFORM);
    const before = await log(folder, DATABASE);
    const ended = await start([DATABASE]);
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(await tree(folder, DATABASE), { ...PLATFORM, 'application.yml': 'old: true\nnew: true\n' });
    const after = await log(folder, DATABASE);
    assert.ok(after.endsWith(before), "the platform's commits are still below");
    assert.is(after.trim().split('\n').length, 2);
    assert.is(
      await git(folder, `--git-dir=git/template-iam.git`, 'for-each-ref'),
      '',
      'not named, not seeded',
    );

    const again = await start([DATABASE]);
    assert.is(again.status, 0, again.stderr);
    assert.is(await log(folder, DATABASE), after);
  }),
);

toolTest(upload, TOOLS, 'starts over when the platform commits meanwhile', () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    await platformCommits(folder, PLATFORM);
    const ended = await start([DATABASE], putRacingGit(folder, 2));
    assert.is(ended.status, 0, ended.stderr);
    assert.equal(await tree(folder, DATABASE), {
      ...PLATFORM,
      'application.yml': 'old: true\nnew: true\n',
      'deployment/race0': 'race 0\n',
      'deployment/race1': 'race 1\n',
    });
  }),
);

toolTest(upload, TOOLS, 'gives up after three attempts and has forced nothing', () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    await platformCommits(folder, PLATFORM);
    const ended = await start([DATABASE], putRacingGit(folder, 9));
    assert.is(ended.status, 1);
    assert.match(ended.stderr, `${DATABASE} could not be pushed`);
    assert.is(readFileSync(join(folder, 'races'), 'utf8'), '3\n');
    const { 'application.yml': application } = await tree(folder, DATABASE);
    assert.is(application, PLATFORM['application.yml']);
  }),
);

toolTest(upload, TOOLS, 'does not try again when the project refuses', () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    await platformCommits(folder, PLATFORM);
    put(
      folder,
      `git/${DATABASE}.git/hooks/pre-receive`,
      `#!/bin/sh\necho >>"${folder}/refusals"\necho go away\nexit 1\n`,
      0o755,
    );
    const ended = await start([DATABASE]);
    assert.is(ended.status, 1);
    assert.match(ended.stderr, 'go away');
    assert.is(readFileSync(join(folder, 'refusals'), 'utf8'), '\n');
  }),
);

toolTest(upload, TOOLS, 'refuses a checkout that is later than the one that all else is for', () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    put(folder, 'checkout/uengine-resource/deploy-files/redis.json', '{}');
    for (const args of [[], [DATABASE]]) {
      const ended = await start(args);
      assert.is(ended.status, 1);
      assert.match(ended.stderr, 'later than v1.0, which all else here is for: run git checkout v1.0');
    }
    for (const name of PROJECTS)
      assert.is(await git(folder, `--git-dir=git/${name}.git`, 'for-each-ref'), '', 'nothing was pushed');
  }),
);

toolTest(upload, TOOLS, 'says everything that is missing before it pushes anything', () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    for (const name of ['template-iam', 'template-vuejs'])
      rmSync(join(folder, `git/${name}.git`), { recursive: true });
    const unreachable = await start();
    assert.is(unreachable.status, 1);
    for (const name of ['template-iam', 'template-vuejs']) {
      assert.match(unreachable.stderr, `/${name}.git can't be reached; create it in GitLab first`);
    }
    assert.is(await git(folder, `--git-dir=git/${DATABASE}.git`, 'for-each-ref'), '');

    rmSync(join(folder, 'checkout/template-zuul'), { recursive: true });
    rmSync(join(folder, `checkout/${DATABASE}/application.yml`));
    const incomplete = await start();
    assert.is(incomplete.status, 1);
    assert.match(incomplete.stderr, `${DATABASE}/application.yml is missing`);
    assert.match(incomplete.stderr, 'template-zuul is missing');

    const unknown = await start(['template-zull']);
    assert.is(unknown.status, 1);
    assert.match(unknown.stderr, 'there is no project template-zull');
  }),
);

toolTest(upload, TOOLS, 'asks for user name and password once', () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    await platformCommits(folder, PLATFORM);
    for (const name of PROJECTS)
      await git(folder, `--git-dir=git/${name}.git`, 'config', 'http.receivepack', 'true');
    const ask = `#!/bin/sh\necho "$1" >>"${folder}/questions"\ncase $1 in Username*) echo root ;; *) echo "$ANSWER" ;; esac\n`;
    const env = { GIT_ASKPASS: put(folder, 'ask', ask, 0o755) };
    const questions = () => readFileSync(join(folder, 'questions'), 'utf8').trim().split('\n').length;
    await withGitServer(join(folder, 'git'), { user: 'root', password: 'adminadmin' }, async (url) => {
      const refused = await start([], { ...env, UEGEN_GIT_BASE: url, ANSWER: 'wrong' });
      assert.is(refused.status, 1);
      assert.match(refused.stderr, 'GitLab wants the user name and the password');
      assert.is(questions(), 2);

      const ended = await start([], { ...env, UEGEN_GIT_BASE: url, ANSWER: 'adminadmin' });
      assert.is(ended.status, 0, ended.stderr);
      assert.is(questions(), 4);
    });
    assert.equal(await tree(folder, DATABASE), { ...PLATFORM, 'application.yml': 'old: true\nnew: true\n' });
    assert.equal(await tree(folder, 'template-vuejs'), { 'src/README': 'template-vuejs\n' });
  }),
);

// What a shell, a URL or a list of words would change.
const PASSWORD = 'p@ss:w/rd $(id) "q" =x';

/** A checkout for a GitLab at `url`, with the credentials of config.yml; its account's password is `password`. */
function putCredentials(folder: string, url: string, password: string): void {
  const { gitlab, ...cluster } = sampleCluster();
  const root = { username: 'root', password, token: 'a-token' };
  const configured = { ...cluster, gitlab: { ...gitlab, url, root } };
  putGenerated(join(folder, 'checkout'), [...templateUpload(configured), ...gitlabCredentials(configured)]);
}

toolTest(
  upload,
  [...TOOLS, 'strace'],
  'pushes with the credentials of config.yml, asking nobody, showing nobody',
  () =>
    withFolder(async (folder) => {
      const { env } = await makeSite(folder);
      for (const name of PROJECTS) {
        await git(folder, 'init', '-q', '--bare', '-b', 'master', `git/root/${name}.git`);
        await git(folder, `--git-dir=git/root/${name}.git`, 'config', 'http.receivepack', 'true');
      }
      const ask = put(folder, 'ask', `#!/bin/sh\necho "$1" >>"${folder}/questions"\n`, 0o755);
      // An operator's own helper, which would keep the password on the disk.
      put(folder, 'home/.gitconfig', '[credential]\n\thelper = store\n');
      const trace = join(folder, 'trace');
      const { UEGEN_GIT_BASE: _, ...own } = env;
      const start = () =>
        run(
          'strace',
          [
            '-A',
            '-f',
            '--seccomp-bpf',
            '-s',
            '10000',
            '-e',
            'trace=execve',
            '-o',
            trace,
            'bash',
            join(folder, 'checkout/install/template-upload.sh'),
          ],
          { cwd: '/', env: { ...own, GIT_ASKPASS: ask } },
        );
      await withGitServer(join(folder, 'git'), { user: 'root', password: PASSWORD }, async (url) => {
        putCredentials(folder, url, 'wrong');
        const refused = await start();
        assert.is(refused.status, 1);
        assert.match(refused.stderr, 'GitLab refuses gitlab.root.username with gitlab.root.password');

        putCredentials(folder, url, PASSWORD);
        const ended = await start();
        assert.is(ended.status, 0, ended.stderr);
        const again = await start();
        assert.is(again.status, 0, again.stderr);
        assert.match(again.stdout, `${DATABASE} is current`);
      });
      assert.match(
        await git(folder, '--git-dir=git/root/template-vuejs.git', 'log', '--format=%s'),
        'Initial commit',
      );
      assert.equal(readdirSync(env.TMPDIR), []);
      assert.equal(readdirSync(env.HOME), ['.gitconfig'], 'no helper kept the password');
      assert.equal(readdirSync(folder).includes('questions'), false, 'nobody was asked');
      const commands = readFileSync(trace, 'utf8');
      assert.match(commands, 'execve("');
      for (const part of ['p@ss', '$(id)', 'p%40ss', 'a-token']) assert.not.ok(commands.includes(part), part);
    }),
);

toolTest(upload, TOOLS, "gives GitLab's credentials to no other server", () =>
  withFolder(async (folder) => {
    const { start } = await makeSite(folder);
    putCredentials(folder, 'http://gitlab.test', PASSWORD);
    for (const name of PROJECTS)
      await git(folder, `--git-dir=git/${name}.git`, 'config', 'http.receivepack', 'true');
    await withGitServer(join(folder, 'git'), { user: 'root', password: PASSWORD }, async (url) => {
      const ended = await start([], { UEGEN_GIT_BASE: url, GIT_ASKPASS: 'true' });
      assert.is(ended.status, 1);
      assert.match(ended.stderr, 'GitLab wants the user name and the password');
    });
  }),
);

upload('goes to GitLab unless told otherwise', () => {
  const text = String(templateUpload(sampleCluster())[0]?.content);
  assert.match(text, "readonly gitlab='http://gitlab.pas-mini.io/root'\n");
});

upload.run();
