import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { rubyLiteral, rubyString } from '../../packages/core/src/escape/ruby.ts';
import { gitlabRb } from '../../packages/core/src/outputs/gitlab-rb.ts';
import { sampleCluster } from '../support/cluster.ts';
import { nastyStrings } from '../support/nasty.ts';
import { readGitlabRb } from '../support/ruby.ts';
import { generatedText, scenarioNames } from '../support/scenarios.ts';
import { toolTest } from '../support/tool.ts';

const ruby = suite('gitlab.rb');

const textFor = (scenario: string) => generatedText(scenario, 'install/gitlab/gitlab.rb');
const read = (text: string) => readGitlabRb([text])[0] ?? {};
const textOf = (cluster: Cluster) => String(gitlabRb(cluster)[0]?.content);

/** The settings of `found` that `wanted` has too. */
function matching(found: Record<string, unknown>, wanted: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, found[key]]));
}

ruby('is a file for its owner only, whether a password is set or not', () => {
  const [file] = gitlabRb({ ...sampleCluster() });
  assert.equal([file?.path, file?.mode, file?.secret], ['install/gitlab/gitlab.rb', '0600', true]);
});

toolTest(ruby, ['ruby'], 'sets only keys that GitLab 10.2.4 knows, each once', () => {
  const all = readGitlabRb(scenarioNames('valid').map(textFor));
  for (const settings of all) assert.match(String(settings.external_url), /^http:\/\//);
  assert.throws(() => readGitlabRb(["gitlab_rails['smtp_adress'] = 'x'\n"]), /doesn't know "smtp_adress"/);
  assert.throws(() => readGitlabRb(["gitlab_rail['smtp_address'] = 'x'\n"]), /gitlab_rail/);
});

// The guide's mail settings; its domain is the server's name, ours that of the sender.
const GUIDE_MAIL = `
gitlab_rails['smtp_enable'] = true
gitlab_rails['smtp_address'] = "smtp.gmail.com"
gitlab_rails['smtp_port'] = 587
gitlab_rails['smtp_authentication'] = "login"
gitlab_rails['smtp_enable_starttls_auto'] = true
gitlab_rails['smtp_tls'] = false
`;

const GUIDE_S3 = `
gitlab_rails['backup_upload_connection'] = {
  'provider' => 'AWS',
  'region' => 'eu-west-1',
  'aws_access_key_id' => 'AKIAKIAKI',
  'aws_secret_access_key' => 'secret123'
}
gitlab_rails['backup_upload_remote_directory'] = 'my.s3.bucket'
gitlab_rails['backup_keep_time'] = 604800
`;

const GUIDE_LOCAL = `
gitlab_rails['backup_upload_connection'] = {
  :provider => 'Local',
  :local_root => '/mnt/backups'
}
gitlab_rails['backup_upload_remote_directory'] = 'gitlab_backups'
gitlab_rails['backup_archive_permissions'] = 0644
gitlab_rails['manage_backup_path'] = false
`;

for (const [name, scenario, example] of [
  ['mail', 'gitlab-s3', GUIDE_MAIL],
  ['backups to S3', 'gitlab-s3', GUIDE_S3],
  ['backups to a mounted share', 'gitlab-local', GUIDE_LOCAL],
] as const)
  toolTest(ruby, ['ruby'], `means what the guide's example of ${name} means`, () => {
    const { external_url: _, ...wanted } = read(example);
    assert.equal(matching(read(textFor(scenario)), wanted), wanted);
  });

toolTest(ruby, ['ruby'], 'says no user name, password or authentication where the server wants none', () => {
  const settings = read(textFor('gitlab-local'));
  assert.is(settings.smtp_enable, true);
  for (const key of ['smtp_user_name', 'smtp_password', 'smtp_authentication'])
    assert.not.ok(key in settings, key);
});

toolTest(ruby, ['ruby'], 'turns mail off where the password is missing or stars', () => {
  for (const scenario of ['guide', 'warnings', 'smallest', 'gitlab-warnings', 'gitlab-profile']) {
    const settings = read(textFor(scenario));
    assert.is(settings.smtp_enable, false, scenario);
    assert.not.ok('smtp_address' in settings, scenario);
  }
});

ruby("gives iam.mail's password to no other server", () => {
  assert.match(textFor('gitlab-s3'), '#{secret}');
  assert.not.match(textFor('gitlab-warnings'), '#{secret}');
});

toolTest(ruby, ['ruby'], 'hands every password on as it was typed', () => {
  const strings = nastyStrings.filter((string) => !/[\r\0]/.test(string));
  assert.ok(strings.length > nastyStrings.length / 2);
  const texts = strings.map((password) => {
    const cluster = sampleCluster();
    cluster.gitlab.root.password = password;
    return textOf(cluster);
  });
  for (const [index, settings] of readGitlabRb(texts).entries())
    assert.is(settings.initial_root_password, strings[index] || undefined);
});

ruby('a line break that Ruby would change throws', () => {
  for (const value of ['a\r\nb', 'a\u0000b'])
    assert.throws(() => rubyString(value), /gitlab.rb cannot carry/);
});

ruby('a value that is no literal of Ruby throws', () => {
  for (const value of ['', 'x', '"x"', "'", "'it's'", "'x\\'", '08', '007', '-1', '1.5', "'a' + 'b'", 'nil'])
    assert.throws(() => rubyLiteral(value), /gitlab.rb cannot carry/, value);
  for (const value of ['true', 'false', '0', '587', '0600', "''", rubyString("it's \\ #{x}")])
    assert.is(rubyLiteral(value), value);
});

ruby.run();
