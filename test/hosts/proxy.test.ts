import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type Wishes, writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, type Played, play } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// The proxy in front of cadvisor, as agents come and go.
const { step, end, hosts } = stepsOnHosts('cadvisor proxy on hosts', 5);

const [BOOTSTRAP, MASTER, PUBLIC, AGENT1, AGENT2] = [1, 2, 3, 4, 5].map(address) as [
  string,
  string,
  string,
  string,
  string,
];
const JOINED: Wishes = { lists: { 'add-agent': { agent2: 5 } } };
const LEFT: Wishes = { lists: { 'gracefully-remove-agent': { agent2: 5 }, 'add-agent': { agent2: 5 } } };

const on = (host: string, script: string) => hosts().shell(host, script);

let install = '';

async function configure(wishes: Wishes = {}, more = ''): Promise<void> {
  const checksum = await on(
    BOOTSTRAP,
    `curl -s ${hosts().mirror}/downloads/rinetd.tar.gz | sha256sum | cut -d" " -f1`,
  );
  const source = `source: '${hosts().mirror}/downloads/rinetd.tar.gz', checksum: 'sha256:${checksum}'`;
  const sections = `rinetd: {${source}${more}}\n`;
  install = writeInstall(hosts(), { ...wishes, sections });
}

const proxy = (...args: string[]): Promise<Played> => play(hosts(), install, 'cadvisor-proxy', ...args);

/** Starts, in the background, what goes on when the connection ends. */
const start = (host: string, program: string) => on(host, `setsid ${program} < /dev/null > /dev/null 2>&1 &`);

// Stands in for cadvisor: says its address, as often as it is asked on one connection.
const CADVISOR = (host: string) => `
import http.server
class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "${host.length}")
        self.end_headers()
        self.wfile.write(b"${host}")
    def log_message(self, *_):
        pass
http.server.ThreadingHTTPServer(("", 8080), Answer).serve_forever()`;

// Asks twice on one connection, the second time when told to.
const PATIENT = `
import http.client, os, time
client = http.client.HTTPConnection("${PUBLIC}", 9101)
def ask():
    client.request("GET", "/")
    return client.getresponse().read().decode()
first = ask()
open("/tmp/first", "w").write(first)
while not os.path.exists("/tmp/go-on"):
    time.sleep(0.1)
open("/tmp/second", "w").write(ask())`;

const ask = (port: number) => on(MASTER, `curl -s --max-time 5 ${PUBLIC}:${port} || echo nobody`);
const processOfProxy = () => on(PUBLIC, 'systemctl show -p MainPID rinetd | grep MainPID');
const namesOn = (host: string) => on(host, "awk '{ print $2 }' /etc/hosts");

function cadvisorList(): string[] {
  const text = readFileSync(join(install, '../cloud-config-repository/uengine-cloud-server.yml'), 'utf8');
  return text.slice(text.indexOf('\ncadvisor:')).match(/10\.\S+/g) ?? [];
}

step('check mode shows the rules that would be written, and writes none', async () => {
  await configure();
  // As install leaves every machine.
  for (const host of [MASTER, PUBLIC, AGENT1, AGENT2]) await on(host, 'systemctl disable -q --now firewalld');
  for (const host of [PUBLIC, AGENT1, AGENT2]) await start(host, `python3 -c '${CADVISOR(host)}'`);
  const played = await proxy('--check', '--diff');
  assertPlayed(played);
  assert.match(played.output, '+0.0.0.0 9100 10.77.0.13 8080\n+0.0.0.0 9101 10.77.0.14 8080');
  assert.is(
    await on(
      PUBLIC,
      'ls /usr/sbin/rinetd /etc/rinetd.conf /etc/systemd/system/rinetd.service 2>/dev/null || true',
    ),
    '',
  );
});

step(
  'rinetd is built and serves every rule on the public agent, and a second run changes nothing',
  async () => {
    const played = await proxy();
    assertPlayed(played);
    assert.equal(Object.keys(played.recap), [PUBLIC]);
    assert.is(await ask(9100), PUBLIC);
    assert.is(await ask(9101), AGENT1);
    assert.is(
      await on(PUBLIC, 'cat /etc/rinetd.conf'),
      readFileSync(join(install, 'cadvisor-proxy/rinetd.conf'), 'utf8').trim(),
    );
    assert.is(
      await on(PUBLIC, 'systemctl is-enabled rinetd; stat -c "%a %U" /usr/sbin/rinetd /var/log/rinetd'),
      'enabled\n755 root\n755 root',
    );
    assertPlayed(await proxy(), 'unchanged');
  },
);

step('the service starts, stops, restarts, reloads and says how it is', async () => {
  const service = (verb: string) => on(PUBLIC, `service rinetd ${verb} || echo ended with $?`);
  assert.match(await service('status'), 'active (running)');
  const first = await processOfProxy();
  await service('reload');
  assert.is(await processOfProxy(), first);
  await service('restart');
  assert.is.not(await processOfProxy(), first);
  assert.is(await ask(9101), AGENT1);
  await service('stop');
  assert.match(await service('status'), /inactive \(dead\)[\s\S]*\nended with 3$/);
  assert.is(await ask(9101), 'nobody');
  await service('start');
  assert.is(await ask(9101), AGENT1);
});

step('an agent that joins is served without a restart, and open connections go on', async () => {
  await start(MASTER, `python3 -c '${PATIENT}'`);
  await on(MASTER, 'until [ -s /tmp/first ]; do sleep 0.1; done');
  const before = await processOfProxy();
  await configure(JOINED);
  const played = await proxy();
  assertPlayed(played);
  assert.equal(played.changes(PUBLIC), [
    "cadvisor_proxy : Write the proxy's rules",
    'cadvisor_proxy : Reload rinetd',
  ]);
  assert.is(await processOfProxy(), before);
  assert.is(await ask(9102), AGENT2);
  await on(MASTER, 'touch /tmp/go-on; until [ -s /tmp/second ]; do sleep 0.1; done');
  assert.is(await on(MASTER, 'cat /tmp/first; echo; cat /tmp/second'), `${AGENT1}\n${AGENT1}`);
  assertPlayed(await play(hosts(), install, 'hostname'));
  assert.match(await namesOn(PUBLIC), /^agent2$/m);
  assert.ok(cadvisorList().includes(`${AGENT2},http://192.0.2.2:9102`));
  assertPlayed(await proxy(), 'unchanged');
});

step('an agent that leaves is gone from the proxy, from the names and from the list', async () => {
  const before = await processOfProxy();
  await configure(LEFT);
  assertPlayed(await proxy());
  assertPlayed(await play(hosts(), install, 'hostname'));
  assert.is(await processOfProxy(), before);
  assert.is(await ask(9102), 'nobody');
  assert.is(await ask(9101), AGENT1);
  assert.not.match(await namesOn(PUBLIC), /^agent2$/m);
  assert.equal(cadvisorList(), [`${PUBLIC},http://192.0.2.2:9100`, `${AGENT1},http://192.0.2.2:9101`]);
});

step('the log is rotated and goes on', async () => {
  const log = '/var/log/rinetd/rinetd.log';
  assert.match(await on(PUBLIC, 'logrotate --debug /etc/logrotate.d/rinetd 2>&1'), `considering log ${log}`);
  const before = await processOfProxy();
  // rinetd keeps lines for a while; a reload writes them, and so does the one after a rotation.
  const served = (file: string) => on(PUBLIC, `systemctl reload rinetd; grep -c /8080/done ${file} || true`);
  const count = Number(await served(log));
  assert.ok(count > 0);
  // As the machine's timer does it, once a week has gone by.
  await on(
    PUBLIC,
    `install -d /etc/systemd/system/logrotate.timer.d
    printf '[Timer]\\nOnCalendar=\\nOnActiveSec=1s\\nRandomizedDelaySec=0\\n' > /etc/systemd/system/logrotate.timer.d/soon.conf
    printf 'logrotate state -- version 2\\n"${log}" 2020-1-1-0:0:0\\n' > /var/lib/logrotate/status
    systemctl daemon-reload; systemctl start logrotate.timer
    for attempt in $(seq 150); do [ ! -e ${log}.1 ] || break; sleep 0.1; done`,
  );
  assert.is(await served(`${log}.1`), String(count));
  assert.is(await served(log), '0');
  assert.is(await ask(9100), PUBLIC);
  assert.is(await served(log), '1');
  assert.is(await served(`${log}.1`), String(count));
  await on(PUBLIC, 'logrotate --force --state /tmp/state /etc/logrotate.d/rinetd');
  assert.is(await on(PUBLIC, 'ls /var/log/rinetd'), 'rinetd.log\nrinetd.log.1\nrinetd.log.2.gz');
  assert.is(await processOfProxy(), before);
});

step('a port that another program holds is told, and the proxy goes on', async () => {
  await start(
    PUBLIC,
    `python3 -c 'import socket, signal; held = socket.create_server(("", 9102)); signal.pause()'`,
  );
  await on(PUBLIC, 'for attempt in $(seq 300); do ! ss -ntl | grep -q ":9102 " || break; sleep 0.1; done');
  const before = await processOfProxy();
  await configure(JOINED);
  for (const args of [['--check'], []]) {
    const played = await proxy(...args);
    assert.is.not(played.status, 0);
    assert.match(
      played.output.replace(/\s+/g, ' '),
      /rinetd on public \(10\.77\.0\.13\) can't listen to 9102: another program does/,
    );
    assert.equal(played.changes(PUBLIC), []);
  }
  assert.is(await processOfProxy(), before);
  assert.is(await ask(9101), AGENT1);
  await on(PUBLIC, 'pkill -f create_server');
  assertPlayed(await proxy());
  assert.is(await ask(9102), AGENT2);
});

step('a package takes the place of the source', async () => {
  await configure(JOINED, ', package: rinetd-0.62');
  assertPlayed(await proxy());
  assert.is(
    await on(PUBLIC, 'rpm -q rinetd; rpm -qf /usr/sbin/rinetd'),
    'rinetd-0.62-1.el7.x86_64\nrinetd-0.62-1.el7.x86_64',
  );
  assert.is(await ask(9102), AGENT2);
  assertPlayed(await proxy(), 'unchanged');
});

end();
