import { portOf } from '../../cluster/gitlab.ts';
import type { Finding } from '../../diagnostic.ts';
import type { Rule } from './rule.ts';

// What GitLab 10.2 itself listens to on its machine: unicorn, its own status pages and its metrics.
const GITLAB_PORTS = [8060, 8080, 8082, 9090, 9100, 9121, 9168, 9187, 9229, 9236];

/** GitLab's web server, the registry and sshd have ports of their own on GitLab's machine. */
export const gitlabPortsAreDistinct: Rule = ({ config, cluster }) => {
  const web = {
    port: portOf(cluster.gitlab.url),
    owner: 'gitlab.external-url',
    path: ['gitlab', 'external-url'],
  };
  const registry = { port: config.registry.port, owner: 'registry.port', path: ['registry', 'port'] };
  const sshd = { port: config.ssh_port, owner: 'ssh_port' };
  const inner = GITLAB_PORTS.map((port) => ({ port, owner: "one of GitLab's own services" }));
  const clashes = (one: typeof web, others: readonly { port: number; owner: string }[]): Finding[] =>
    others
      .filter(({ port }) => port === one.port)
      .map(({ owner }) => ({
        code: 'port-conflict',
        message: `the port of ${one.owner} is also that of ${owner}`,
        path: one.path,
      }));
  return [...clashes(web, [sshd, ...inner]), ...clashes(registry, [web, sshd, ...inner])];
};

/** The nodes look for the registry where it is. */
export const registryIsWhereNodesLook: Rule = ({ config: { host, registry } }) => {
  const [name, port] = host.registry.private.split(':');
  if (name?.toLowerCase() !== host.gitlab.toLowerCase() || Number(port) === registry.port) return [];
  return [
    {
      code: 'registry',
      severity: 'warning',
      message: `host.registry.private says port ${port} of GitLab's machine, where the registry has ${registry.port}`,
      path: ['registry', 'port'],
    },
  ];
};
