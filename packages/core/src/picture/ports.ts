import { placeOf } from '../cluster/place.ts';
import type { Cluster, Role } from '../cluster/types.ts';
import { webPorts } from '../facts/marathon-lb.ts';
import { openedPorts } from '../facts/proxy.ts';
import { says, type Text } from '../text.ts';

/** TCP ports from the first to the last. */
export interface PortRange {
  first: number;
  last: number;
}

/** One port. */
export function port(number: number): PortRange {
  return { first: number, last: number };
}

/** The ports that clients outside the cluster reach, on machines of a role; of the masters, one has them. */
export function openPorts(role: Role | undefined, cluster: Cluster): PortRange[] {
  const { gitlab, registryServer, publicAddress } = cluster;
  if (role === 'public') return [...webPorts.map(port), openedPorts];
  if (role === 'gitlab') return [port(gitlab.port), port(registryServer.port)];
  if (role === 'master') return [port(placeOf(publicAddress.master).port ?? 80)];
  return [];
}

/** Such ports as people read them. */
export function portsText(ports: readonly PortRange[]): string {
  return ports.map(({ first, last }) => (first === last ? `${first}` : `${first} - ${last}`)).join(', ');
}

/** Those of a role, with what is to be said besides. */
export function openPortsText(role: Role | undefined, cluster: Cluster): Text {
  const text = portsText(openPorts(role, cluster));
  return role === 'master' ? says(`${text} of one of them`, `한 대의 ${text}`) : says(text, text);
}
