import * as assert from 'uvu/assert';
import { writeInstall } from './cluster.ts';
import { Database, MARIADB } from './database.ts';
import { address } from './hosts.ts';
import { assertPlayed, play as playOn, runPhase } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// Backups that cron makes, and that come back on other machines. ZooKeeper's data and DC/OS' version are stand-ins, and MySQL is
// MariaDB; cron, Docker and the registry are real.
const { step, end, hosts } = stepsOnHosts('backups on hosts', 4, { disks: [2, 3, 4], needs: MARIADB });

const ALL = [1, 2, 3, 4].map(address);
const [ONE, TWO, THREE, FOUR] = ALL as [string, string, string, string];
// Where each kind of data lies, and where it comes back: a cluster of the same machines, each with another's work.
const FROM = { registry: ONE, zookeeper: TWO, database: FOUR };
const TO = { registry: THREE, zookeeper: FOUR, database: TWO };
type Kind = keyof typeof FROM;
const KINDS = Object.keys(FROM) as Kind[];

const section = (
  schedule: string,
) => `registry: {port: 5000, image: 'registry:2.6.2', data-path: /mnt/registry}
backup: {path: /data/kept, ${KINDS.map((kind) => `${kind}-schedule: '${schedule}'`).join(', ')}}
`;
const configure = (more = '') => writeInstall(hosts(), { sections: section('* * * * *') + more });
const configureOthers = () => writeInstall(hosts(), { sections: section('false'), machines: [3, 4, 1, 2] });

const on = (host: string, script: string) => hosts().shell(host, script);
const play = (install: string, name: string, ...args: string[]) => playOn(hosts(), install, name, ...args);
const database = (host: string) => new Database(hosts(), host);

step('backup leaves programs, settings and a schedule, twice', async () => {
  const install = configure();
  assertPlayed(await play(install, 'backup', '--check', '--diff'));
  assert.is(
    await on(TWO, 'ls /etc/cron.d/uegen-backup /usr/local/sbin/uegen-backup 2>/dev/null || true'),
    '',
  );
  assertPlayed(await runPhase(hosts(), 'backup'));
  assertPlayed(await play(install, 'backup'), 'unchanged');
  for (const kind of KINDS)
    assert.is(
      await on(FROM[kind], "sed -n 's/.*sbin.uegen-backup \\([a-z]*\\).*/\\1/p' /etc/cron.d/uegen-backup"),
      kind,
    );
  assert.is(await on(TWO, 'stat -c "%a %U" /data/kept /usr/local/sbin/uegen-backup'), '700 root\n755 root');
});

const ZOOKEEPER = '/var/lib/dcos/exhibitor/zookeeper';

/** A master's data: its number among the others, and what it keeps. */
const fillZookeeper = (host: string, myid: number) =>
  on(
    host,
    `mkdir -p ${ZOOKEEPER}/{snapshot,transactions}/version-2 /opt/mesosphere/etc
    echo '{"version": "1.10.4"}' > /opt/mesosphere/etc/dcos-version.json
    echo ${myid} > ${ZOOKEEPER}/snapshot/myid; echo 'state of ${host}' > ${ZOOKEEPER}/snapshot/version-2/snapshot.1
    head -c 3000000 /dev/urandom > ${ZOOKEEPER}/transactions/version-2/log.2`,
  );

/** A registry with an image of its own. */
const fillRegistry = (host: string, name: string) =>
  on(
    host,
    `docker run -d --name registry -p 5000:5000 -v /mnt/registry:/var/lib/registry registry:2.6.2
    docker pull -q busybox:1; docker tag busybox:1 localhost:5000/${name}:1
    for try in $(seq 50); do docker push localhost:5000/${name}:1 && break; sleep 0.2; done
    docker rmi busybox:1 localhost:5000/${name}:1`,
  );

const FILLED = `CREATE DATABASE uengine CHARACTER SET utf8mb4; CREATE DATABASE second;
CREATE TABLE uengine.apps (id INT PRIMARY KEY, name VARCHAR(50), data BLOB) ENGINE=InnoDB;
INSERT INTO uengine.apps VALUES (1, '앱 😀 ''quoted'' \\\\', x'00ff1a0a'), (2, NULL, NULL);
CREATE VIEW uengine.names AS SELECT name FROM uengine.apps;
CREATE PROCEDURE uengine.count_apps() SELECT COUNT(*) FROM uengine.apps;
CREATE TABLE second.old (id INT) ENGINE=MyISAM; INSERT INTO second.old VALUES (7);`;

step('cron makes backups that only root reads', async () => {
  const install = configure();
  assertPlayed(await play(install, 'install', '--tags', 'repositories,docker'));
  await Promise.all([
    fillZookeeper(TWO, 1),
    fillRegistry(ONE, 'app'),
    Database.pack(hosts()).then(() => database(FOUR).start('first')),
  ]);
  await database(FOUR).sql(FILLED);
  // Those that cron made before are of less.
  for (const kind of KINDS) await on(FROM[kind], `rm -f /data/kept/${kind}/*.gz*`);
  for (const kind of KINDS) {
    const { [kind]: host } = FROM;
    await on(host, `for try in $(seq 150); do ls /data/kept/${kind}/*.info && exit; sleep 0.5; done; exit 1`);
    await on(host, 'rm /etc/cron.d/uegen-backup');
    assert.is(
      await on(host, `stat -c "%a %U" /data/kept/${kind}/*.gz /data/kept/${kind}/*.info | sort -u`),
      '600 root',
    );
  }
});

/** Everything that could be overwritten. */
const holds: Record<Kind, (host: string) => Promise<string>> = {
  zookeeper: (host) =>
    on(host, `cd ${ZOOKEEPER}; find snapshot transactions -type f ! -name myid -exec sha256sum {} + | sort`),
  registry: (host) =>
    on(host, "cd /mnt/registry; find docker -type f ! -path '*/_uploads/*' -exec sha256sum {} + | sort"),
  database: (host) => database(host).holds('uengine', 'second'),
};

/** Takes archives from one machine to another, with what lies beside them. */
async function carry(kind: Kind): Promise<void> {
  const ssh = `ssh -oBatchMode=yes -oStrictHostKeyChecking=no -oUserKnownHostsFile=/dev/null -oLogLevel=ERROR -i ${hosts().key}`;
  const { status, stderr } = await hosts().run('bash', [
    '-c',
    `set -o pipefail; ${ssh} centos@${FROM[kind]} sudo tar -C /data/kept -cf - ${kind} | ${ssh} centos@${TO[kind]} sudo tar -C /data/kept -xf -`,
  ]);
  assert.is(status, 0, stderr);
}

const SMALL = { registry: '/mnt/registry', database: '/mysql/datadir' };

step('the archives are on other machines, which hold other things', async () => {
  for (const path of Object.values(SMALL))
    await on(
      path === SMALL.registry ? TO.registry : TO.database,
      `mkfs.ext4 -qF -m 0 /dev/xvdf 120M; mkdir -p ${path}; mount /dev/xvdf ${path}`,
    );
  await Promise.all([
    fillZookeeper(TO.zookeeper, 2),
    fillRegistry(TO.registry, 'other'),
    database(TO.database).start('another'),
  ]);
  await database(TO.database).sql(
    'CREATE DATABASE uengine; CREATE TABLE uengine.other (id INT); CREATE DATABASE second; CREATE DATABASE mine',
  );
  assertPlayed(await play(configureOthers(), 'backup'));
  for (const kind of KINDS) await carry(kind);
});

const refuses = (kind: Kind, ...words: string[]) =>
  on(TO[kind], `uegen-restore ${kind} ${words.join(' ')} 2>&1 || echo "ended with $?"`);
const restores = (kind: Kind, answer: string) =>
  on(TO[kind], `echo ${answer} | script -qec 'uegen-restore ${kind}' /dev/null 2>&1 || echo "ended with $?"`);

step('a damaged archive, a full disk, another version and a no change nothing', async () => {
  const before = await Promise.all(KINDS.map((kind) => holds[kind](TO[kind])));
  const refused = (said: string, ...reasons: string[]) => {
    for (const reason of [...reasons, 'ended with 1']) assert.ok(said.includes(reason), `${said}\n${reason}`);
  };
  for (const kind of KINDS) {
    await on(
      TO[kind],
      `mkdir -p /root/damaged; cp /data/kept/${kind}/*.gz* /root/damaged; cd /root/damaged
      printf '\\377\\377' | dd of="$(ls ./*.gz)" bs=1 seek=100 conv=notrunc status=none`,
    );
    refused(await refuses(kind, `/root/damaged/${kind}-*.gz`), 'is damaged: its sum is another than');
    await on(TO[kind], 'rm -r /root/damaged');
    refused(await restores(kind, 'no'), 'nothing was changed');
  }
  for (const kind of ['registry', 'database'] as const) {
    const filler = `${SMALL[kind]}/filler`;
    await on(TO[kind], `dd if=/dev/zero of=${filler} bs=1M status=none || true`);
    refused(await refuses(kind), `${SMALL[kind]} has room for `, ' MiB, and the backup needs');
    await on(TO[kind], `rm ${filler}`);
  }

  const version = '/opt/mesosphere/etc/dcos-version.json';
  await on(TO.zookeeper, `sed -i s/1.10.4/1.10.5/ ${version}`);
  refused(await refuses('zookeeper'), 'was made by version 1.10.4, and this is 1.10.5');
  await on(
    TO.zookeeper,
    `sed -i s/1.10.5/1.10.4/ ${version}; systemd-run --quiet --unit=dcos-exhibitor sleep 999`,
  );
  refused(await refuses('zookeeper'), 'Exhibitor runs: on every master, systemctl stop dcos-exhibitor');
  await on(TO.zookeeper, 'systemctl stop dcos-exhibitor');

  const other = 'docker run -d --name registry -p 5000:5000 -v /mnt/registry:/var/lib/registry';
  await on(
    TO.registry,
    `docker rm -f registry; docker tag registry:2.6.2 registry:3.0; ${other} registry:3.0`,
  );
  refused(await refuses('registry'), 'was made by version 2.6.2, and this is 3.0');
  await on(TO.registry, `docker rm -f registry; docker rmi registry:3.0; ${other} registry:2.6.2`);

  await database(TO.database).again('another', '--version=5.6.39');
  refused(await refuses('database'), ', and this is 5.6.39');
  await database(TO.database).again('another');
  assert.equal(await Promise.all(KINDS.map((kind) => holds[kind](TO[kind]))), before);
});

step('every backup comes back on another machine, and is the same', async () => {
  for (const kind of KINDS) {
    const { [kind]: from } = FROM;
    assert.is.not(await holds[kind](TO[kind]), await holds[kind](from));
    const said = await restores(kind, 'yes');
    assert.match(said, 'uegen-restore: restored');
    assert.match(said, new RegExp(`This overwrites the ${kind} on \\S+ with`));
    assert.is(await holds[kind](TO[kind]), await holds[kind](from));
  }
  // What each machine has of its own stays.
  assert.is(await on(TO.zookeeper, `cat ${ZOOKEEPER}/snapshot/myid`), '2');
  assert.match(await database(TO.database).sql('SHOW DATABASES'), /^mine$/m);
  assert.is(await database(TO.database).sql('CALL uengine.count_apps()'), '2');
  assert.match(await on(TO.database, 'zcat /data/kept/database/*-agent1-*.gz'), 'CREATE TABLE `other`');
  await on(
    TO.registry,
    'for try in $(seq 50); do docker pull -q localhost:5000/app:1 && break; sleep 0.2; done',
  );
  assert.is(
    await on(TO.registry, 'docker run --rm localhost:5000/app:1 echo from the backup'),
    'from the backup',
  );
  assert.match(await on(TO.registry, 'docker pull localhost:5000/other:1 2>&1 || true'), 'not found');
});

step('clean removes what is old and not used, and keeps what runs or is young', async () => {
  const install = configureOthers();
  const host = TO.registry;
  // The registry's images say of no day that they were made on it, and so are as old as can be.
  await on(
    host,
    `made=$(docker create localhost:5000/app:1); docker commit "$made" young:1; docker rm "$made"
    touch -d "40 days ago" /mnt/registry/before-restore-*`,
  );
  const played = await play(install, 'clean', '--limit', host);
  assertPlayed(played);
  assert.is(played.changes(host).length, 2, played.output);
  assert.is(await on(host, "docker images --format '{{.Repository}}' | sort -u"), 'registry\nyoung');
  assert.is(await on(host, 'ls -d /mnt/registry/before-restore-* 2>/dev/null || true'), '');
  assertPlayed(await play(install, 'clean', '--limit', host), 'unchanged');
});

step('health names a backup that is late and a disk that fills', async () => {
  const install = configure('health: {disk-percent: 100}\n');
  // Cron knows the registry's, and will not make another; ZooKeeper's is nobody's any more.
  await on(FROM.zookeeper, 'touch -d "3 days ago" /data/kept/zookeeper/*.info');
  await on(
    FROM.registry,
    `touch -d "3 days ago" /data/kept/registry/*.info
    echo '0 0 1 1 * root /usr/local/sbin/uegen-backup registry' > /etc/cron.d/uegen-backup`,
  );
  await on(
    FOUR,
    'mkfs.ext4 -qF /dev/xvdf 40M; mkdir -p /small; mount /dev/xvdf /small; dd if=/dev/zero of=/small/all bs=1M status=none || true',
  );
  const { status, output } = await play(install, 'health');
  assert.is.not(status, 0);
  const said = output.replace(/\s+/g, ' ');
  assert.match(said, 'the newest backup of registry is 3 days old: /data/kept/registry/registry-bootstrap-');
  assert.not.match(said, 'backup of zookeeper');
  assert.match(said, '/small is 100 % full');
});

end();
