import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { succeed } from '../support/made.ts';
import type { TestHosts } from './hosts.ts';

/** What this machine needs for {@link Database}. */
export const MARIADB = ['mariadbd', 'mariadb-install-db', 'mysql', 'mysqldump', 'ldd'];

// The image's root: the programs with what they load, and the data of a server that is fresh.
const PACK = `root=$1
mkdir -p "$root"/{bin,etc,fresh,run/mysqld,tmp,usr/share}
echo root:x:0:0::/:/bin/bash > "$root/etc/passwd"
for program in bash cp mariadbd mysql mysqldump; do
  path=$(readlink -f "$(command -v $program)")
  cp "$path" "$root/bin/$program"
  for library in $(ldd "$path" | grep -o '/[^ ]*'); do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
done
cp -r /usr/share/mysql "$root/usr/share/"
mariadb-install-db --no-defaults --user=root --datadir="$root/fresh" --skip-test-db --innodb-log-file-size=4M > /dev/null
tar -C "$root" -cf "$2" .
rm -r "$root"`;

// As MySQL 5.7, it takes each folder for a schema.
const SERVER =
  'mariadbd --no-defaults --user=root --datadir=/var/lib/mysql --skip-networking --ignore-db-dirs= --innodb-buffer-pool-size=8M --innodb-log-file-size=4M --init-file=/var/lib/mysql/root.sql';

/**
 * The platform's database on a host, as Marathon would run it: this machine's MariaDB in a container. It stands in for MySQL
 * 5.7.
 */
export class Database {
  private readonly hosts: TestHosts;
  private readonly host: string;

  constructor(hosts: TestHosts, host: string) {
    this.hosts = hosts;
    this.host = host;
  }

  /** Packs the image that {@link start} brings to a host. */
  static async pack(hosts: TestHosts): Promise<void> {
    const folder = join(hosts.folder, 'database');
    await succeed('bash', ['-euc', PACK, 'bash', folder, `${folder}.tar`]);
  }

  /** Starts a fresh server, whose root has the password. */
  async start(password: string): Promise<void> {
    const { folder, key } = this.hosts;
    const ssh = `ssh -oBatchMode=yes -oStrictHostKeyChecking=no -oUserKnownHostsFile=/dev/null -oLogLevel=ERROR -i ${key} centos@${this.host}`;
    const { status, stderr } = await this.hosts.run('bash', [
      '-c',
      `${ssh} sudo docker import - database:1 < ${folder}/database.tar`,
    ]);
    assert.is(status, 0, stderr);
    await this.on(
      `docker run --rm -v /mysql/datadir:/to database:1 cp -a /fresh/. /to
      echo "ALTER USER root@localhost IDENTIFIED BY '${password}';" > /mysql/datadir/root.sql`,
    );
    await this.run(password);
  }

  /** Starts the server anew, with further arguments. */
  async again(password: string, ...args: string[]): Promise<void> {
    await this.on('docker rm -f database');
    await this.run(password, ...args);
  }

  /** What the server answers. */
  sql(text: string): Promise<string> {
    return this.client('mysql -N', text);
  }

  /** All that schemas hold, as SQL. */
  holds(...schemas: string[]): Promise<string> {
    const options = '--skip-comments --skip-dump-date --routines --events --hex-blob';
    return this.client(`mysqldump ${options} --databases ${schemas.join(' ')}`, '');
  }

  private client(command: string, input: string): Promise<string> {
    const [program, ...words] = command.split(' ');
    const options = `--no-defaults --user=root --default-character-set=utf8mb4 ${words.join(' ')}`;
    return this.on(
      `docker exec -i database bash --norc -c 'MYSQL_PWD=$MYSQL_ROOT_PASSWORD exec ${program} ${options}' <<'SQL'\n${input}\nSQL`,
    );
  }

  private async run(password: string, ...args: string[]): Promise<void> {
    const variables = `-e MARATHON_APP_ID=/uengine-db -e MYSQL_ROOT_PASSWORD=${password}`;
    await this.on(
      `docker run -d --name database ${variables} -v /mysql/datadir:/var/lib/mysql database:1 ${SERVER} ${args.join(' ')}
      for try in $(seq 100); do
        docker exec -i database bash --norc -c 'MYSQL_PWD=$MYSQL_ROOT_PASSWORD exec mysql --no-defaults --user=root' <<< 'SELECT 1' && exit
        sleep 0.3
      done
      docker logs --tail 20 database; exit 1`,
    );
  }

  private on(script: string): Promise<string> {
    return this.hosts.shell(this.host, script);
  }
}
