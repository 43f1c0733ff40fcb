import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cluster } from '../../packages/core/src/cluster/types.ts';
import { fillMirror } from '../../packages/core/src/outputs/fill-mirror.ts';
import { generateScenario } from '../support/scenarios.ts';
import { type Ended, put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const script = suite('fill-mirror.sh');
const TOOLS = ['bash', 'git', 'curl', 'sha256sum', 'flock', 'awk', 'gzip'];

const sumOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

// What stands for the resolver, createrepo and Docker, none of which is at hand: each prints or keeps what the test reads.
const STANDINS: Readonly<Record<string, string>> = {
  dnf: 'exit 1',
  repotrack: 'cat "$SITE/found"',
  createrepo_c:
    'mkdir -p "$3/repodata" && ls "$3"/*.rpm > "$3/repodata/repomd.xml"; echo "createrepo $3" >> "$SITE/log"',
  docker: `case $1 in
  pull) echo "pull $2" >> "$SITE/log"; [ ! -e "$SITE/no-$2" ] ;;
  inspect) echo sha256:of-the-image ;;
  save) echo "save $2" >> "$SITE/log"; echo "image $2" ;;
  load) cat >> "$SITE/log" ;;
  push) echo "push $2" >> "$SITE/log" ;;
esac`,
};

/** A repository of two packages, one of which is wanted, with its metadata as createrepo writes them. */
function putRepository(root: string, name: string): void {
  const primary = `<?xml version="1.0"?>
<metadata>${['wanted', 'other'].map((one) => {
    put(root, `${name}/Packages/${one}-1-1.x86_64.rpm`, `${one} of ${name}`);
    return `<package type="rpm"><name>${one}</name>
  <checksum type="sha256" pkgid="YES">${sumOf(`${one} of ${name}`)}</checksum>
  <location href="Packages/${one}-1-1.x86_64.rpm"/></package>`;
  })}</metadata>`;
  const packed = gzipSync(primary);
  put(root, `${name}/repodata/primary.xml.gz`, packed);
  put(
    root,
    `${name}/repodata/repomd.xml`,
    `<repomd><data type="primary"><checksum type="sha256">${sumOf(packed)}</checksum>
<location href="repodata/primary.xml.gz"/></data></repomd>`,
  );
  put(root, `${name}/repodata/repomd.xml.asc`, 'signature');
}

interface Site {
  folder: string;
  mirror: string;
  root: string;
  /** What the server was asked for since the last time, with the status of its answers. */
  asked(): string[];
  start(...args: string[]): Promise<Ended>;
  log(): string;
}

/** Serves a publisher's files, byte ranges and times too, and runs the script of a cluster that finds everything there. */
async function withSite(body: (site: Site) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const root = join(folder, 'www');
    let asked: string[] = [];
    const server = createServer((request, response) => {
      const path = join(root, decodeURIComponent(request.url ?? ''));
      const answer = (status: number, content = Buffer.alloc(0)) => {
        asked.push(`${status} ${request.url}`);
        response.writeHead(status, { 'Content-Length': content.length }).end(content);
      };
      if (!existsSync(path)) return answer(404);
      const content = readFileSync(path);
      const tag = `"${sumOf(content).slice(0, 8)}"`;
      response.setHeader('ETag', tag);
      response.setHeader('Last-Modified', 'Wed, 01 Jan 2020 00:00:00 GMT');
      if (request.headers['if-modified-since'] !== undefined) return answer(304);
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
      if (Number.isNaN(from) || request.headers['if-range'] !== tag) return answer(200, content);
      response.setHeader('Content-Range', `bytes ${from}-${content.length - 1}/${content.length}`);
      return answer(206, content.subarray(from));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const cluster = await publish(folder, root, url);
      const file = putGenerated(folder, fillMirror(cluster));
      const env = { PATH: `${folder}/bin:${process.env.PATH}`, SITE: folder, HOME: folder, TMPDIR: folder };
      await body({
        folder,
        mirror: join(folder, 'mirror'),
        root,
        asked: () => asked.splice(0),
        start: (...args) => run('bash', [file, ...args], { env }),
        log: () => {
          const text = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '';
          rmSync(join(folder, 'log'), { force: true });
          return text;
        },
      });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      asked = [];
    }
  });
}

async function publish(folder: string, root: string, url: string): Promise<Cluster> {
  for (const [name, text] of Object.entries(STANDINS))
    put(folder, `bin/${name}`, `#!/bin/sh\n${text}\n`, 0o755);
  for (const name of ['maven.tar.gz', 'node.tar.gz', 'cli', 'installer.sh', 'rinetd.tar.gz', 'key'])
    put(root, name, `${name} `.repeat(1000));
  put(root, 'SHASUMS256.txt', `${sumOf('x')}  other\n${sumOf('node.tar.gz '.repeat(1000))}  node.tar.gz\n`);
  for (const name of ['os', 'updates', 'extras']) putRepository(root, `centos/${name}/x86_64`);
  for (const name of ['epel', 'docker', 'gitlab', 'runner']) putRepository(root, name);
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: join(folder, 'source') });
  put(folder, 'source/README', 'v1.0\n');
  for (const words of ['init -q -b master', 'add -A', 'commit -q -m v1.0', 'tag v1.0'])
    assert.is((await git(...words.split(' '))).status, 0);
  const { cluster } = generateScenario('valid', 'runner-docker');
  assert.ok(cluster);
  writeFileSync(
    join(folder, 'found'),
    `${['centos/os/x86_64', 'epel', 'runner'].map((name) => `${url}/${name}/Packages/wanted-1-1.x86_64.rpm`).join('\n')}\n`,
  );
  const key = `${url}/key`;
  return {
    ...cluster,
    mirror: {
      url: 'http://mirror.test',
      registry: 'mirror.test:5000',
      registryUrl: 'http://mirror.test:5000',
    },
    platform: { repository: `file://${folder}/source`, revision: 'v1.0' },
    dcos: { ...cluster.dcos, installer: `${url}/installer.sh`, installerChecksum: '' },
    rinetd: {
      ...cluster.rinetd,
      source: `${url}/rinetd.tar.gz`,
      checksum: `sha256:${sumOf('rinetd.tar.gz '.repeat(1000))}`,
    },
    tools: {
      maven: `${url}/maven.tar.gz`,
      'maven-checksum': `sha256:${sumOf('maven.tar.gz '.repeat(1000))}`,
      node: `${url}/node.tar.gz`,
      'node-checksum': `sha256:${url}/SHASUMS256.txt`,
      'dcos-cli': `${url}/cli`,
    },
    repositories: {
      ...cluster.repositories,
      centos: `${url}/centos`,
      epel: `${url}/epel`,
      'epel-key': key,
      docker: `${url}/docker`,
      'docker-key': key,
      gitlab: `${url}/gitlab`,
      'gitlab-key': key,
      'gitlab-runner': `${url}/runner`,
      'gitlab-runner-key': key,
      'gitlab-runner-package-key': key,
    },
  };
}

const read = (path: string) => readFileSync(path, 'utf8');

toolTest(script, TOOLS, 'fetches files and sources, and the second time only what changed', () =>
  withSite(async ({ folder, mirror, root, start, asked }) => {
    const ended = await start(mirror, 'files');
    assert.is(ended.status, 0, ended.stderr);
    assert.is(read(join(mirror, 'files/dcos-installer/installer.sh')), 'installer.sh '.repeat(1000));
    assert.equal(readdirSync(join(mirror, 'files/node')).sort(), ['SHASUMS256.txt', 'node.tar.gz']);
    const list = read(join(mirror, 'mirror-list.txt'));
    assert.match(list, `${sumOf('maven.tar.gz '.repeat(1000))} 13000 files/maven/maven.tar.gz\n`);
    assert.match(list, /^[0-9a-f]{64} \d+ git\/platform\.git$/m);
    // As a web server hands it out that knows nothing of Git.
    assert.ok(existsSync(join(mirror, 'git/platform.git/info/refs')));
    asked();

    const again = await start(mirror, 'files');
    assert.is(again.status, 0, again.stderr);
    assert.match(again.stdout, 'nothing changed since the last run');
    assert.equal(
      asked().filter((line) => line.startsWith('200')),
      [],
    );

    put(root, 'cli', 'another');
    put(folder, 'source/README', 'later\n');
    rmSync(join(mirror, 'files/maven/maven.tar.gz'));
    rmSync(join(mirror, 'files/dcos-cli/cli'));
    const third = await start(mirror, 'files');
    assert.match(third.stdout, 'changed  files/dcos-cli/cli\n');
    assert.not.match(third.stdout, 'maven');
  }),
);

toolTest(script, TOOLS, 'goes on where it broke off, unless the file is another one by now', () =>
  withSite(async ({ mirror, root, start, asked }) => {
    await start(mirror, 'files');
    const file = join(mirror, 'files/dcos-installer/installer.sh');
    const content = read(file);
    const breakOff = (tag: string) => {
      rmSync(file);
      writeFileSync(`${file}.part`, content);
      truncateSync(`${file}.part`, 5000);
      writeFileSync(`${file}.part.head`, `HTTP/1.1 200 OK\r\nETag: ${tag}\r\n\r\n`);
      asked();
    };
    breakOff(`"${sumOf(content).slice(0, 8)}"`);
    assert.is((await start(mirror, 'files')).status, 0);
    assert.ok(asked().includes('206 /installer.sh'));
    assert.is(read(file), content);

    breakOff('"of-another"');
    put(root, 'installer.sh', 'another installer');
    assert.is((await start(mirror, 'files')).status, 0);
    assert.not.ok(asked().includes('206 /installer.sh'));
    assert.is(read(file), 'another installer');
    assert.not.ok(existsSync(`${file}.part`) || existsSync(`${file}.part.head`));
  }),
);

toolTest(script, TOOLS, 'ends with 1 and names everything that failed, and keeps what it got', () =>
  withSite(async ({ mirror, root, start }) => {
    put(root, 'maven.tar.gz', 'damaged');
    put(root, 'SHASUMS256.txt', `${sumOf('x')}  other\n`);
    rmSync(join(root, 'cli'));
    const { status, stderr } = await start(mirror, 'files');
    assert.is(status, 1);
    const end = stderr.slice(stderr.indexOf('3 failed:'));
    assert.match(end, /maven\.tar\.gz has the checksum sha256:[0-9a-f]+, and not sha256:[0-9a-f]+\n/);
    assert.match(end, 'node.tar.gz: its list of checksums does not name it\n');
    assert.match(end, "/cli can't be downloaded\n");
    assert.ok(existsSync(join(mirror, 'files/dcos-installer/installer.sh')));
    assert.not.ok(existsSync(join(mirror, 'files/maven/maven.tar.gz')));
    assert.is((await start(mirror, 'nothing')).status, 1);
  }),
);

toolTest(script, TOOLS, 'takes packages into the repositories that they came from, by their checksums', () =>
  withSite(async ({ folder, mirror, root, start, log, asked }) => {
    const ended = await start(mirror, 'packages');
    // The stand-in finds one package of all that are wanted.
    assert.is(ended.status, 1);
    assert.match(ended.stderr, 'no repository has the package haveged');
    for (const place of ['centos/os/x86_64', 'epel'])
      assert.equal(readdirSync(join(mirror, `repositories/${place}/Packages`)), ['wanted-1-1.x86_64.rpm']);
    assert.match(log(), /createrepo \S+\/repositories\/epel\n/);
    // The publisher's own metadata, which are signed.
    const runner = join(mirror, 'repositories/gitlab-runner');
    for (const path of ['repodata/repomd.xml', 'repodata/repomd.xml.asc', 'repodata/primary.xml.gz'])
      assert.equal(readFileSync(join(runner, path)), readFileSync(join(root, 'runner', path)));
    assert.match(
      read(join(mirror, 'uegen-mirror.repo')),
      '[mirror-epel]\nname=epel\nbaseurl=http://mirror.test/repositories/epel\nenabled=0\ngpgcheck=1\ngpgkey=http://mirror.test/keys/epel-key',
    );

    asked();
    assert.match((await start(mirror, 'packages')).stdout, 'nothing changed since the last run');
    assert.is(log(), '');
    assert.equal(
      asked().filter((line) => line.endsWith('.rpm')),
      [],
    );

    rmSync(join(mirror, 'repositories/epel/Packages'), { recursive: true });
    put(root, 'epel/Packages/wanted-1-1.x86_64.rpm', 'damaged');
    const damaged = await start(mirror, 'packages');
    assert.match(damaged.stderr, /epel\/Packages\/wanted-1-1\.x86_64\.rpm has the checksum/);
    put(root, 'epel/repodata/primary.xml.gz', 'damaged');
    assert.match((await start(mirror, 'packages')).stderr, "/epel can't be read as a repository");
    writeFileSync(join(folder, 'found'), '');
  }),
);

toolTest(script, TOOLS, 'saves images once, and brings them to the registry in the closed network', () =>
  withSite(async ({ folder, mirror, start, log }) => {
    put(folder, 'no-mysql:5.7', '');
    const ended = await start(mirror, 'images');
    assert.is(ended.status, 1);
    assert.match(ended.stderr, "1 failed:\nfill-mirror:   the image mysql:5.7 can't be pulled\n");
    const saved = log();
    assert.match(saved, 'save mirror.test:5000/google/cadvisor:v0.28.0\n');
    assert.match(saved, 'save mirror.test:5000/library/openjdk:8u111-jdk-alpine\n');
    rmSync(join(folder, 'no-mysql:5.7'));
    assert.is((await start(mirror, 'images')).status, 0);
    assert.equal(log().match(/save .*/g), ['save mirror.test:5000/library/mysql:5.7']);
    const pushed = await start('--push', mirror);
    assert.is(pushed.status, 0, pushed.stderr);
    assert.match(
      log(),
      'image mirror.test:5000/library/mysql:5.7\npush mirror.test:5000/library/mysql:5.7\n',
    );
    rmSync(join(mirror, 'images/library_mysql_5.7.tar'));
    assert.match(
      (await start('--push', mirror)).stderr,
      'library_mysql_5.7.tar is missing: fetch the images first',
    );
  }),
);

script.run();
