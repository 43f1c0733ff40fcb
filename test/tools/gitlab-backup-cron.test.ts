import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { cronWord } from '../../packages/core/src/escape/cron.ts';
import { gitlabBackupCron } from '../../packages/core/src/outputs/gitlab-backup-cron.ts';
import { sampleCluster } from '../support/cluster.ts';
import { generatedText, scenarioNames } from '../support/scenarios.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const cron = suite('gitlab-backup.cron');

const textFor = (scenario: string) => generatedText(scenario, 'install/gitlab/gitlab-backup.cron');
const textOf = (cluster: Cluster) => String(gitlabBackupCron(cluster)[0]?.content);
const lines = (text: string) => text.split('\n').filter((line) => /^[0-9*]/.test(line));

cron("holds the guide's two lines, for root", () => {
  assert.equal(lines(textOf(sampleCluster())), [
    '0 2 * * * root /opt/gitlab/bin/gitlab-rake gitlab:backup:create CRON=1',
    "15 4 * * 2-6 root umask 0077; tar -czf '/secret/gitlab/backups'/$(date +etc-gitlab-\\%s.tgz) -C / etc/gitlab",
  ]);
});

cron('takes archives of /etc/gitlab away once they are older than their time and a new one is whole', () => {
  assert.match(
    lines(textFor('full'))[1] ?? '',
    "-C / etc/gitlab && find '/secret/gitlab' -maxdepth 1 -name 'etc-gitlab-*.tgz' -mmin +'2880' -delete",
  );
});

cron('names the folder in the bucket with each backup, and the one in a mounted folder never', () => {
  assert.match(lines(textFor('full'))[0] ?? '', / CRON=1 DIRECTORY='gitlab'$/);
  assert.not.match(textFor('gitlab-local'), 'DIRECTORY');
});

cron('has no line for what is never backed up', () => {
  assert.equal(lines(textFor('gitlab-profile')), []);
  assert.is(lines(textFor('gitlab-local')).length, 1);
});

toolTest(cron, ['crontab'], 'is what cron reads, line by line', () =>
  withFolder(async (folder) => {
    for (const scenario of scenarioNames('valid')) {
      const text = textFor(scenario);
      for (const line of text.split('\n')) assert.ok(line.length < 1000, line);
      // crontab reads a user's table, in which the sixth field is the command and not the user.
      const file = put(folder, scenario, text.replace(/^([0-9*].*?) root /gm, '$1 '));
      const { status, stdout, stderr } = await run('crontab', ['-n', file]);
      assert.is(status, 0, `${scenario}: ${stdout}${stderr}`);
    }
    const bad = put(folder, 'bad', '61 * * * * true\n');
    assert.is.not((await run('crontab', ['-n', bad])).status, 0);
  }),
);

cron('a percent sign is escaped, and what cron ends a line at throws', () => {
  assert.is(cronWord('/a%b'), "'/a\\%b'");
  assert.is(cronWord('0 2 * * 1-5/2'), '0 2 * * 1-5/2');
  for (const value of ['a\nb', 'a\rb', 'a\u0000b'])
    assert.throws(() => cronWord(value), /crontab cannot carry/);
});

cron.run();
