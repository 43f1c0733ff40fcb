import type { KeyPath } from '../diagnostic.ts';
import { isDcosPort } from '../facts/dcos.ts';
import { isMarathonLbPort } from '../facts/marathon-lb.ts';
import { says, type Text } from '../text.ts';
import { alsoAt, proxyPlace, type Rule, type Subject } from './rule.ts';

/** Whose a port is, and where config.yml says so. */
interface Owner {
  name: Text;
  path?: KeyPath;
}

/** cadvisor's port on the agents is nobody else's. */
export const cadvisorPortIsFree: Rule = (subject) => {
  const { port } = subject.config.cadvisor;
  const owner =
    port === subject.config.ssh_port
      ? { name: says('sshd', 'sshd'), path: ['ssh_port'] }
      : isDcosPort(port, 'agent')
        ? DCOS
        : (loadBalancer(port) ?? proxy(port, subject));
  if (owner === undefined) return [];
  return [
    {
      code: 'port-conflict',
      message: says(
        `cadvisor.port is also the port of ${owner.name.en}`,
        `cadvisor.port 는 ${owner.name.ko} 의 포트이기도 합니다`,
      ),
      path: ['cadvisor', 'port'],
      ...alsoAt(owner.path),
    },
  ];
};

/** sshd's port, the same on every machine, stays out of everybody's way: the next connection could be the last. */
export const sshPortIsFree: Rule = (subject) => {
  const port = subject.config.ssh_port;
  const dcos = isDcosPort(port, 'master') || isDcosPort(port, 'agent');
  const owner = dcos ? DCOS : (loadBalancer(port) ?? proxy(port, subject));
  return owner === undefined
    ? []
    : [
        {
          code: 'port-conflict',
          message: says(
            `ssh_port is also the port of ${owner.name.en}`,
            `ssh_port 는 ${owner.name.ko} 의 포트이기도 합니다`,
          ),
          path: ['ssh_port'],
          ...alsoAt(owner.path),
        },
      ];
};

const DCOS: Owner = { name: says('DC/OS', 'DC/OS') };

function loadBalancer(port: number): Owner | undefined {
  return isMarathonLbPort(port) ? { name: says('marathon-lb', 'marathon-lb') } : undefined;
}

function proxy(port: number, subject: Subject): Owner | undefined {
  const rule = subject.cluster.cadvisor.proxy.find(({ listenPort }) => listenPort === port);
  if (rule === undefined) return undefined;
  const name = says(`the cadvisor proxy for ${rule.name}`, `${rule.name} 용 cadvisor 프록시`);
  return { name, path: proxyPlace(subject, rule) };
}
