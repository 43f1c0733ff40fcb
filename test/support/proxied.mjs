// Runs in a network namespace of its own: proxied.mjs RINETD_CONF CADVISOR_PORT SOURCE TARGET... -- PORT...
// Gives every TARGET a server that answers with its own address, starts the real rinetd, asks every PORT from the
// address SOURCE, and prints the answers as JSON; an unanswered port is null.
import { spawn, spawnSync } from 'node:child_process';
import { createConnection, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [config, cadvisorPort, source, ...rest] = process.argv.slice(2);
const targets = rest.slice(0, rest.indexOf('--'));
const ports = rest.slice(rest.indexOf('--') + 1);

function ip(...args) {
  const { status, stderr } = spawnSync('ip', args);
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

function ask(port) {
  return new Promise((resolve) => {
    let answer = '';
    const socket = createConnection({ port: Number(port), host: '127.0.0.1', localAddress: source });
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer || null));
  });
}

ip('link', 'set', 'lo', 'up');
for (const address of new Set([...targets, source])) {
  if (!address.startsWith('127.')) ip('addr', 'add', `${address}/32`, 'dev', 'lo');
}
for (const target of targets) {
  const server = createServer((socket) => socket.on('error', () => {}).end(target));
  await new Promise((resolve) => server.listen(Number(cadvisorPort), target, resolve));
}
const rinetd = spawn('rinetd', ['-f', '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] });
const ended = new Promise((resolve) => rinetd.on('exit', resolve));
await Promise.race([ended, sleep(500)]);
const answers = {};
for (const port of ports) answers[port] = await ask(port);
console.log(JSON.stringify(answers));
process.exit();
