import { remembered } from '../remembered.ts';
import { says, type Text } from '../text.ts';
/** A network in CIDR notation, and what it is for. */
export interface Network {
  cidr: string;
  use: Text;
}

/** DC/OS' own name servers, which a node of DC/OS lists in its /etc/resolv.conf. */
export const DCOS_NAME_SERVERS: Network = {
  cidr: '198.51.100.0/24',
  use: says("DC/OS' own name servers", 'DC/OS 의 네임 서버'),
};

/** The networks that DC/OS 1.10 and Docker make for containers, as both set them by default. */
export const CONTAINER_NETWORKS: readonly Network[] = [
  {
    cidr: '172.31.254.0/24',
    use: says("DC/OS' bridge for the universal container runtime", 'DC/OS 범용 컨테이너 런타임의 브리지'),
  },
  { cidr: '9.0.0.0/8', use: says("DC/OS' overlay network", 'DC/OS 오버레이 네트워크') },
  {
    cidr: '44.128.0.0/20',
    use: says("the tunnels of DC/OS' overlay network", 'DC/OS 오버레이 네트워크의 터널'),
  },
  { cidr: '172.17.0.0/16', use: says("Docker's bridge docker0", 'Docker 의 브리지 docker0') },
  DCOS_NAME_SERVERS,
];

/** Every machine's own addresses. */
export const LOOPBACK: Network = {
  cidr: '127.0.0.0/8',
  use: says('an address of the machine itself', '서버 자신을 가리키는 주소'),
};

/** Networks in which no machine has an address at all. */
export const NOBODYS_NETWORKS: readonly Network[] = [
  { cidr: '0.0.0.0/8', use: says('no address of a machine', '서버의 주소가 아닌 값') },
  { cidr: '224.0.0.0/3', use: says('a multicast or reserved address', '멀티캐스트이거나 예약된 주소') },
];

/** Networks in which no machine has an address that others reach. */
export const UNUSABLE_NETWORKS: readonly Network[] = [
  LOOPBACK,
  { cidr: '169.254.0.0/16', use: says('a link-local address', '링크 로컬 주소') },
  ...NOBODYS_NETWORKS,
];

/** True when the IPv4 address lies in the network. */
export function liesIn(address: string, network: Network): boolean {
  return networksAt(address, [network]).length > 0;
}

/** Those of the networks in which the IPv4 address lies. */
export function networksAt(address: string, networks: readonly Network[]): Network[] {
  const number = addressNumber(address);
  return networks.filter((network) => {
    const { first, size } = rangeOf(network);
    return number >= first && number < first + size;
  });
}

const rangeOf = remembered(({ cidr }: Network) => {
  const [first, bits] = cidr.split('/') as [string, string];
  return { first: addressNumber(first), size: 2 ** (32 - Number(bits)) };
});

const DOT = 0x2e;
const ZERO = 0x30;

/** An IPv4 address as a number of 32 bits. */
export function addressNumber(address: string): number {
  let [number, part] = [0, 0];
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index);
    if (code === DOT) [number, part] = [number * 256 + part, 0];
    else part = part * 10 + code - ZERO;
  }
  return number * 256 + part;
}
