import { appsOf } from '../apps/index.ts';
import { placeOf } from '../cluster/place.ts';
import type { Cluster, Role } from '../cluster/types.ts';
import { MARATHON_URL, MESOS_PORT } from '../facts/dcos.ts';
import { says, type Text } from '../text.ts';
import { openPorts, type PortRange, port } from './ports.ts';

/** Where something flows from and to: the machines of a role, the apps on Marathon, or what lies outside of the cluster. */
export type End = Role | 'apps' | 'users' | 'registry' | 'mail';

/** What one side asks the other for, at its ports. `care` is how the machines are set up. */
export interface Flow {
  from: End;
  to: End;
  what: Text;
  ports: readonly PortRange[];
  kind: 'use' | 'care';
}

/** Everything that flows in a cluster, between ends that it has. */
export function flowsOf(cluster: Cluster): Flow[] {
  const { gitlab, registryServer, cadvisor, ssh } = cluster;
  const has = (role: Role) => cluster.nodes.some((node) => node.role === role);
  const registry: End = registryIsHere(cluster) ? 'gitlab' : 'registry';
  const registryPort = registry === 'gitlab' ? [port(registryServer.port)] : [];
  const use = (from: End, to: End, what: Text, ports: readonly PortRange[]): Flow => ({
    from,
    to,
    what,
    ports,
    kind: 'use',
  });
  const flows: Flow[] = [
    use('users', 'public', says('apps, cadvisor', '앱, cadvisor'), openPorts('public', cluster)),
    use('users', 'gitlab', says('GitLab, registry', 'GitLab, 레지스트리'), openPorts('gitlab', cluster)),
    use('users', 'master', says('DC/OS', 'DC/OS'), openPorts('master', cluster)),
    use('public', 'apps', says('marathon-lb', 'marathon-lb'), servicePorts(cluster)),
    use('public', 'agent', says('cadvisor proxy', 'cadvisor 프록시'), [port(cadvisor.port)]),
    use('apps', 'gitlab', says('settings, projects', '설정, 프로젝트'), [port(gitlab.port)]),
    use('apps', 'master', says('deployments', '배포'), [
      port(placeOf(MARATHON_URL.replace('http://', '')).port ?? 80),
    ]),
    use('agent', 'master', says('Mesos', 'Mesos'), [port(MESOS_PORT)]),
    use('agent', registry, says('images', '이미지'), registryPort),
    use('ci', 'gitlab', says('jobs', '작업'), [port(gitlab.port)]),
    ...(gitlab.smtp ? [use('gitlab', 'mail', says('mail', '메일'), [port(gitlab.smtp.port)])] : []),
    ...CARED_FOR.map(
      (to): Flow => ({
        from: 'bootstrap',
        to,
        what: says('ansible', 'ansible'),
        ports: [port(ssh.port)],
        kind: 'care',
      }),
    ),
  ];
  const OUTSIDE: readonly End[] = ['apps', 'users', 'registry', 'mail'];
  return flows.filter(({ from, to }) => [from, to].every((end) => OUTSIDE.includes(end) || has(end as Role)));
}

const CARED_FOR: readonly Role[] = ['gitlab', 'ci', 'public', 'master', 'agent'];

/** Whether the nodes pull their images from GitLab's machine. */
export function registryIsHere({ registry, gitlab, hosts, nodes }: Cluster): boolean {
  const name = placeOf(registry.private).name.toLowerCase();
  const machine = nodes.find(({ role }) => role === 'gitlab')?.address ?? '';
  return [hosts.gitlab, gitlab.url.replace('http://', ''), machine].some(
    (place) => placeOf(place).name.toLowerCase() === name,
  );
}

// Neighbouring ports as one range.
function servicePorts(cluster: Cluster): PortRange[] {
  const ports = appsOf(cluster).flatMap(({ offer }) => offer?.port ?? []);
  const ranges: PortRange[] = [];
  for (const number of [...new Set(ports)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last.last === number - 1) last.last = number;
    else ranges.push(port(number));
  }
  return ranges;
}
