import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dcosToken } from '../../packages/core/src/outputs/dcos-token.ts';
import { sampleCluster } from '../support/cluster.ts';
import { type Ended, put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const token = suite('dcos-token.sh');
const TOOLS = ['root', 'bash', 'ip', 'python3', 'strace'];
const SECRET = 'SecretThatSignsEveryToken';
const USER = 'operator@pas-mini.io';

// As DC/OS 1.10 has it: ends with 1 where the user is there already.
const ADD_USER = `#!/bin/bash
[ "$0" = /opt/mesosphere/bin/dcos_add_user.py ] && [ -n "$DCOS_SHELL" ] || { echo 'not in the shell of DC/OS' >&2; exit 1; }
[ ! -e /opt/users/$1 ] || { echo "User $1 already exists" >&2; exit 1; }
[ ! -e /opt/no-zookeeper ] || { echo 'Timeout connecting to zk-1.zk:2181' >&2; exit 1; }
touch "/opt/users/$1"
echo "User $1 successfully added"
`;

// DC/OS' front door: lets only those in whose token it can check with the secret.
const FRONT_DOOR = `
import base64, hashlib, hmac, http.server, json, sys
secret = open("/var/lib/dcos/dcos-oauth/auth-token-secret", "rb").read()
def valid(header):
    signed, _, signature = header.partition("token=")[2].rpartition(".")
    wanted = base64.urlsafe_b64encode(hmac.new(secret + sys.argv[1].encode(), signed.encode(), hashlib.sha256).digest())
    return wanted.rstrip(b"=") == signature.encode()
class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        allowed = self.path == "/service/marathon/v2/apps" and valid(self.headers.get("Authorization", ""))
        self.send_response(200 if allowed else 401)
        self.end_headers()
        self.wfile.write(b'{"apps": []}')
    def log_message(self, *_):
        pass
http.server.HTTPServer(("127.0.0.1", 80), Door).serve_forever()
`;

interface Trial {
  /** What the script is called with. */
  call: string;
  /** Runs before it. */
  before?: string;
  env?: Record<string, string>;
}

/** Runs the script where everything that it may touch lies in memory, under the eyes of strace. */
async function onMaster(
  folder: string,
  { call, before = 'true', env }: Trial,
): Promise<Ended & { traced: string; found: string }> {
  const cluster = sampleCluster();
  cluster.dcos.user = USER;
  const script = putGenerated(folder, dcosToken(cluster));
  put(folder, 'add_user', ADD_USER, 0o755);
  put(folder, 'shell', '#!/bin/bash\nDCOS_SHELL=1 exec "$@"\n', 0o755);
  put(folder, 'door', FRONT_DOOR);
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const machine = `set -e
    ip link set lo up
    for place in /opt /var/lib /var/log /root ${folder}/tmp; do mount -t tmpfs none $place; done
    mkdir -p /opt/mesosphere/bin /opt/users /var/lib/dcos/dcos-oauth
    cp ${folder}/add_user /opt/mesosphere/bin/dcos_add_user.py
    cp ${folder}/shell /opt/mesosphere/bin/dcos-shell
    printf %s ${SECRET} > /var/lib/dcos/dcos-oauth/auth-token-secret
    ${before}
    python3 ${folder}/door "$DOOR" &
    until (: < /dev/tcp/127.0.0.1/80) 2> /dev/null; do sleep 0.1; done
    status=0
    strace -qq -f -s 100000 -v -e trace=execve,execveat,openat,open,creat,rename,mkdir -o ${folder}/traced ${call} || status=$?
    grep -rlsE 'eyJ|${SECRET}' /opt /var/lib /var/log /root ${folder}/tmp > ${folder}/found || true
    exit $status`;
  const ended = await run(
    'unshare',
    [
      '--net',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'bash',
      '-c',
      machine.replaceAll('SCRIPT', script),
    ],
    {
      env: { DOOR: '', TMPDIR: join(folder, 'tmp'), ...env },
    },
  );
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { ...ended, traced: read('traced'), found: read('found') };
}

function decode(part: string | undefined): unknown {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
}

toolTest(token, TOOLS, 'prints a token that DC/OS takes, and keeps it nowhere', () =>
  withFolder(async (folder) => {
    const { status, stdout, stderr, traced, found } = await onMaster(folder, { call: 'bash SCRIPT' });
    assert.is(status, 0, stderr);
    assert.is(stderr, `dcos-token: User ${USER} successfully added\n`);
    const [head, claims, signature, ...more] = stdout.trim().split('.');
    assert.is(stdout, `${head}.${claims}.${signature}\n`);
    assert.equal(more, []);
    assert.equal(decode(head), { alg: 'HS256', typ: 'JWT' });
    const { uid, exp } = decode(claims) as { uid: string; exp: number };
    assert.is(uid, USER);
    assert.ok(Math.abs(exp - Date.now() / 1000 - 86_400_000 * 3600) < 60);
    assert.is(signature, createHmac('sha256', SECRET).update(`${head}.${claims}`).digest('base64url'));

    assert.match(traced, /execve\(.*dcos_add_user\.py/);
    for (const hidden of [SECRET, claims, signature])
      assert.not.ok(
        traced.includes(hidden as string),
        'the arguments or variables of a program hold a secret',
      );
    const written = [
      ...traced.matchAll(
        /(?:open|openat|creat)\((?:AT_FDCWD, )?"([^"]+)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)/g,
      ),
    ].map((match) => match[1]);
    assert.equal([...new Set(written)].filter((path) => !path?.startsWith('/dev/')).sort(), [
      `/opt/users/${USER}`,
    ]);
    assert.is(found, '/var/lib/dcos/dcos-oauth/auth-token-secret\n');
  }),
);

toolTest(
  token,
  TOOLS,
  'comes through ssh, for another user, past a proxy, and again for a user that is there',
  () =>
    withFolder(async (folder) => {
      const ended = await onMaster(folder, {
        call: 'bash -s -- other@pas-mini.io < SCRIPT',
        before: 'touch /opt/users/other@pas-mini.io',
        env: { http_proxy: 'http://192.0.2.1:3128' },
      });
      assert.is(ended.status, 0, ended.stderr);
      assert.is(ended.stderr, 'dcos-token: the user other@pas-mini.io is there already\n');
      assert.is((decode(ended.stdout.split('.')[1]) as { uid: string }).uid, 'other@pas-mini.io');
    }),
);

toolTest(token, TOOLS, 'prints nothing where the token would not work', () =>
  withFolder(async (folder) => {
    const cases: [Trial, RegExp][] = [
      [{ call: 'bash SCRIPT', env: { DOOR: 'other secret' } }, /v2\/apps answers 401 to the new token/],
      [{ call: 'bash SCRIPT', before: 'touch /opt/no-zookeeper' }, /could not be added: Timeout connecting/],
      [{ call: 'bash SCRIPT', before: 'rm -r /opt/mesosphere' }, /this runs on a DC\/OS master/],
      [
        { call: 'bash SCRIPT', before: ': > /var/lib/dcos/dcos-oauth/auth-token-secret' },
        /auth-token-secret is empty/,
      ],
      [{ call: "bash SCRIPT 'no address'" }, /the mail address of a user/],
    ];
    for (const [trial, problem] of cases) {
      const { status, stdout, stderr } = await onMaster(folder, trial);
      assert.is(status, 1, stderr);
      assert.is(stdout, '');
      assert.match(stderr, problem);
      assert.not.match(stderr, SECRET);
    }
  }),
);

token.run();
