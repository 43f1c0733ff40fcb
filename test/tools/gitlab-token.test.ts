import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gitlabToken } from '../../packages/core/src/outputs/gitlab-token.ts';
import { gitlabToken as phase } from '../../packages/core/src/phases/gitlab-token.ts';
import { sampleCluster } from '../support/cluster.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const token = suite('gitlab-token.sh');

// What the program asks of GitLab 10.2's own models.
const GITLAB = `
Token = Struct.new(:name, :revoked, :impersonation, :scopes, :expires_at, :token)
class Tokens < Array
  def where(wanted)
    Tokens.new(select { |one| wanted.all? { |key, value| one[key] == value } })
  end
  def create!(wanted)
    raise 'scopes' unless wanted == { name: 'uegen', scopes: [:api] }
    push(Token.new('uegen', false, false, [:api], nil, 'Ibis-made')).last
  end
end
TOKENS = Tokens.new
class User
  def self.find_by(wanted)
    wanted == { username: 'root' } && !ENV['NO_ROOT'] ? new : nil
  end
  def personal_access_tokens
    TOKENS
  end
end
class ApplicationSetting
  def self.current; nil; end
  def self.create_from_defaults; new; end
  def runners_registration_token; 'Ibis-runner'; end
end
`;

async function onGitlab(tokens: string, env: Record<string, string> = {}) {
  let ended: Awaited<ReturnType<typeof run>> | undefined;
  await withFolder(async (folder) => {
    const script = putGenerated(folder, gitlabToken(sampleCluster()));
    put(folder, 'models.rb', `${GITLAB}\n${tokens}`);
    put(
      folder,
      'bin/gitlab-rails',
      `#!/bin/bash\n[ "$1" = runner ] && exec ruby -r ${folder}/models.rb -e "$2"\n`,
      0o755,
    );
    ended = await run('bash', [script], {
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, ...env },
    });
  });
  return ended as Awaited<ReturnType<typeof run>>;
}

const made = (more: string) => `TOKENS << Token.new(${more})`;

for (const [name, tokens, expected] of [
  ['a token is made where there is none', '', 'Ibis-made'],
  ['the one of that name is found', made("'uegen', false, false, ['api'], nil, 'Ibis-found'"), 'Ibis-found'],
  ['one of another name is not taken', made("'mine', false, false, ['api'], nil, 'Ibis-found'"), 'Ibis-made'],
  ['nor one that was revoked', made("'uegen', true, false, ['api'], nil, 'Ibis-found'"), 'Ibis-made'],
  ['nor one of another scope', made("'uegen', false, false, ['read_user'], nil, 'Ibis-found'"), 'Ibis-made'],
  ['nor one that expires', made("'uegen', false, false, ['api'], 1, 'Ibis-found'"), 'Ibis-made'],
  ["nor one that can't be read back", made("'uegen', false, false, ['api'], nil, nil"), 'Ibis-made'],
] as const)
  toolTest(token, ['bash', 'ruby'], name, async () => {
    const { status, stdout, stderr } = await onGitlab(tokens);
    assert.equal({ status, stderr }, { status: 0, stderr: '' });
    assert.is(stdout, `gitlab.root.token=${expected}\nrunner.registration-token=Ibis-runner\n`);
    assert.equal(
      phase.fetches.map(({ line }) => line.exec(stdout)?.[1]),
      [expected, 'Ibis-runner'],
    );
  });

toolTest(token, ['bash', 'ruby'], 'without root it says so, and fails', async () => {
  const { status, stdout, stderr } = await onGitlab('', { NO_ROOT: '1' });
  assert.equal(
    { status, stdout, stderr },
    { status: 1, stdout: '', stderr: 'gitlab-token: GitLab has no user root\n' },
  );
});

token.run();
