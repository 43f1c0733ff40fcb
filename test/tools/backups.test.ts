import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onTerminal } from '../cli/pty.ts';
import { type Ended, put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

// uegen-backup and uegen-restore, with a real server of MySQL's kind (MariaDB). Docker is a stand-in: its containers are
// programs of this machine.
const backups = suite('backups and restores');
const files = fileURLToPath(new URL('../../packages/templates/ansible/roles/backup/files/', import.meta.url));
const script = (name: string) => join(files, name);

const DOCKER = `#!/bin/bash
printf '%s\\n' "$*" >> "$STANDIN/docker.log"
case "$1 $*" in
  ps*) echo c1 ;;
  *MARATHON_APP_ID*) echo c1 ;;
  *'{{.Config.Image}}'*) cat "$STANDIN/image" ;;
  exec*) MYSQL_UNIX_PORT=$STANDIN/mysql/socket MYSQL_ROOT_PASSWORD=$(cat "$STANDIN/password") exec "\${@:4}" ;;
esac
`;
const SYSTEMCTL = '#!/bin/sh\n[ -e "$STANDIN/exhibitor-runs" ]\n';

/** A machine of its own below a folder: its settings, data, and programs that stand in. */
class Machine {
  readonly folder: string;
  readonly name: string;

  constructor(parent: string, name: string, keep = 0) {
    this.name = name;
    this.folder = join(parent, name);
    for (const part of ['zookeeper', 'mysql', 'registry']) mkdirSync(this.path(part), { recursive: true });
    put(this.folder, 'bin/docker', DOCKER, 0o755);
    put(this.folder, 'bin/systemctl', SYSTEMCTL, 0o755);
    put(this.folder, 'image', 'registry:2.6.2\n');
    put(this.folder, 'dcos/etc/dcos-version.json', '{\n  "version": "1.10.4"\n}\n');
    this.configure(keep);
  }

  configure(keep: number): void {
    const settings = { folder: this.path('kept'), keep, name: this.name, masters: '' };
    const data = {
      zookeeper: this.path('zookeeper'),
      database: this.path('mysql'),
      registry: this.path('registry'),
    };
    const lines = Object.entries({ ...settings, ...data }).map(([key, value]) => `${key}=${value}\n`);
    put(this.folder, 'settings', lines.join(''));
  }

  path(part: string): string {
    return join(this.folder, part);
  }

  get env(): Record<string, string> {
    return {
      PATH: `${this.path('bin')}:${process.env.PATH}`,
      STANDIN: this.folder,
      UEGEN_BACKUP_SETTINGS: this.path('settings'),
      UEGEN_BACKUP_LIB: script('lib.sh'),
      UEGEN_BACKUP: script('uegen-backup.sh'),
      UEGEN_DCOS: this.path('dcos'),
    };
  }

  backup(kind: string): Promise<Ended> {
    return run('bash', [script('uegen-backup.sh'), kind], { env: this.env });
  }

  /** The path of a new backup. */
  async kept(kind: string): Promise<string> {
    const { status, stderr } = await this.backup(kind);
    assert.is(status, 0, stderr);
    const found = this.all(kind);
    return join(this.path('kept'), kind, found[found.length - 1] ?? '');
  }

  all(kind: string): string[] {
    const folder = join(this.path('kept'), kind);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.gz'))
      .sort();
  }

  restore(answer: string, ...words: string[]): Promise<Ended> {
    const argv = ['/bin/bash', script('uegen-restore.sh'), ...words];
    return onTerminal(argv, [['Type yes to go on: ', `${answer}\r`]], { env: this.env });
  }

  refuses(...words: string[]): Promise<Ended> {
    return run('bash', [script('uegen-restore.sh'), ...words], { env: this.env });
  }

  log(): string {
    return existsSync(this.path('docker.log')) ? readFileSync(this.path('docker.log'), 'utf8') : '';
  }
}

async function tree(folder: string): Promise<string> {
  const words =
    "find . -name 'before-restore-*' -prune -o -printf '%P %y %m\\n' -type f -exec sha256sum {} + | sort";
  return (await run('bash', ['-c', words], { cwd: folder })).stdout;
}

const TOOLS = ['root', 'bash', 'flock', 'gzip', 'python3', 'sha256sum'];

const withMachines = (body: (one: Machine, other: Machine) => Promise<void>) =>
  withFolder((folder) => body(new Machine(folder, 'one'), new Machine(folder, 'other')));

function fillZookeeper(machine: Machine, myid: string, text: string): void {
  put(machine.folder, 'zookeeper/snapshot/myid', myid);
  put(machine.folder, 'zookeeper/snapshot/version-2/snapshot.100', `snapshot ${text}`);
  put(machine.folder, 'zookeeper/transactions/version-2/log.101', `${text}${'\0'.repeat(1_000_000)}`);
  put(machine.folder, 'zookeeper/zookeeper.out', 'a log');
}

toolTest(backups, TOOLS, "ZooKeeper's data comes back on another master, which keeps its own number", () =>
  withMachines(async (one, other) => {
    fillZookeeper(one, '1', 'of one');
    fillZookeeper(other, '2', 'of the other');
    const file = await one.kept('zookeeper');
    assert.match(file, /\/zookeeper\/zookeeper-one-\d+\.tar\.gz$/);
    for (const path of [file, `${file}.info`]) assert.is(statSync(path).mode & 0o777, 0o600);
    assert.is(statSync(join(one.path('kept'), 'zookeeper')).mode & 0o777, 0o700);
    put(other.folder, 'exhibitor-runs', '');
    assert.match((await other.refuses('zookeeper', file)).stderr, 'Exhibitor runs: on every master');
    await run('rm', [other.path('exhibitor-runs')]);
    const { status, stdout } = await other.restore('yes', 'zookeeper', file);
    assert.is(status, 0, stdout);
    assert.match(stdout, 'This overwrites the zookeeper on other with');
    assert.match(stdout, ', from one, version 1.10.4)');
    for (const part of ['snapshot/version-2', 'transactions'])
      assert.is(await tree(other.path(`zookeeper/${part}`)), await tree(one.path(`zookeeper/${part}`)));
    assert.is(readFileSync(other.path('zookeeper/snapshot/myid'), 'utf8'), '2');
    const [former = ''] = readdirSync(other.path('zookeeper')).filter((name) => name.startsWith('before-'));
    assert.match(
      readFileSync(other.path(`zookeeper/${former}/snapshot/version-2/snapshot.100`), 'utf8'),
      'of the other',
    );
  }),
);

toolTest(backups, TOOLS, 'a master that still runs ZooKeeper keeps all others from being restored', () =>
  withMachines(async (one) => {
    fillZookeeper(one, '1', 'a');
    const file = await one.kept('zookeeper');
    put(
      one.folder,
      'settings',
      readFileSync(one.path('settings'), 'utf8').replace('masters=', 'masters=127.0.0.1'),
    );
    const program = `import socket, time
with socket.create_server(("127.0.0.1", 2181)) as server: time.sleep(30)`;
    const listener = spawn('python3', ['-c', program]);
    try {
      let said = '';
      for (let attempt = 0; attempt < 20 && !said.includes('answers'); attempt++) {
        said = (await one.refuses('zookeeper', file)).stderr;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.match(said, 'ZooKeeper answers on 127.0.0.1: on every master, systemctl stop dcos-exhibitor');
    } finally {
      listener.kill();
    }
  }),
);

function fillRegistry(machine: Machine, text: string): void {
  const root = 'registry/docker/registry/v2';
  put(machine.folder, `${root}/repositories/app/_manifests/tags/v1/current/link`, `sha256:${text}`);
  put(machine.folder, `${root}/repositories/app/_uploads/1/data`, 'half of it');
  put(machine.folder, `${root}/blobs/sha256/ab/${text}/data`, `a layer of ${text}`);
}

toolTest(backups, TOOLS, "the registry's images come back, and it stands still only for the swap", () =>
  withMachines(async (one, other) => {
    fillRegistry(one, 'one');
    fillRegistry(other, 'other');
    const file = await one.kept('registry');
    const { status, stdout } = await other.restore('yes', 'registry', file);
    assert.is(status, 0, stdout);
    await run('rm', ['-r', one.path('registry/docker/registry/v2/repositories/app/_uploads')]);
    assert.is(await tree(other.path('registry')), await tree(one.path('registry')));
    assert.match(other.log(), /stop registry\nstart registry\n$/);
    put(other.folder, 'image', 'registry:3.0\n');
    assert.match(
      (await other.refuses('registry', file)).stderr,
      `${file} was made by version 2.6.2, and this is 3.0`,
    );
  }),
);

toolTest(
  backups,
  TOOLS,
  'what is damaged, of another kind or version, or without a yes changes nothing',
  () =>
    withMachines(async (one, other) => {
      fillZookeeper(one, '1', 'one');
      fillZookeeper(other, '2', 'other');
      const file = await one.kept('zookeeper');
      const before = await tree(other.path('zookeeper'));
      const info = readFileSync(`${file}.info`, 'utf8');
      const whole = readFileSync(file);
      const broken = Buffer.from(whole);
      broken[40] = (broken[40] ?? 0) ^ 1;
      const cases: [content: Buffer, info: string | undefined, reason: string][] = [
        [broken, info, 'is damaged: its sum is another than'],
        [whole.subarray(0, whole.length - 100), info, 'is damaged'],
        [whole, undefined, '.info is missing, which says what the backup is: copy it along'],
        [
          whole,
          info.replace('kind=zookeeper', 'kind=registry'),
          'is a backup of the registry, not of the zookeeper',
        ],
        [whole, info.replace('1.10.4', '1.10.5'), 'was made by version 1.10.5, and this is 1.10.4'],
        [whole, info.replace(/bytes=.*/, `bytes=${2 ** 50}`), 'and the backup needs 1073741824 MiB'],
        [whole, info, 'it asks at a terminal: nothing was changed'],
      ];
      for (const [content, said, reason] of cases) {
        const copy = put(other.folder, 'copy/zk.tar.gz', content);
        await run('rm', ['-f', `${copy}.info`]);
        if (said !== undefined) put(other.folder, 'copy/zk.tar.gz.info', said);
        const { status, stderr } = await other.refuses('zookeeper', copy);
        assert.is(status, 1, reason);
        assert.match(stderr, reason);
      }
      for (const answer of ['no', 'y', 'YES', '']) {
        const { status, stdout } = await other.restore(answer, 'zookeeper', file);
        assert.is(status, 1);
        assert.match(stdout, 'nothing was changed');
      }
      assert.match((await other.refuses('zookeeper')).stderr, 'there is no backup of the zookeeper in');
      assert.match((await other.refuses('all')).stderr, 'name what it is about');
      assert.is(await tree(other.path('zookeeper')), before);
    }),
);

toolTest(backups, TOOLS, 'only a backup that is whole takes away those that are older than their time', () =>
  withFolder(async (folder) => {
    const machine = new Machine(folder, 'one', 3600);
    fillZookeeper(machine, '1', 'one');
    const old = put(machine.folder, 'kept/zookeeper/zookeeper-one-1000000000.tar.gz', 'old');
    put(machine.folder, 'kept/zookeeper/zookeeper-one-1000000000.tar.gz.info', 'made=1000000000\n');
    const others = put(machine.folder, 'kept/zookeeper/zookeeper-two-1000000000.tar.gz', "another machine's");
    put(machine.folder, 'kept/zookeeper/zookeeper-two-1000000000.tar.gz.info', 'made=1000000000\n');
    await run('mv', [machine.path('zookeeper/snapshot'), machine.path('aside')]);
    assert.is.not((await machine.backup('zookeeper')).status, 0);
    assert.ok(existsSync(old));
    await run('mv', [machine.path('aside'), machine.path('zookeeper/snapshot')]);
    machine.configure(0);
    await machine.kept('zookeeper');
    assert.ok(existsSync(old), '0 keeps all');
    machine.configure(3600);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await machine.kept('zookeeper');
    assert.not.ok(existsSync(old) || existsSync(`${old}.info`));
    assert.ok(existsSync(others));
    assert.is(machine.all('zookeeper').length, 3);
    assert.not.match(readdirSync(join(machine.path('kept'), 'zookeeper')).join(' '), 'part');
  }),
);

toolTest(
  backups,
  [...TOOLS, 'unshare', 'mount'],
  'a disk without room is named before anything is written',
  () =>
    withFolder(async (folder) => {
      const machine = new Machine(folder, 'one');
      fillRegistry(machine, 'one');
      put(machine.folder, 'registry/docker/registry/v2/blobs/large', Buffer.alloc(6_000_000, 7));
      const file = await machine.kept('registry');
      const small = (path: string, words: string) =>
        run(
          'unshare',
          ['--mount', 'bash', '-c', `mkdir -p ${path}; mount -t tmpfs -o size=20m tmpfs ${path}; ${words}`],
          {
            env: machine.env,
          },
        );
      const full = await small(
        machine.path('kept/registry'),
        `bash ${script('uegen-backup.sh')} registry; echo "ended with $?"; ls -A ${machine.path('kept/registry')}`,
      );
      assert.match(full.stderr, /has room for 20 MiB, and the registry holds 6 MiB: nothing was written/);
      assert.is(full.stdout, 'ended with 1\n.lock\n');
      const restored = await small(
        machine.path('registry'),
        `bash ${script('uegen-restore.sh')} registry ${file}; echo "ended with $?"; ls -A ${machine.path('registry')}`,
      );
      assert.match(restored.stderr, 'has room for 20 MiB, and the backup needs 6 MiB');
      assert.is(restored.stdout, 'ended with 1\n');
    }),
);

const PASSWORD = `it's "a" $pass\\word % 한글`;

/** A server of MySQL's kind, alone with its socket; root has the machine's password. `fresh` is the data of a new one. */
async function serve(machine: Machine, password: string, fresh: string): Promise<ChildProcess> {
  const data = machine.path('mysql/data');
  await run('cp', ['-a', fresh, data]);
  // As at the top of a disk, which MySQL 5.7 takes for a schema.
  mkdirSync(join(data, 'lost+found'));
  put(machine.folder, 'password', password);
  const literal = password.replaceAll('\\', '\\\\').replaceAll("'", "''");
  const init = put(machine.folder, 'init.sql', `ALTER USER root@localhost IDENTIFIED BY '${literal}';\n`);
  const options = [`--datadir=${data}`, `--socket=${machine.path('mysql/socket')}`, `--init-file=${init}`];
  const server = spawn(
    'mysqld',
    [
      '--no-defaults',
      '--user=root',
      '--skip-networking',
      '--ignore-db-dirs=',
      '--innodb-buffer-pool-size=8M',
      ...options,
    ],
    {
      stdio: 'ignore',
    },
  );
  for (let attempt = 0; attempt < 300; attempt++) {
    if ((await sql(machine, 'SELECT 1')).status === 0) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill('SIGKILL');
  throw new Error('the server does not answer');
}

const clientEnv = (machine: Machine) => ({
  MYSQL_PWD: readFileSync(machine.path('password'), 'utf8'),
  MYSQL_UNIX_PORT: machine.path('mysql/socket'),
});

const sql = (machine: Machine, text: string) =>
  run('mysql', ['--no-defaults', '--user=root', '--default-character-set=utf8mb4', '-N', '-e', text], {
    env: clientEnv(machine),
  });

async function holds(machine: Machine): Promise<string> {
  const options = [
    '--no-defaults',
    '--user=root',
    '--default-character-set=utf8mb4',
    '--skip-comments',
    '--routines',
    '--events',
    '--hex-blob',
  ];
  const { status, stdout } = await run('mysqldump', [...options, '--databases', 'uengine', 'second'], {
    env: clientEnv(machine),
  });
  assert.is(status, 0);
  return stdout;
}

async function ended(server: ChildProcess): Promise<void> {
  const end = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await end;
}

const MARIADB = [...TOOLS, 'mysqld', 'mariadb-install-db', 'mysql', 'mysqldump'];

toolTest(backups, MARIADB, 'a database comes back on another machine, whose accounts stay', () =>
  withMachines(async (one, other) => {
    const fresh = one.path('fresh');
    const options = ['--no-defaults', '--user=root', `--datadir=${fresh}`, '--skip-test-db'];
    assert.is((await run('mariadb-install-db', options)).status, 0);
    const servers = [await serve(one, PASSWORD, fresh), await serve(other, "the other's", fresh)];
    try {
      const filled = await sql(
        one,
        `CREATE DATABASE uengine CHARACTER SET utf8mb4; CREATE DATABASE second;
        CREATE TABLE uengine.apps (id INT PRIMARY KEY, name VARCHAR(50), data BLOB) ENGINE=InnoDB;
        INSERT INTO uengine.apps VALUES (1, '앱 😀 ''quoted'' \\\\', x'00ff1a0a'), (2, NULL, NULL);
        CREATE VIEW uengine.names AS SELECT name FROM uengine.apps;
        CREATE PROCEDURE uengine.count_apps() SELECT COUNT(*) FROM uengine.apps;
        CREATE TABLE second.old (id INT) ENGINE=MyISAM; INSERT INTO second.old VALUES (7);`,
      );
      assert.is(filled.status, 0, filled.stderr);
      await sql(other, 'CREATE DATABASE uengine; CREATE TABLE uengine.other (id INT); CREATE DATABASE mine');
      const file = await one.kept('database');
      assert.match(one.log(), '--lock-all-tables');
      assert.not.match(one.log(), '--single-transaction');
      await sql(one, 'DROP TABLE second.old');
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const consistent = await one.kept('database');
      assert.match(one.log(), '--single-transaction');
      assert.is(
        (await sql(one, 'CREATE TABLE second.old (id INT) ENGINE=MyISAM; INSERT INTO second.old VALUES (7)'))
          .status,
        0,
      );
      for (const log of [one.log(), readFileSync(`${file}.info`, 'utf8')])
        assert.not.match(log, 'pass\\word');

      const { status, stdout } = await other.restore('yes', 'database', file);
      assert.is(status, 0, stdout);
      assert.match(stdout, 'among mine uengine');
      assert.is(await holds(other), await holds(one));
      assert.match((await sql(other, 'SHOW DATABASES')).stdout, 'mine');
      // What was there before is a backup of the other's own.
      const [saved = ''] = other.all('database');
      const before = await run('zcat', [join(other.path('kept'), 'database', saved)]);
      assert.match(before.stdout, 'CREATE TABLE `other`');

      const wrong = put(other.folder, 'copy/db.sql.gz', readFileSync(consistent));
      put(
        other.folder,
        'copy/db.sql.gz.info',
        readFileSync(`${consistent}.info`, 'utf8').replace(/version=\d+/, 'version=5'),
      );
      assert.match((await other.refuses('database', wrong)).stderr, 'was made by version 5.');
      put(one.folder, 'password', 'not the one');
      const failed = await one.backup('database');
      assert.is.not(failed.status, 0);
      assert.match(failed.stderr, "MySQL doesn't let root in with the password of its container");
      put(one.folder, 'password', PASSWORD);
      await ended(servers[0] as ChildProcess);
      assert.is.not((await one.backup('database')).status, 0);
      assert.is(one.all('database').length, 2, 'nothing half is kept');
    } finally {
      await Promise.all(
        servers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).map(ended),
      );
    }
  }),
);

backups.run();

const late = suite("health's verdict on backups");
const LATE = fileURLToPath(
  new URL('../../packages/templates/ansible/roles/health/files/backups.sh', import.meta.url),
);

late('names the newest that is older than its schedule, and what has none', () =>
  withFolder(async (folder) => {
    const hoursAgo = (path: string, hours: number) => {
      const then = Date.now() / 1000 - hours * 3600;
      utimesSync(path, then, then);
    };
    const cron = put(
      folder,
      'cron',
      '# uegen-backup registry\n10 3 * * * root /usr/local/sbin/uegen-backup zookeeper\n',
    );
    mkdirSync(join(folder, 'kept'));
    const said = async (word = 'uegen-backup.zookeeper') =>
      (await run('sh', [LATE, 'zookeeper', cron, word, join(folder, 'kept'), '*.info', '112000'])).stdout;
    assert.is(await said(), '', 'none is due yet');
    hoursAgo(cron, 40);
    assert.is(await said(), `there is no backup of zookeeper in ${join(folder, 'kept')}\n`);
    assert.is(await said('uegen-backup.registry'), '', 'cron does not know it');
    const old = put(folder, 'kept/a.info', '');
    hoursAgo(old, 72);
    put(folder, 'kept/b.part', '');
    assert.is(await said(), `the newest backup of zookeeper is 3 days old: ${old}\n`);
    hoursAgo(put(folder, 'kept/b.info', ''), 30);
    assert.is(await said(), '');
  }),
);

late.run();

const disks = suite("health's verdict on disks");
const DISKS = fileURLToPath(
  new URL('../../packages/templates/ansible/roles/health/files/disks.sh', import.meta.url),
);

toolTest(
  disks,
  ['root', 'unshare', 'mkfs.ext4', 'losetup'],
  'names a disk that fills, and one whose inodes do',
  () =>
    withFolder(async (folder) => {
      const disk = join(folder, 'disk');
      const words = `truncate -s 64M ${disk}.img; mkfs.ext4 -q -N 64 -m 0 ${disk}.img; mkdir ${disk}; mount -o loop ${disk}.img ${disk}
      sh ${DISKS} 85 | grep ${disk}; head -c 55M /dev/zero > ${disk}/full; sh ${DISKS} 85 | grep ${disk}
      rm ${disk}/full; for i in $(seq 52); do : > ${disk}/$i; done; sh ${DISKS} 85 | grep ${disk}; umount ${disk}`;
      const { stdout, stderr } = await run('unshare', ['--mount', 'bash', '-c', words]);
      assert.match(stdout, /^\S+\/disk is \d\d % full\nthe inodes of \S+\/disk are 9\d % full\n$/, stderr);
    }),
);

disks.run();
