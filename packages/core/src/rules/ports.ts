import type { Rule } from './rule.ts';

// What listens on every agent once DC/OS is installed there, and marathon-lb on the public ones.
const DCOS_AGENT_PORTS = [53, 5051, 34451, 39851, 43995, 61001, 61053, 61420, 61421, 62053, 62080];
const MARATHON_LB_PORTS = [80, 443, 9090, 9091];

/** cadvisor's port on the agents is nobody else's. */
export const cadvisorPortIsFree: Rule = ({ config, cluster }) => {
  const { port } = config.cadvisor;
  const owner = portOwner(port, config.ssh_port) ?? proxyOwner();
  if (owner === undefined) return [];
  return [
    {
      code: 'port-conflict',
      message: `cadvisor.port is also the port of ${owner}`,
      path: ['cadvisor', 'port'],
    },
  ];

  function proxyOwner(): string | undefined {
    const rule = cluster.cadvisor.proxy.find(({ listenPort }) => listenPort === port);
    return rule === undefined ? undefined : `the cadvisor proxy for ${rule.name}`;
  }
};

/** sshd's port stays out of everybody's way, or the next connection to the node is the last. */
export const sshPortIsFree: Rule = ({ config, cluster }) => {
  const port = config.ssh_port;
  const proxied = cluster.cadvisor.proxy.find(({ listenPort }) => listenPort === port);
  const owner = portOwner(port, undefined) ?? (proxied && `the cadvisor proxy for ${proxied.name}`);
  return owner === undefined
    ? []
    : [{ code: 'port-conflict', message: `ssh_port is also the port of ${owner}`, path: ['ssh_port'] }];
};

function portOwner(port: number, sshPort: number | undefined): string | undefined {
  if (port === sshPort) return 'sshd';
  if (DCOS_AGENT_PORTS.includes(port)) return 'DC/OS';
  return MARATHON_LB_PORTS.includes(port) || (port >= 10000 && port <= 10399) ? 'marathon-lb' : undefined;
}
