import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { put, withFolder } from '../support/scratch.ts';
import { fullConfig, stageIn } from './standins.ts';
import { ends, oneError, uegen } from './support.ts';

const fetching = suite('values that phases fetch');

const DCOS = 'Narwhal.token-1.x_2';
const ROOT = 'Narwhal-root-3';
const RUNNER = 'Narwhal-runner-4';

const text = fullConfig()
  .replace('token: Okapi.token.1', 'token:   # 나중에')
  .replace('    token: Okapi-gitlab-3', '    token:')
  .replace('projectId: 7', 'projectId:');

/** Every file below a folder whose content holds a text, but those in `secrets`. */
function holders(folder: string, word: string): string[] {
  return (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).filter(
    (path) =>
      statSync(join(folder, path)).isFile() &&
      !/^(?:secrets|bin)\//.test(path) &&
      readFileSync(join(folder, path), 'latin1').includes(word),
  );
}

fetching('each goes where config.yml refers to, and no secret shows or stays anywhere else', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder, text);
    // What a program is called with and what processes there are while it runs is noted, too.
    stage.script(
      'ssh',
      `/bin/ps -eo args >>"$CALLS.ps"; case "$*" in *'bash -s --'*) echo ${DCOS} ;; *) echo gitlab.root.token=${ROOT}; echo runner.registration-token=${RUNNER} ;; esac`,
    );
    stage.script(
      'bash',
      'echo "gitlab-projects: set gitlab.config-repo.projectId: 12 in config.yml, and build again"',
    );
    const rebuild = async () => ends(await uegen(['build', stage.config, '--out', stage.root, '--quiet']), 0);
    let shown = '';
    for (const phase of ['dcos-token', 'gitlab-token', 'gitlab-projects']) {
      const { stdout, stderr } = ends(await stage.run([phase]), 0);
      shown += stdout + stderr;
      await rebuild();
    }
    for (const secret of [DCOS, ROOT, RUNNER]) assert.not.ok(shown.includes(secret), shown);
    const after = readFileSync(stage.config, 'utf8');
    assert.is(
      after,
      text
        .replace('token:   # 나중에', 'token: !file secrets/dcos-token   # 나중에')
        .replace('    token:\n', '    token: !file secrets/gitlab-root-token\n')
        .replace(/registration-token: \S+/, 'registration-token: !file secrets/runner-registration-token')
        .replace('projectId:', 'projectId: 12'),
    );
    for (const [name, value] of [
      ['dcos-token', DCOS],
      ['gitlab-root-token', ROOT],
      ['runner-registration-token', RUNNER],
    ] as const) {
      assert.is(readFileSync(join(folder, 'secrets', name), 'utf8'), `${value}\n`);
      assert.is(statSync(join(folder, 'secrets', name)).mode & 0o777, 0o600);
      // The tree's own secret files hold it, as ever; the state, the logs and the record of calls don't.
      assert.equal(
        holders(folder, value).filter((path) => !/^out\/(?:install|cloud-config-repository)\//.test(path)),
        [],
      );
    }
    assert.ok(existsSync(`${stage.env.CALLS}.ps`));
    // Fetched again, nothing changes.
    ends(await stage.run(['gitlab-token']), 0);
    assert.is(readFileSync(stage.config, 'utf8'), after);
  }),
);

fetching('a phase that fails, or prints no value, stores nothing', () =>
  withFolder(async (folder) => {
    const stage = await stageIn(folder, text);
    for (const [body, status] of [
      [`echo ${DCOS}; exit 4`, 4],
      ['echo no token today', 1],
    ] as const) {
      stage.script('ssh', body);
      const { stderr } = ends(await stage.run(['dcos-token']), status);
      if (status === 1) assert.match(stderr, 'dcos-token printed no dcos.token: nothing was stored');
      assert.is(readFileSync(stage.config, 'utf8'), text);
      assert.not.ok(existsSync(join(folder, 'secrets')));
    }
  }),
);

fetching('a file that is not there counts as blank where a phase fetches the value, in every command', () =>
  withFolder(async (folder) => {
    const lost = text
      .replace('token:   # 나중에', 'token: !file secrets/dcos-token')
      .replace('    token:\n', '    token: !file secrets/gitlab-root-token\n');
    const stage = await stageIn(folder, lost);
    const env = { HOME: folder };
    for (const [command, code] of [
      ['validate', 0],
      ['build', 0],
      ['plan', 0],
      ['status', 0],
      ['node', 0],
    ] as const) {
      const ended = ends(
        await uegen([command, '--config', stage.config, '--out', stage.root], { env }),
        code,
      );
      if (command !== 'status')
        assert.match(ended.stderr + ended.stdout, /dcos\.token counts as blank|agent1/, command);
    }
    const refused = ends(await stage.run(['gitlab-projects']), 1);
    assert.match(refused.stderr, 'gitlab.root.token is blank');
    // At a key that no phase fetches it stays an error.
    const wrong = put(
      folder,
      'wrong.yml',
      lost.replace(/client-secret: .*/, 'client-secret: !file secrets/gone'),
    );
    oneError(await uegen(['validate', wrong]), /can't read secrets\/gone: no such file/);
  }),
);

fetching.run();
