import type { Cluster } from '../cluster/types.ts';
import { isDcosPort } from '../facts/dcos.ts';
import { isMarathonLbPort } from '../facts/marathon-lb.ts';
import type { Rule } from './rule.ts';

/** cadvisor's port on the agents is nobody else's. */
export const cadvisorPortIsFree: Rule = ({ config, cluster }) => {
  const { port } = config.cadvisor;
  const owner =
    port === config.ssh_port
      ? 'sshd'
      : isDcosPort(port, 'agent')
        ? 'DC/OS'
        : (loadBalancer(port) ?? proxy(port, cluster));
  if (owner === undefined) return [];
  return [
    {
      code: 'port-conflict',
      message: `cadvisor.port is also the port of ${owner}`,
      path: ['cadvisor', 'port'],
    },
  ];
};

/** sshd's port, the same on every machine, stays out of everybody's way: the next connection could be the last. */
export const sshPortIsFree: Rule = ({ config, cluster }) => {
  const port = config.ssh_port;
  const dcos = isDcosPort(port, 'master') || isDcosPort(port, 'agent');
  const owner = dcos ? 'DC/OS' : (loadBalancer(port) ?? proxy(port, cluster));
  return owner === undefined
    ? []
    : [{ code: 'port-conflict', message: `ssh_port is also the port of ${owner}`, path: ['ssh_port'] }];
};

function loadBalancer(port: number): string | undefined {
  return isMarathonLbPort(port) ? 'marathon-lb' : undefined;
}

function proxy(port: number, { cadvisor }: Cluster): string | undefined {
  const rule = cadvisor.proxy.find(({ listenPort }) => listenPort === port);
  return rule && `the cadvisor proxy for ${rule.name}`;
}
