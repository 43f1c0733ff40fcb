import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { generate } from '../../packages/core/src/index.ts';
import { fullConfig } from '../cli/standins.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

// MySQL 5.7 isn't to be had any more: its successor under another name takes the same words.
const MARIADB = ['root', 'mariadbd', 'mariadb-install-db', 'mysql', 'mysqlbinlog'];
// Another for each run, so that two can stand side by side.
const PORT = 20_000 + (process.pid % 10_000);
const NASTY = `it's \\ a "비밀 😀 #' ;-- x\n`;
const SCRIPT = new URL(
  '../../packages/templates/ansible/roles/db_password/files/set-password.sh',
  import.meta.url,
);

/** A server of MariaDB with the two accounts of root that MySQL's image makes. */
class Server {
  readonly folder = mkdtempSync(join(tmpdir(), 'uegen-db-'));
  readonly env = { MYSQL_UNIX_PORT: join(this.folder, 'socket'), MYSQL_TCP_PORT: String(PORT) };
  readonly #program: ChildProcess;

  constructor() {
    const data = join(this.folder, 'data');
    const [, uid, gid] = /^mysql:.*?:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
    chownSync(this.folder, Number(uid), Number(gid));
    spawnSync('mariadb-install-db', [
      ...['--no-defaults', '--user=mysql', `--datadir=${data}`, '--auth-root-authentication-method=normal'],
    ]);
    this.#program = spawn(
      'mariadbd',
      [
        ...['--no-defaults', '--user=mysql', `--datadir=${data}`, `--socket=${this.env.MYSQL_UNIX_PORT}`],
        ...[`--port=${PORT}`, '--bind-address=127.0.0.1', `--log-bin=${data}/bin`, '--skip-name-resolve'],
        ...['--general-log', `--general-log-file=${data}/general`],
      ],
      { stdio: 'ignore' },
    );
    this.#program.unref();
    for (let tries = 0; tries < 600 && !this.opens('', 'SOCKET'); tries++) spawnSync('sleep', ['0.1']);
    const { status, stderr } = this.#client(
      '',
      'SOCKET',
      `DELETE FROM mysql.global_priv WHERE User NOT IN ('root', 'mariadb.sys') OR Host <> 'localhost'; FLUSH PRIVILEGES;
       CREATE USER keeper@localhost; GRANT ALL ON *.* TO keeper@localhost WITH GRANT OPTION;`,
    );
    assert.is(status, 0, stderr);
  }

  /** Both accounts with one password, and the server's rules away. */
  reset(password: string): this {
    this.sql(
      `UNINSTALL SONAME IF EXISTS 'simple_password_check'; DROP USER IF EXISTS root@'127.0.0.1';
       CREATE OR REPLACE USER root@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
       ALTER USER root@localhost IDENTIFIED BY '${password}';`,
    );
    return this;
  }

  opens(password: string, protocol: string): boolean {
    return this.#client(password, protocol, 'SELECT 1;').status === 0;
  }

  /** Who gets in with which of the passwords: `TCP` is root@'%', `SOCKET` root@localhost. */
  passwords(...candidates: string[]): Record<string, string | undefined> {
    const find = (protocol: string) => candidates.find((password) => this.opens(password, protocol));
    return { TCP: find('TCP'), SOCKET: find('SOCKET') };
  }

  /** Runs SQL that has nothing to do with root. */
  sql(text: string): void {
    const { status, stderr } = this.#client('', 'SOCKET', text, 'keeper');
    assert.is(status, 0, stderr);
  }

  /** Everything that the server wrote into its logs. */
  logs(): string {
    const data = join(this.folder, 'data');
    const binary = spawnSync('bash', ['-c', `mysqlbinlog ${data}/bin.0*`], { encoding: 'utf8' }).stdout;
    return binary + readFileSync(join(data, 'general'), 'utf8');
  }

  end(): void {
    this.#program.kill('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }

  #client(password: string, protocol: string, input: string, user = 'root') {
    const host = protocol === 'TCP' ? '127.0.0.1' : 'localhost';
    const args = ['--no-defaults', `--protocol=${protocol}`, `--host=${host}`, `--user=${user}`];
    const env = { ...process.env, ...this.env, MYSQL_PWD: password };
    return spawnSync('mysql', args, { env, input, encoding: 'utf8' });
  }
}

let running: Server | undefined;
// Whatever happens: it must not outlive this file.
process.on('exit', () => running?.end());

/** The one server of this file, with this password. */
function serverWith(password: string): Server {
  running ??= new Server();
  return running.reset(password);
}

/** Runs the script as in a container that was started with `container`; `former` is what the operator named. */
function set(server: Server, wanted: string, container: string, former = '') {
  const input = [wanted, former].map((text) => Buffer.from(text).toString('base64')).join('\n');
  const env = { PATH: process.env.PATH, ...server.env, MYSQL_ROOT_PASSWORD: container };
  const script = readFileSync(SCRIPT, 'utf8');
  const { status, stdout, stderr } = spawnSync('timeout', ['60', 'bash', '--norc', '-c', script], {
    env,
    input,
    encoding: 'utf8',
  });
  assert.is(stderr, '');
  for (const secret of [wanted, container, former].filter((text) => text.length > 3))
    assert.not.ok(stdout.includes(secret), stdout);
  return { status, said: stdout.trimEnd().split('\n') };
}

const password = suite('set-password.sh');

toolTest(password, MARIADB, 'sets the password of both accounts, once, and no log holds it', () => {
  const server = serverWith('old');
  assert.equal(set(server, NASTY, 'old'), { status: 0, said: ['changed'] });
  assert.equal(server.passwords('old', NASTY), { TCP: NASTY, SOCKET: NASTY });
  assert.equal(set(server, NASTY, 'old').said.at(-1), 'current');
  // Once Marathon has started it with the new one, the container knows no other.
  assert.equal(set(server, NASTY, NASTY).said.at(-1), 'current');
  assert.equal(set(server, 'Gr8-Plain', NASTY), { status: 0, said: ['changed'] });
  assert.not.match(server.logs(), '비밀');
  assert.not.match(server.logs(), 'Gr8-Plain');
});

toolTest(password, MARIADB, 'wants the present password where the container knows another', () => {
  const server = serverWith('old');
  const refused = set(server, 'newer', 'newer');
  assert.is(refused.status, 1);
  assert.match(refused.said[0] ?? '', 'name the one that it has in UEGEN_OLD_DB_PASSWORD');
  assert.equal(server.passwords('old', 'newer'), { TCP: 'old', SOCKET: 'old' });
  assert.is(set(server, 'newer', 'newer', 'old').status, 0);
  assert.equal(server.passwords('old', 'newer'), { TCP: 'newer', SOCKET: 'newer' });
});

toolTest(password, MARIADB, 'ends what a run that was broken off has begun', () => {
  const server = serverWith('old');
  server.sql(`ALTER USER root@'%' IDENTIFIED BY 'newer';`);
  assert.equal(set(server, 'newer', 'old'), { status: 0, said: ['changed'] });
  assert.equal(server.passwords('old', 'newer'), { TCP: 'newer', SOCKET: 'newer' });
  server.sql(`ALTER USER root@localhost IDENTIFIED BY 'last';`);
  assert.equal(set(server, 'last', 'newer'), { status: 0, said: ['changed'] });
  assert.equal(server.passwords('newer', 'last'), { TCP: 'last', SOCKET: 'last' });
});

toolTest(password, MARIADB, 'a failure leaves the old password', () => {
  const server = serverWith('old');
  const old = { TCP: 'old', SOCKET: 'old' };
  // Another account answers to TCP: the new password can't be proven there.
  server.sql(`CREATE USER root@'127.0.0.1' IDENTIFIED BY 'old'; GRANT ALL ON *.* TO root@'127.0.0.1';`);
  const unproven = set(server, 'newer', 'old');
  assert.is(unproven.status, 1);
  assert.match(unproven.said[0] ?? '', 'root has the old one as before');
  assert.equal(server.passwords('newer', 'old'), old);
  server.sql(`DROP USER root@'127.0.0.1'; DROP USER root@'%';`);

  const lacking = set(server, 'newer', 'old');
  assert.is(lacking.status, 1);
  assert.match(lacking.said[0] ?? '', "lacks one of the accounts root@'%' and root@localhost");
  assert.is(server.passwords('newer', 'old').SOCKET, 'old');
});

toolTest(password, MARIADB, 'a password that the server refuses leaves the old one', () => {
  const server = serverWith('Older-1-enough');
  server.sql(`INSTALL SONAME 'simple_password_check';`);
  const refused = set(server, 'weak', 'Older-1-enough');
  assert.is(refused.status, 1);
  assert.match(refused.said[0] ?? '', 'validate_password');
  const old = { TCP: 'Older-1-enough', SOCKET: 'Older-1-enough' };
  assert.equal(server.passwords('weak', 'Older-1-enough'), old);
});

password.run();

const role = suite('ansible-db-password.yml');

// Docker's client, with the containers of `containers`: a line each, its identifier and its app.
const DOCKER = `#!/bin/bash
case "$1 $2" in
  'ps --quiet') [ "$*" = 'ps --quiet --no-trunc' ] || exit 9; cut -d' ' -f1 "$CONTAINERS" ;;
  'inspect --format')
    [ "$3" = '{{range .Config.Env}}{{if eq . "MARATHON_APP_ID=/uengine-db"}}{{$.Id}}{{end}}{{end}}' ] || exit 9
    shift 3
    (($# > 0)) || exit 1
    for id; do grep -q "^$id /uengine-db\\$" "$CONTAINERS" && echo "$id" || echo; done ;;
  'exec --interactive')
    printf '%s\\n' "$@" >>"$CALLS"
    grep -q "^$3 /uengine-db\\$" "$CONTAINERS" || exit 1
    [ "$4 $5 $6" = 'bash --norc -c' ] && (($# == 7)) || exit 9
    MYSQL_ROOT_PASSWORD=old exec bash --norc -c "$7" ;;
  *) exit 9 ;;
esac
`;

/** Runs the playbook here, as if this machine were the database's node. */
function playbook(body: (play: Play) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const config = fullConfig().replace(/^( {2}password: )my-secret-pw$/m, '$1newer');
    putGenerated(
      folder,
      generate(config).files.filter(({ path }) => path.startsWith('install/')),
    );
    put(folder, 'bin/docker', DOCKER, 0o755);
    const cwd = join(folder, 'install');
    const local = {
      ansible_connection: 'local',
      ansible_become: false,
      ansible_python_interpreter: '/usr/bin/python3',
    };
    const variables = { ...local, db_password_folder: join(folder, 'datadir') };
    await body({
      folder,
      run: (containers, env = {}, ...args) => {
        put(folder, 'containers', containers);
        return run(
          'ansible-playbook',
          ['ansible-db-password.yml', '-e', JSON.stringify(variables), ...args],
          {
            cwd,
            env: {
              PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
              ANSIBLE_HOME: folder,
              ANSIBLE_LOCAL_TEMP: join(folder, 'tmp'),
              LC_ALL: 'C.UTF-8',
              CONTAINERS: join(folder, 'containers'),
              CALLS: join(folder, 'calls'),
              ...env,
            },
          },
        );
      },
    });
  });
}

interface Play {
  folder: string;
  run(containers: string, env?: Record<string, string>, ...args: string[]): ReturnType<typeof run>;
}

const RUNNING = 'aaa /eureka-server\nbbb /uengine-db\n';

toolTest(
  role,
  ['ansible-playbook', ...MARIADB],
  'changes the password in the running container, once',
  () => {
    const server = serverWith('old');
    return playbook(async ({ folder, run: play }) => {
      const checked = await play(RUNNING, server.env, '--check');
      assert.is(checked.status, 0, checked.stdout + checked.stderr);
      assert.equal(server.passwords('newer', 'old'), { TCP: 'old', SOCKET: 'old' });
      const ended = await play(RUNNING, server.env, '-vvv');
      assert.is(ended.status, 0, ended.stdout + ended.stderr);
      assert.match(ended.stdout, /changed=1 /);
      assert.equal(server.passwords('newer', 'old'), { TCP: 'newer', SOCKET: 'newer' });
      const said = ended.stdout + ended.stderr + readFileSync(join(folder, 'calls'), 'utf8');
      for (const secret of ['newer', Buffer.from('newer').toString('base64')])
        assert.not.ok(said.includes(secret), said);
      const again = await play(RUNNING, server.env);
      assert.is(again.status, 0, again.stdout + again.stderr);
      assert.match(again.stdout, /changed=0 /);
    });
  },
);

toolTest(role, ['ansible-playbook', ...MARIADB], 'says why it failed', () => {
  const server = serverWith('old');
  return playbook(async ({ run: play }) => {
    server.sql(`ALTER USER root@'%' IDENTIFIED BY 'other', root@localhost IDENTIFIED BY 'other';`);
    const ended = await play(RUNNING, server.env);
    assert.is(ended.status, 2);
    assert.match(ended.stdout, 'name the one that it has in UEGEN_OLD_DB_PASSWORD');
    const named = await play(RUNNING, { ...server.env, UEGEN_OLD_DB_PASSWORD: 'other' });
    assert.is(named.status, 0, named.stdout);
  });
});

toolTest(
  role,
  ['ansible-playbook'],
  'without data there is nothing to change; with data, one database has to run',
  () =>
    playbook(async ({ folder, run: play }) => {
      for (const containers of ['', 'aaa /eureka-server\n']) {
        const none = await play(containers);
        assert.is(none.status, 0, none.stdout + none.stderr);
        assert.match(none.stdout, 'It takes the password from its first start');
        assert.match(none.stdout, /changed=0 /);
      }
      put(folder, 'datadir/mysql/user.frm', '');
      const stopped = await play('aaa /eureka-server\n');
      assert.is(stopped.status, 2);
      assert.match(stopped.stdout, '0 databases run on agent1 (172.31.6.35)');
      const twice = await play('aaa /uengine-db\nbbb /uengine-db\n');
      assert.is(twice.status, 2);
      assert.match(twice.stdout, '2 databases run on');
    }),
);

role.run();
