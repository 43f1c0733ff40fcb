import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { put } from './scratch.ts';

/** What the tests with a real sshd need on this machine. */
export const SSHD_TOOLS = ['/usr/sbin/sshd', '/usr/bin/ssh', 'ssh-keygen', 'root'];

/** A new key without a passphrase, and its public half beside it. */
export function keygen(path: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
}

/** A port that nobody listens to. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A line of a known_hosts file: the public key at `path` as that of 127.0.0.1. */
export function knownHost(port: number, path: string): string {
  return `[127.0.0.1]:${port} ${readFileSync(path, 'utf8')}`;
}

/** An sshd with the key `host` of the folder, which lets root in with key.pem of it. Programs below `far` come first. */
export async function sshd(folder: string, port: number): Promise<ChildProcess> {
  put(folder, 'authorized', readFileSync(join(folder, 'key.pem.pub')), 0o600);
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/authorized`,
    'PermitRootLogin yes',
    'StrictModes no',
    'PidFile none',
    'UsePAM no',
    'MaxStartups 100',
    `SetEnv PATH=${folder}/far:/usr/bin:/bin`,
  ];
  const config = put(folder, 'sshd_config', `${lines.join('\n')}\n`);
  mkdirSync('/run/sshd', { recursive: true });
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (text) => {
      said += text;
      if (said.includes('Server listening')) resolve();
    });
    server.on('close', () => reject(new Error(said)));
  });
  return server;
}
