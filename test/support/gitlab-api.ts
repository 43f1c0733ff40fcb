import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in of GitLab 10.2's API v4, as far as it tells accounts and makes projects. */
export interface GitlabApi {
  url: string;
  /** The projects of root and their numbers. */
  projects: Map<string, number>;
  /** Every request, as `METHOD path`. */
  requests: string[];
}

/** Serves on loopback while `body` runs; `accounts` are user names by token, `refused` a project that can't be made. */
export async function withGitlabApi(
  accounts: Record<string, string>,
  body: (api: GitlabApi) => Promise<void>,
  refused?: string,
): Promise<void> {
  const api: GitlabApi = { url: '', projects: new Map(), requests: [] };
  let next = 46;
  const answer = (method: string, path: string, user: string | undefined, form: URLSearchParams) => {
    if (user === undefined) return { status: 401, data: { message: '401 Unauthorized' } };
    if (path === '/api/v4/user') return { status: 200, data: { id: 1, username: user } };
    if (method === 'POST' && path === '/api/v4/projects') {
      const name = form.get('path') ?? '';
      if (name === refused || name === '' || form.get('name') !== name || api.projects.has(name))
        return { status: 400, data: { message: { name: ['has already been taken'] } } };
      api.projects.set(name, ++next);
      return { status: 201, data: { id: next, path_with_namespace: `${user}/${name}` } };
    }
    const id = api.projects.get(/^\/api\/v4\/projects\/root%2F(.+)$/.exec(path)?.[1] ?? '');
    return id === undefined
      ? { status: 404, data: { message: '404 Project Not Found' } }
      : { status: 200, data: { description: '한글 "x"', id } };
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const user = accounts[String(request.headers['private-token'])];
      const { status, data } = answer(method, url, user, new URLSearchParams(text));
      api.requests.push(`${method} ${url}`);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await body(api);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
