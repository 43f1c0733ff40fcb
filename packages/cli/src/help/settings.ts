import type { Explanation } from './explanation.ts';

/** The codes about settings that must fit each other: ports, networks, disks, mail, hosts, and services. */
export const settings = {
  'port-conflict': {
    about: {
      en: 'Two programs on one machine would listen at the same port. Give one of them another port.',
      ko: '한 서버에서 두 프로그램이 같은 포트를 쓰게 됩니다. 둘 중 하나의 포트를 바꾸십시오.',
    },
    wrong: 'cadvisor:\n  port: 5051',
    right: 'cadvisor:\n  port: 8080',
  },
  'proxy-port': {
    about: {
      en: 'The cadvisor proxy gives each agent a port of the public agent, from the number in its name. The port must be one that the public agent opens and nobody else uses; cadvisor.ports sets it by name.',
      ko: 'cadvisor 프록시는 에이전트 이름의 숫자로 퍼블릭 에이전트의 포트를 정합니다. 퍼블릭 에이전트가 열고 다른 곳에서 쓰지 않는 포트여야 하며, cadvisor.ports 에서 이름마다 지정할 수 있습니다.',
    },
    wrong: 'cadvisor:\n  ports:\n    agent1: 40000',
    right: 'cadvisor:\n  ports:\n    agent1: 9101',
  },
  'proxy-full': {
    about: {
      en: 'No port of the public agent is left for the cadvisor proxy of some agents. They run without one. An agent whose name ends with a number has a port of its own.',
      ko: '일부 에이전트의 cadvisor 프록시에 쓸 포트가 퍼블릭 에이전트에 남아 있지 않습니다. 그 에이전트는 프록시 없이 동작합니다. 이름이 숫자로 끝나는 에이전트에는 전용 포트가 있습니다.',
    },
    wrong: 'server:\n  private:\n    agent:\n      web: 172.31.6.35\n      mail: 172.31.1.235\n      # … 998',
    right: 'server:\n  private:\n    agent:\n      agent1: 172.31.6.35\n      agent2: 172.31.1.235',
  },
  network: {
    about: {
      en: 'network.gateway must lie in the subnet of every machine, be an address that a machine can have, and be the address of none of them.',
      ko: 'network.gateway 는 모든 서버와 같은 서브넷에 있고, 장비가 쓸 수 있는 주소이며, 어느 서버의 주소와도 달라야 합니다.',
    },
    wrong: 'network:\n  device: eth0\n  netmask: 255.255.240.0\n  gateway: 172.31.99.1',
    right: 'network:\n  device: eth0\n  netmask: 255.255.240.0\n  gateway: 172.31.0.1',
  },
  disk: {
    about: {
      en: 'A disk names a group or node that exists, a device and a folder that no other disk of that machine has, and no folder of the system.',
      ko: '디스크의 대상은 있는 그룹이나 노드여야 하고, 장치와 폴더는 같은 서버의 다른 디스크와 달라야 하며, 시스템 폴더에는 마운트할 수 없습니다.',
    },
    wrong: 'disks:\n- nodes: agents\n  device: /dev/xvdf',
    right: 'disks:\n- nodes: agent\n  device: /dev/xvdf',
  },
  runner: {
    about: {
      en: 'A setting of the runner has no effect, or lacks another one that it needs: a cache wants its type, minio wants keys, machines want a cache that they share.',
      ko: '러너의 설정에 효과가 없거나, 함께 필요한 설정이 빠졌습니다. 캐시에는 유형이, minio 에는 키가, 자동 확장에는 공유하는 캐시가 필요합니다.',
    },
    wrong: 'runner:\n  cache:\n    bucket: runner',
    right:
      'runner:\n  cache:\n    type: minio\n    bucket: runner\n    access-key: runner-key\n    secret-key: !file secrets/runner-cache-secret-key',
  },
  backup: {
    about: {
      en: 'A folder of backups or data lies in a folder of the system, or in another one of them. Each wants a folder of its own.',
      ko: '백업이나 데이터를 두는 폴더가 시스템 폴더나 다른 백업 폴더 안에 있습니다. 각각 별도의 폴더를 지정하십시오.',
    },
    wrong: 'gitlab:\n  backup:\n    path: /etc',
    right: 'gitlab:\n  backup:\n    path: /data/backups',
  },
  registry: {
    about: {
      en: 'host.registry and registry.port do not fit each other: nodes would look for images where no registry is.',
      ko: 'host.registry 와 registry.port 가 맞지 않습니다. 노드가 레지스트리가 없는 곳에서 이미지를 찾게 됩니다.',
    },
    wrong: 'registry:\n  port: 5001',
    right: 'registry:\n  port: 5000',
  },
  'unsafe-value': {
    about: {
      en: 'A program that reads this value later would take some of its characters for something else, and its file has no way to say them. Choose a plainer value.',
      ko: '나중에 이 값을 읽는 프로그램이 일부 글자를 다른 뜻으로 읽으며, 그 파일에는 그대로 적을 방법이 없습니다. 더 단순한 값을 쓰십시오.',
    },
    wrong: 'iam:\n  mail:\n    from-name: "uengine: cloud"',
    right: 'iam:\n  mail:\n    from-name: uengine cloud',
  },
  'reserved-network': {
    about: {
      en: 'The address lies in a network that DC/OS, Docker or the Internet keeps for itself, so no machine can be reached there.',
      ko: 'DC/OS, 도커, 인터넷이 예약한 네트워크의 주소라서 서버에 연결할 수 없습니다.',
    },
    wrong: 'resolvers:\n- 198.51.100.1',
    right: 'resolvers:\n- 172.31.0.2',
  },
  resolver: {
    about: {
      en: "resolvers are the network's own name servers. A node of the cluster can not be one, since DC/OS' name server there would ask itself; three are read at most.",
      ko: 'resolvers 는 네트워크의 네임 서버입니다. 클러스터의 노드를 적으면 그곳의 DC/OS 네임 서버가 자기 자신에게 질의합니다. 최대 3개까지 읽습니다.',
    },
    wrong: 'resolvers:\n- 172.31.12.143',
    right: 'resolvers:\n- 172.31.0.2',
  },
  'sample-password': {
    about: {
      en: "The secret is still the guide's sample, which everybody can read. uegen set KEY stores one of your own without showing it.",
      ko: '비밀 값이 누구나 읽을 수 있는 가이드의 예시 그대로입니다. uegen set KEY 로 화면에 보이지 않게 바꿀 수 있습니다.',
    },
    wrong: 'db:\n  password: my-secret-pw',
    right: 'db:\n  password: !file secrets/db-password',
  },
  'mail-credentials': {
    about: {
      en: 'The mail server wants a login, and the user name or password is missing or a sample: no mail will be sent.',
      ko: '메일 서버에 로그인이 필요하지만, 유저 이름이나 패스워드가 없거나 예시 값입니다. 메일을 보낼 수 없습니다.',
    },
    wrong: 'iam:\n  mail:\n    password: "********"',
    right: 'iam:\n  mail:\n    password: !file secrets/iam-mail-password',
  },
  'mail-server': {
    about: {
      en: 'The port and the kind of TLS do not fit: at 465 mail servers speak TLS from the start, at 587 they take STARTTLS.',
      ko: '포트와 TLS 방식이 맞지 않습니다. 465 포트는 처음부터 TLS 로 통신하고, 587 포트는 STARTTLS 를 받습니다.',
    },
    wrong: 'iam:\n  mail:\n    port: 465',
    right: 'iam:\n  mail:\n    port: 587',
  },
  'duplicate-host': {
    about: {
      en: 'Two services have one host name: the load balancer would send the requests for both to one of them.',
      ko: '두 서비스의 호스트 이름이 같습니다. 로드 밸런서가 두 서비스의 요청을 한쪽으로만 보냅니다.',
    },
    wrong: 'host:\n  iam: cloud.pas-mini.io\n  cloud-ui: cloud.pas-mini.io',
    right: 'host:\n  iam: iam.pas-mini.io\n  cloud-ui: cloud.pas-mini.io',
  },
  'config-server': {
    about: {
      en: 'The config server shows tokens and secrets to everybody who reaches it. Let only your users reach it, and say that you know: the note goes.',
      ko: '콘피그 서버는 접속하는 누구에게나 토큰과 비밀 값을 보여 줍니다. 사용자만 접속하게 하고 확인했음을 적으면 알림이 사라집니다.',
    },
    wrong: 'acknowledged:\n- host-keys',
    right: 'acknowledged:\n- host-keys\n- config-server',
  },
  'host-keys': {
    about: {
      en: 'Without the keys of the machines in ssh.known-hosts, whoever answers at the address of one gets its secrets. Collect them with ssh-keyscan and compare them at the consoles, or say that you know: the note goes.',
      ko: 'ssh.known-hosts 에 서버의 키가 없으면, 그 주소로 응답하는 다른 서버도 비밀 값을 받습니다. ssh-keyscan 으로 모아 콘솔에서 확인하거나, 확인했음을 적으면 알림이 사라집니다.',
    },
    wrong: 'acknowledged:\n- config-server',
    right: 'acknowledged:\n- config-server\n- host-keys',
  },
  'insecure-source': {
    about: {
      en: 'A key, a list of checksums, or a download without a checksum comes by http: anyone on the network path can replace it. Take it by https://, or write the checksum itself.',
      ko: '키, 체크섬 목록, 또는 체크섬이 없는 파일을 http 로 받으므로 중간에서 바꿀 수 있습니다. https:// 주소를 쓰거나 체크섬 값을 적으십시오.',
    },
    wrong: 'repositories:\n  docker-key: http://download.docker.com/linux/centos/gpg',
    right: 'repositories:\n  docker-key: https://download.docker.com/linux/centos/gpg',
  },
  'service-port': {
    about: {
      en: 'The host name of a service has a port that the load balancer does not offer. Leave it out, unless something in front of the cluster passes it on.',
      ko: '서비스의 호스트 이름에 로드 밸런서가 제공하지 않는 포트가 있습니다. 앞단의 장비가 전달하지 않으면 포트를 빼십시오.',
    },
    wrong: 'host:\n  cloud-ui: cloud.pas-mini.io:8888',
    right: 'host:\n  cloud-ui: cloud.pas-mini.io',
  },
  'public-images': {
    about: {
      en: "The platform's images hold passwords, and repositories on Docker Hub are public unless you make them private. The registry on GitLab's machine is yours alone.",
      ko: '플랫폼의 이미지에는 패스워드가 들어 있고, Docker Hub 의 저장소는 비공개로 바꾸지 않으면 공개됩니다. GitLab 서버의 레지스트리를 쓰면 공개되지 않습니다.',
    },
    wrong: 'host:\n  registry:\n    package: sppark',
    right: 'host:\n  registry:\n    package: gitlab.pas-mini.io:5000',
  },
  'mirror-distribution': {
    about: {
      en: 'install/fill-mirror.sh fetches packages from the repositories that config.yml names. The repositories that the machines brought along are usually on the internet, where a closed network has no way to; those of CentOS 7 are gone there too.',
      ko: 'install/fill-mirror.sh 는 config.yml 에 적힌 저장소에서 패키지를 받습니다. 서버에 원래 설정된 저장소는 대개 인터넷에 있어 폐쇄망에서 접속할 수 없고, CentOS 7 의 것은 인터넷에서도 없어졌습니다.',
    },
    wrong: 'mirror:\n  url: https://mirror.pas-mini.io/uegen\n  registry: http://mirror.pas-mini.io:5000',
    right:
      'mirror:\n  url: https://mirror.pas-mini.io/uegen\n  registry: http://mirror.pas-mini.io:5000\nrepositories:\n  centos: https://vault.centos.org/7.9.2009',
  },
  'proxy-missing': {
    about: {
      en: 'proxy.no-proxy says what is reached without the proxy. With neither proxy.http nor proxy.https there is none, and machines reach everything by themselves.',
      ko: 'proxy.no-proxy 는 프록시를 거치지 않는 곳입니다. proxy.http 와 proxy.https 가 모두 없으면 프록시가 없으므로 서버는 모든 곳에 직접 접속합니다.',
    },
    wrong: 'proxy:\n  no-proxy: [.pas-mini.io]',
    right: 'proxy:\n  http: http://proxy.pas-mini.io:3128\n  no-proxy: [.pas-mini.io]',
  },
} satisfies Record<string, Explanation>;
