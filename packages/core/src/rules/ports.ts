import type { Cluster } from '../cluster/types.ts';
import { isDcosPort } from '../facts/dcos.ts';
import { isMarathonLbPort } from '../facts/marathon-lb.ts';
import { says, type Text } from '../text.ts';
import type { Rule } from './rule.ts';

/** cadvisor's port on the agents is nobody else's. */
export const cadvisorPortIsFree: Rule = ({ config, cluster }) => {
  const { port } = config.cadvisor;
  const owner =
    port === config.ssh_port
      ? says('sshd', 'sshd')
      : isDcosPort(port, 'agent')
        ? says('DC/OS', 'DC/OS')
        : (loadBalancer(port) ?? proxy(port, cluster));
  if (owner === undefined) return [];
  return [
    {
      code: 'port-conflict',
      message: says(
        `cadvisor.port is also the port of ${owner.en}`,
        `cadvisor.port 는 ${owner.ko} 의 포트이기도 합니다`,
      ),
      path: ['cadvisor', 'port'],
      ...(port === config.ssh_port && { also: [{ path: ['ssh_port'] }] }),
    },
  ];
};

/** sshd's port, the same on every machine, stays out of everybody's way: the next connection could be the last. */
export const sshPortIsFree: Rule = ({ config, cluster }) => {
  const port = config.ssh_port;
  const dcos = isDcosPort(port, 'master') || isDcosPort(port, 'agent');
  const owner = dcos ? says('DC/OS', 'DC/OS') : (loadBalancer(port) ?? proxy(port, cluster));
  return owner === undefined
    ? []
    : [
        {
          code: 'port-conflict',
          message: says(
            `ssh_port is also the port of ${owner.en}`,
            `ssh_port 는 ${owner.ko} 의 포트이기도 합니다`,
          ),
          path: ['ssh_port'],
        },
      ];
};

function loadBalancer(port: number): Text | undefined {
  return isMarathonLbPort(port) ? says('marathon-lb', 'marathon-lb') : undefined;
}

function proxy(port: number, { cadvisor }: Cluster): Text | undefined {
  const rule = cadvisor.proxy.find(({ listenPort }) => listenPort === port);
  return rule && says(`the cadvisor proxy for ${rule.name}`, `${rule.name} 용 cadvisor 프록시`);
}
