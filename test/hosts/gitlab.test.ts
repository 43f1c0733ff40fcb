import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, type Played, play, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// GitLab's machine, from the package to a restored backup; host 1 is it.
const { step, end, hosts } = stepsOnHosts('GitLab, its registry and its backups on a host', 1);

const GITLAB = address(1);
const EVERY_MINUTE = "schedule: '* * * * *', config-schedule: '* * * * *'";
const SECRETS = ['mail-password', 'root-password'];

interface Wishes {
  smtpPort?: number;
  backup?: string;
}

function configure({ smtpPort = 587, backup = '{}' }: Wishes = {}): string {
  const sections = `gitlab:
  external-url: http://gitlab.test:8090
  root: {username: root, password: root-password}
  smtp: {host: mail.test, port: ${smtpPort}, username: mailer, password: mail-password, from-address: gitlab@test.invalid}
  backup: ${backup}
registry: {port: 5000, image: 'registry:2.6.2', data-path: /mnt/registry}
`;
  return writeInstall(hosts(), { sections });
}

const on = (script: string) => hosts().shell(GITLAB, script);
const playGitlab = (install: string, ...args: string[]) => play(hosts(), install, 'gitlab', ...args);
const playBackup = (install: string, ...args: string[]) => play(hosts(), install, 'gitlab-backup', ...args);
const openPorts = (...options: string[]) =>
  on(`firewall-cmd --zone=public ${options.join(' ')} --list-ports | tr ' ' '\\n' | sort`);
const registryRun = () => on('docker inspect --format "{{.Id}}" registry');
const reconfigured = () => on("grep -c 'gitlab-ctl reconfigure' /var/log/gitlab-stand-in.log || true");

function assertRefused({ status, output }: Played, reason: string): void {
  assert.is.not(status, 0, output);
  assert.match(output, reason);
}

step('the machine has packages and Docker from install', async () => {
  const only = ['--limit', GITLAB, '--tags', 'repositories,docker'];
  assertPlayed(await play(hosts(), configure(), 'install', ...only));
});

step('check mode says what gitlab would do, and does none of it', async () => {
  const install = configure();
  assertPlayed(await playGitlab(install, '--check', '--diff'));
  assert.is(await on('ls -d /opt/gitlab /etc/gitlab /mnt/registry 2>/dev/null || true'), '');
  assert.is(
    await on('rpm -q gitlab-ce || true; ls /etc/yum.repos.d | grep gitlab || true'),
    'package gitlab-ce is not installed',
  );
});

step('gitlab-backup wants GitLab first', async () => {
  assertRefused(
    await playBackup(configure()),
    "GitLab isn't installed on bootstrap (10.77.0.11): run ansible-gitlab.yml first",
  );
});

step('gitlab installs GitLab and the registry, and tells no password', async () => {
  const install = configure();
  const played = await playGitlab(install, '--diff', '-vvv');
  assertPlayed(played);
  for (const secret of SECRETS) assert.not.match(played.output, secret);
  assert.is(await on('rpm -q gitlab-ce'), 'gitlab-ce-10.2.4-ce.0.el7.x86_64');
  assert.is(await on('grep -c "^gpgcheck *= *1" /etc/yum.repos.d/gitlab_gitlab-ce.repo'), '1');
  assert.is(
    await on('cat /etc/gitlab/gitlab.rb'),
    readFileSync(join(install, 'gitlab/gitlab.rb'), 'utf8').trim(),
  );
  assert.is(
    await on('stat -c "%a %U %G" /etc/gitlab/gitlab.rb /etc/gitlab/gitlab-secrets.json'),
    '600 root root\n600 root root',
  );
  assert.is(
    await on('cat /etc/gitlab/gitlab.rb.*~; stat -c %a /etc/gitlab/gitlab.rb.*~'),
    "external_url 'http://gitlab.example.com'\n600",
  );
  assert.is(await reconfigured(), '1');
  assert.is(await on('curl -s -o /dev/null -w "%{http_code}" http://localhost:8090/users/sign_in'), '200');
  const ports = ['22/tcp', '5000/tcp', '8090/tcp'].join('\n');
  assert.is(await openPorts(), ports);
  assert.is(await openPorts('--permanent'), ports);
  const [{ Config, HostConfig }] = JSON.parse(await on('docker inspect registry'));
  assert.is(Config.Image, 'registry:2.6.2');
  assert.is(HostConfig.RestartPolicy.Name, 'always');
  assert.equal(HostConfig.PortBindings, { '5000/tcp': [{ HostIp: '', HostPort: '5000' }] });
  assert.equal(HostConfig.Binds, ['/mnt/registry:/var/lib/registry']);
  assert.is(await on('stat -c "%a %U" /mnt/registry; curl -s localhost:5000/v2/'), '755 root\n{}');
});

step('gitlab again changes nothing', async () => {
  configure();
  assertPlayed(await runPhase(hosts(), 'gitlab'), 'unchanged');
  assert.is(await reconfigured(), '1');
});

step('a changed setting of mail reconfigures GitLab once, and keeps the old settings', async () => {
  const before = await on('cat /etc/gitlab/gitlab.rb');
  const registry = await registryRun();
  const install = configure({ smtpPort: 2525 });
  const played = await playGitlab(install, '--diff');
  assertPlayed(played);
  assert.not.match(played.output, 'mail-password');
  assert.is(await reconfigured(), '2');
  assert.match(await on('cat /etc/gitlab/gitlab.rb'), "['smtp_port'] = 2525");
  assert.is(await on('cat "$(ls -t /etc/gitlab/gitlab.rb.*~ | head -1)"'), before);
  assert.is(await registryRun(), registry, 'the registry is left alone');
  assertPlayed(await playGitlab(install), 'unchanged');
  assert.is(await reconfigured(), '2');
});

step('settings that GitLab could not take over are taken over by the next run', async () => {
  const install = configure();
  await on('echo reconfigure > /run/gitlab-fails');
  const failed = await playGitlab(install);
  assertRefused(failed, 'whose log is in /var/log/gitlab/reconfigure');
  assert.not.match(failed.output, 'mail-password');
  await on('rm /run/gitlab-fails');
  assertPlayed(await playGitlab(install));
  assert.is(await reconfigured(), '4');
});

step(
  'a registry that was started by hand keeps its images; where firewalld is off, nothing is opened',
  async () => {
    await on(
      'docker rm -f registry; docker run -d -p=5000:5000 --restart=always --name registry registry:2.6.2',
    );
    const byHand = await registryRun();
    assertRefused(await playGitlab(configure()), 'was started by hand. Keep its images by');
    assert.is(await registryRun(), byHand);

    await on('docker rm -f registry; systemctl stop firewalld');
    assertRefused(
      await playGitlab(configure()),
      'Docker on bootstrap (10.77.0.11) has lost its rules of iptables, as when firewalld was stopped under it',
    );
    await on('systemctl restart docker');
    const played = await playGitlab(configure());
    assertPlayed(played);
    assert.equal(played.changes(GITLAB), [
      'container : Remove a container that is not as it should be',
      'container : Run the container',
    ]);
  },
);

step('a folder for uploads that is not mounted stops gitlab-backup', async () => {
  const backup = '{upload: {type: local, local-root: /mnt/backups}}';
  assertRefused(
    await playBackup(configure({ backup })),
    '/mnt/backups on bootstrap (10.77.0.11) must be a folder of the user git',
  );
  assert.is(await on('ls /etc/cron.d/gitlab-backup 2>/dev/null || true'), '');
  await on('install -d -o git /mnt/backups');
  assertPlayed(await playBackup(configure({ backup })));
});

step('gitlab-backup leaves a schedule, a folder for root and the script', async () => {
  const install = configure({ backup: '{keep-time: 86400}' });
  const before = Number(await reconfigured());
  assertPlayed(await playBackup(install));
  assert.is(await reconfigured(), String(before + 1), 'its settings are those of gitlab.rb');
  assert.is(
    await on('cat /etc/cron.d/gitlab-backup'),
    readFileSync(join(install, 'gitlab/gitlab-backup.cron'), 'utf8').trim(),
  );
  assert.is(
    await on(
      'stat -c "%a %U" /etc/cron.d/gitlab-backup /secret /secret/gitlab /secret/gitlab/backups /usr/local/sbin/gitlab-restore.sh',
    ),
    '644 root\n700 root\n700 root\n700 root\n755 root',
  );
  assert.is(await on('rpm -q rsync'), 'rsync-3.1.2-1.el7.x86_64');
  assertPlayed(await runPhase(hosts(), 'gitlab-backup'), 'unchanged');
});

const backups = () => on('cd /var/opt/gitlab/backups && ls');

step("cron makes backups that others can't read, apart from each other", async () => {
  await on('umask 0; echo first > /var/opt/gitlab/data');
  // Every minute, until the first of each is whole.
  assertPlayed(await playBackup(configure({ backup: `{keep-time: 86400, ${EVERY_MINUTE}}` })));
  await on(`for attempt in $(seq 150); do
      [ -z "$(find /var/opt/gitlab/backups -name '*.tar' -user git)" ] || [ -z "$(ls /secret/gitlab/backups)" ] || break
      sleep 0.5
    done
    rm /etc/cron.d/gitlab-backup`);
  assert.match(await backups(), /^\d{10}_\d{4}_\d\d_\d\d_10\.2\.4_gitlab_backup\.tar$/);
  assert.match(await on('ls /secret/gitlab/backups'), /^etc-gitlab-\d{10}\.tgz$/);
  assert.is(
    await on('stat -c "%a %U" /secret/gitlab/backups/* /var/opt/gitlab/backups/*'),
    '600 root\n600 git',
  );
  assert.match(await on('tar -tzf /secret/gitlab/backups/*.tgz'), 'etc/gitlab/gitlab-secrets.json');
});

const restore = (args = '', answer = 'yes') =>
  on(`echo ${answer} | /usr/local/sbin/gitlab-restore.sh ${args} 2>&1 || echo "ended with $?"`);
const data = () => on('cat /var/opt/gitlab/data');
const secretsNow = () => on('sha256sum < /etc/gitlab/gitlab-secrets.json');

step("restore takes the newest backup and its keys, in the guide's order", async () => {
  const keys = await secretsNow();
  // Two backups more, each with its name's time; the last one is of another version.
  await on(`cd /var/opt/gitlab/backups; old=$(ls); mv "$old" 1500000000_2017_07_14_10.2.4_gitlab_backup.tar
    mv /secret/gitlab/backups/*.tgz /secret/gitlab/backups/etc-gitlab-1500000100.tgz
    echo second > /var/opt/gitlab/data; gitlab-rake gitlab:backup:create CRON=1
    mv "$(ls | tail -1)" 1600000000_2020_09_13_10.2.4_gitlab_backup.tar
    echo '{"another": "machine"}' > /etc/gitlab/gitlab-secrets.json; echo third > /var/opt/gitlab/data
    tar -czf /secret/gitlab/backups/etc-gitlab-1700000000.tgz -C / etc/gitlab; : > /var/log/gitlab-stand-in.log`);
  const said = await restore();
  assert.match(said, '1600000000_2020_09_13_10.2.4 (made on 2020-09-13 at');
  assert.match(
    said,
    'gitlab-secrets.json is overwritten from /secret/gitlab/backups/etc-gitlab-1500000100.tgz',
  );
  assert.match(said, 'GitLab is restored from 1600000000_2020_09_13_10.2.4');
  assert.is(await data(), 'second');
  assert.is(await secretsNow(), keys);
  assert.is(
    await on('stat -c "%a %U" /etc/gitlab/gitlab-secrets.json*; cat /etc/gitlab/gitlab-secrets.json.before*'),
    '600 root\n600 root\n{"another": "machine"}',
  );
  assert.equal((await on('grep -v status /var/log/gitlab-stand-in.log')).split('\n'), [
    'gitlab-ctl stop unicorn',
    'gitlab-ctl stop sidekiq',
    'gitlab-rake gitlab:backup:restore BACKUP=1600000000_2020_09_13_10.2.4 force=yes',
    'gitlab-ctl reconfigure',
    'gitlab-ctl restart',
    'gitlab-rake gitlab:check SANITIZE=true',
  ]);
});

step('restore takes the backup that is named, by name or by file', async () => {
  for (const name of [
    '1500000000_2017_07_14_10.2.4',
    '/var/opt/gitlab/backups/1500000000_2017_07_14_10.2.4_gitlab_backup.tar',
  ]) {
    await on('echo spoilt > /var/opt/gitlab/data');
    assert.match(
      await restore(name),
      'stays: it is the same in /secret/gitlab/backups/etc-gitlab-1500000100.tgz',
    );
    assert.is(await data(), 'first');
  }
});

step('restore does nothing without a yes', async () => {
  await on('echo kept > /var/opt/gitlab/data; : > /var/log/gitlab-stand-in.log');
  for (const answer of ['no', 'y', 'YES', '""'])
    assert.match(await restore('', answer), /nothing was changed\nended with 1$/);
  assert.match(
    await on('/usr/local/sbin/gitlab-restore.sh < /dev/null 2>&1 || echo "ended with $?"'),
    /ended with 1$/,
  );
  assert.is(await data(), 'kept');
  assert.is(await on('grep -vc status /var/log/gitlab-stand-in.log || true'), '0');
});

step('restore refuses clearly, before anything is stopped', async () => {
  await on(`cd /tmp; printf ':gitlab_version: 10.1.0\\n' > backup_information.yml
    tar -cf /var/opt/gitlab/backups/1800000000_2027_01_15_10.2.4_gitlab_backup.tar backup_information.yml
    echo junk > /var/opt/gitlab/backups/1400000000_2014_05_13_10.2.4_gitlab_backup.tar
    cp /var/opt/gitlab/backups/1600000000_*.tar /var/opt/gitlab/backups/1300000000_2011_03_13_10.2.4_gitlab_backup.tar`);
  const refusals = [
    ['', 'was made by GitLab 10.1.0, and this is 10.2.4: install 10.1.0, or name another backup'],
    ['1400000000_2014_05_13_10.2.4', 'is no backup of GitLab, or it is damaged'],
    ['1300000000_2011_03_13_10.2.4', "GitLab can't read /var/opt/gitlab/backups/1300000000"],
    [
      '1999',
      'there is no backup 1999 in /var/opt/gitlab/backups; there are:\n1300000000_2011_03_13_10.2.4\n1400000000',
    ],
    ['1 2', 'only one backup can be restored'],
    ['--force', 'there is no option --force'],
    [
      '--secrets /etc/passwd 1600000000_2020_09_13_10.2.4',
      '/etc/passwd holds no etc/gitlab/gitlab-secrets.json',
    ],
  ] as const;
  for (const [args, reason] of refusals) {
    const said = await restore(args);
    assert.match(said, reason);
    assert.match(said, /ended with 1$/);
  }
  await on('gitlab-ctl stop');
  assert.match(
    await restore('1600000000_2020_09_13_10.2.4'),
    "GitLab doesn't run: start it with gitlab-ctl start",
  );
  await on('gitlab-ctl start; mkdir /tmp/aside; mv /var/opt/gitlab/backups/* /tmp/aside/');
  assert.match(await restore(), /there is no backup in \/var\/opt\/gitlab\/backups\nended with 1$/);
  assert.match(
    await hosts().shell(GITLAB, 'runuser -u centos /usr/local/sbin/gitlab-restore.sh 2>&1 || true'),
    'only root can restore GitLab',
  );
  assert.is(await data(), 'kept');
});

step('restore says what is stopped when GitLab fails at it, and leaves no keys behind', async () => {
  await on('mv /tmp/aside/16*.tar /var/opt/gitlab/backups/; echo gitlab:backup:restore > /run/gitlab-fails');
  const said = await restore();
  assert.match(
    said,
    'unicorn sidekiq are stopped, and GitLab may be half restored. Once that is mended: gitlab-ctl start',
  );
  assert.match(said, /ended with 1$/);
  assert.is(await on('find /tmp -name secrets'), '');
  await on('rm /run/gitlab-fails; gitlab-ctl start');
  assert.match(await restore('--secrets none'), 'gitlab-secrets.json stays, as you wish');
  assert.is(await data(), 'second');
});

end();
