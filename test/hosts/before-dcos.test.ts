import * as assert from 'uvu/assert';
import { writeInstall } from './cluster.ts';
import { address } from './hosts.ts';
import { assertPlayed, play } from './playbook.ts';
import { stepsOnHosts } from './steps.ts';

// What DC/OS would stumble over, shown before it is deployed: addresses, name servers, firewalls, clocks.
const { step, end, hosts } = stepsOnHosts('what DC/OS needs of machines and networks', 4, { shipped: true });

const [MASTER, PUBLIC, AGENT] = [2, 3, 4].map(address) as [string, string, string];

const on = (host: string, script: string) => hosts().shell(host, script);

/** The roles of install, on one machine. */
const install = (host: string, tags: string, sections = '', ...more: string[]) =>
  play(hosts(), writeInstall(hosts(), { sections }), 'install', '--limit', host, '--tags', tags, ...more);

async function assertRefused(played: ReturnType<typeof install>, message: string): Promise<void> {
  const { status, output } = await played;
  assert.is.not(status, 0, output);
  assert.match(output.replace(/\s+/g, ' '), message);
}

step('a machine whose way leads out by another address is told, and nothing else', async () => {
  assertPlayed(await install(AGENT, 'preflight'), 'unchanged');
  assertPlayed(await install(MASTER, 'preflight', '', '--check'), 'unchanged');
  const route = (source: string) => `ip route replace 10.77.0.0/24 dev eth0 src ${source}`;
  await on(AGENT, `ip addr add 10.77.0.99/24 dev eth0; ${route('10.77.0.99')}`);
  await assertRefused(
    install(AGENT, 'preflight'),
    'On agent1 (10.77.0.14) genconf/ip-detect prints 10.77.0.99',
  );
  await on(AGENT, `${route(AGENT)}; ip addr del 10.77.0.99/24 dev eth0`);
});

step('a name server that does not answer is named', async () => {
  await on(AGENT, 'iptables -I OUTPUT -p udp --dport 53 -d 10.77.0.54 -j DROP');
  await assertRefused(
    install(AGENT, 'preflight'),
    'agent1 (10.77.0.14) gets no answer from the name server 10.77.0.54 udp 53',
  );
  await on(AGENT, 'iptables -D OUTPUT -p udp --dport 53 -d 10.77.0.54 -j DROP');
});

step('ports that a firewall closes between nodes are named, whether it is silent or says so', async () => {
  for (const host of [MASTER, PUBLIC, AGENT]) await on(host, 'systemctl disable -q --now firewalld');
  for (const host of [MASTER, AGENT]) assertPlayed(await install(host, 'reachable'), 'unchanged');
  const rules = (action: string) =>
    [
      `-s ${AGENT} -p tcp --dport 5050 -j DROP`,
      `-s ${AGENT} -p tcp --dport 2181 -j REJECT --reject-with icmp-host-prohibited`,
      `-s ${AGENT} -p udp --dport 53 -j DROP`,
    ].map((rule) => `iptables ${action} INPUT ${rule}`);
  await on(MASTER, rules('-I').join('; '));
  await assertRefused(
    install(AGENT, 'reachable'),
    "From agent1 (10.77.0.14) DC/OS can't reach 10.77.0.12 udp 53, 10.77.0.12 tcp 2181, 10.77.0.12 tcp 5050: open",
  );
  await on(MASTER, rules('-D').join('; '));
  await on(AGENT, 'iptables -I INPUT -p tcp --dport 5051 -j DROP');
  await assertRefused(install(MASTER, 'reachable'), "can't reach 10.77.0.14 tcp 5051: open all ports");
  await on(AGENT, 'iptables -D INPUT -p tcp --dport 5051 -j DROP');
});

step('a clock that nobody sets is named', async () => {
  await on(AGENT, 'touch /run/clock-is-not-synchronised');
  await assertRefused(
    install(AGENT, 'clock', '', '-e', 'clock_tries=2', '-e', 'clock_delay=1'),
    'The clock of agent1 (10.77.0.14) is not synchronised, and DC/OS would not start',
  );
  await on(AGENT, 'rm /run/clock-is-not-synchronised');
});

const BASE = 'repositories,base,services_again,clock';
const units = () => on(AGENT, 'systemctl is-active ntpd chronyd || true');

step('a chronyd that keeps the clock stays, and asks the servers of config.yml', async () => {
  await on(AGENT, 'systemctl enable -q --now chronyd; touch /run/chronyd-is-synchronised');
  assertPlayed(await install(AGENT, BASE));
  assert.is(await units(), 'inactive\nactive');
  const own = await on(AGENT, 'cat /etc/chrony.conf');
  const servers = 'ntp: {servers: [time1.test, 10.77.0.1]}\n';
  const played = await install(AGENT, BASE, servers);
  assertPlayed(played);
  assert.equal(played.changes(AGENT), [
    'base : Write the servers of chronyd',
    'base : Restart the service that keeps the time',
  ]);
  assert.match(
    await on(AGENT, 'cat /etc/chrony.conf'),
    'server time1.test iburst\nserver 10.77.0.1 iburst\n',
  );
  assert.is(await on(AGENT, 'cat /etc/chrony.conf.*~'), own);
  assertPlayed(await install(AGENT, BASE, servers), 'unchanged');
});

step('one that does not gives way to ntpd', async () => {
  const servers = 'ntp: {servers: [10.77.0.1]}\n';
  await on(AGENT, 'rm /run/chronyd-is-synchronised');
  assertPlayed(await install(AGENT, BASE, servers));
  assert.is(await units(), 'active\ninactive');
  assert.is(await on(AGENT, 'grep ^server /etc/ntp.conf'), 'server 10.77.0.1 iburst');
  assertPlayed(await install(AGENT, BASE, servers), 'unchanged');
});

end();
