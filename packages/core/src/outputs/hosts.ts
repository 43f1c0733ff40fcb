import type { Cluster } from '../cluster/types.ts';
import { hostName } from '../escape/hosts.ts';
import { publicFile } from '../file.ts';
import { gathered } from '../gathered.ts';
import type { Output } from './output.ts';

// As CentOS 7 installs them.
const LOCALHOST = [
  '127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4',
  '::1         localhost localhost.localdomain localhost6 localhost6.localdomain6',
];

/** `install/hosts`: /etc/hosts for every node; one line per private address, with all the names it has. */
export const hosts: Output = (cluster) => [publicFile('install/hosts', () => hostsText(cluster))];

function hostsText({ nodes }: Cluster): string {
  const names = gathered(
    nodes.flatMap(({ address, name, aliases }) =>
      [name, ...aliases].map((each): [string, string] => [address, hostName(each)]),
    ),
  );
  const lines = [...names].map(([address, known]) => `${address} ${[...new Set(known)].join(' ')}`);
  return `${[...LOCALHOST, ...lines].join('\n')}\n`;
}
