import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { app } from '../support/marathon.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const test = suite('haproxy');

const apps = ['config', 'eureka-server'];

function backendHead(name: string): string {
  return app(name).labels?.HAPROXY_0_BACKEND_HEAD ?? '';
}

/** What Python's `str.format` does, and marathon-lb with it: doubled braces are braces, an unknown name is an error. */
function format(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{|\}\}|\{(\w*)\}|[{}]/g, (found, name?: string) => {
    if (found === '{{' || found === '}}') return found.slice(1);
    const value = name === undefined ? undefined : values[name];
    if (value === undefined) throw new Error(`str.format would fail at ${found}`);
    return value;
  });
}

/** The app's frontend and backend as marathon-lb writes them, on sockets below `folder` in place of ports. */
function config(folder: string, name: string): string {
  const head = format(backendHead(name), { backend: 'app_10000', mode: 'http' });
  return [
    'defaults',
    '  timeout connect 3s',
    '  timeout client 10s',
    '  timeout server 10s',
    '  retries 3',
    'frontend app',
    `  bind unix@${join(folder, 'front')}`,
    '  mode http',
    '  use_backend app_10000',
    '',
    `${head}  option forwardfor`,
    '  http-request set-header X-Forwarded-Port %[dst_port]',
    `  server task unix@${join(folder, 'task')}`,
    '',
  ].join('\n');
}

async function request(socketPath: string): Promise<IncomingHttpHeaders> {
  for (let attempt = 0; ; attempt++) {
    try {
      const asked = get({ socketPath, path: '/', timeout: 5000, agent: false });
      const [response] = await once(asked, 'response');
      response.resume();
      return response.headers;
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(50);
    }
  }
}

for (const name of apps) {
  toolTest(test, ['haproxy'], `takes the head of ${name}`, () =>
    withFolder(async (folder) => {
      const file = put(folder, 'haproxy.cfg', config(folder, name));
      const { status, stderr } = await run('haproxy', ['-c', '-f', file]);
      assert.is(status, 0, stderr);
      assert.not.match(stderr, /WARNING|ALERT/);
    }),
  );
}

toolTest(test, ['haproxy'], 'sends the CORS headers to browsers', () =>
  withFolder(async (folder) => {
    const file = put(folder, 'haproxy.cfg', config(folder, 'config'));
    const task = createServer((_, response) => response.end('ok')).listen(join(folder, 'task'));
    const haproxy = spawn('haproxy', ['-db', '-f', file], { stdio: 'ignore', timeout: 20000 });
    const ended = once(haproxy, 'close');
    try {
      const headers = await request(join(folder, 'front'));
      assert.is(headers['access-control-allow-origin'], '*');
      assert.is(headers['access-control-allow-methods'], 'GET, POST, PUT, OPTIONS, DELETE');
      assert.is(
        headers['access-control-allow-headers'],
        'management-key, management-secret, client-key, client-secret, Origin, X-Requested-With, Content-Type, ' +
          'Accept, Authorization',
      );
    } finally {
      haproxy.kill();
      await ended;
      task.closeAllConnections();
      task.close();
    }
  }),
);

test.run();
