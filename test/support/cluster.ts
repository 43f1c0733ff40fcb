import type { Cluster, ClusterNode, Role } from '../../packages/core/src/cluster/types.ts';

const agents = [
  '172.31.6.35',
  '172.31.1.235',
  '172.31.5.245',
  '172.31.14.247',
  '172.31.7.160',
  '172.31.11.70',
  '172.31.0.164',
];
const masters = ['172.31.12.143', '172.31.4.125', '172.31.1.198'];

function node(role: Role, name: string, address: string, aliases: string[] = []): ClusterNode {
  return { name, aliases, address, role, joining: false };
}

/** The cluster of the guide's complete config, made by hand; every call gives a new one. */
export function sampleCluster(): Cluster {
  return {
    name: 'uEngine',
    ssh: { user: 'centos', port: 22, keyFile: '/home/centos/belugarKey.pem', knownHosts: '' },
    resolvers: ['172.31.0.2'],
    nameServers: ['172.31.0.2'],
    dnsSearch: 'ap-northeast-2.compute.internal',
    ntpServers: [],
    nodes: [
      node('bootstrap', 'bootstrap', '172.31.8.143'),
      node('gitlab', 'gitlab', '172.31.15.249'),
      node('ci', 'ci', '172.31.3.61'),
      node('public', 'public', '172.31.5.136', ['public-agent']),
      ...masters.map((address, index) => node('master', `master${index + 1}`, address)),
      ...agents.map((address, index) => node('agent', `agent${index + 1}`, address)),
    ],
    removing: [],
    uninstalling: [],
    dcos: {
      masters,
      agents,
      publicAgents: ['172.31.5.136'],
      token: '',
      user: '',
      installer: 'https://mirror.test/dcos_generate_config.sh',
      installerChecksum: '',
    },
    platform: { repository: 'https://mirror.test/uEngine-cloud', revision: 'v1.0' },
    publicAddress: {
      master: '52.79.125.242',
      agent: '52.79.51.79',
      agents: ['52.79.51.79'],
      gitlab: '52.78.60.43',
    },
    database: { ip: '172.31.6.35', database: 'uengine', password: 'my-secret-pw' },
    registry: {
      insecure: ['gitlab.pas-mini.io:5000'],
      package: 'sppark',
      private: 'gitlab.pas-mini.io:5000',
      public: 'gitlab.pas-mini.io:5000',
    },
    hosts: {
      db: 'db.pas-mini.io',
      gitlab: 'gitlab.pas-mini.io',
      iam: 'iam.pas-mini.io',
      config: 'config.pas-mini.io',
      'eureka-server': 'eureka-server.pas-mini.io',
      'cloud-server': 'cloud-server.pas-mini.io',
      'cloud-ui': 'cloud.pas-mini.io',
      dcos: 'dcos.pas-mini.io',
    },
    iam: {
      port: 80,
      'client-key': 'my-client-key',
      'client-secret': 'my-client-secret',
      admin: { username: 'admin', password: 'admin' },
      'access-token-lifetime': 7200,
    },
    gitlab: {
      version: '10.2.4-ce.0.el7',
      url: 'http://gitlab.pas-mini.io',
      port: 80,
      path: '',
      root: { username: 'root', password: 'adminadmin', token: '' },
      configRepo: { projectId: 47, 'deployment-path': '/deployment', 'template-path': '/template' },
      backup: {
        path: '/var/opt/gitlab/backups',
        managePath: true,
        archivePermissions: '0600',
        keepTime: 604800,
        schedule: '0 2 * * *',
        configPath: '/secret/gitlab/backups',
        configKeepTime: 0,
        configSchedule: '15 4 * * 2-6',
      },
    },
    registrationToken: '',
    registryServer: { port: 5000, image: 'registry:2', 'data-path': '/mnt/registry' },
    cadvisor: {
      image: 'google/cadvisor:v0.28.0',
      port: 8080,
      proxy: [
        { name: 'public', address: '172.31.5.136', listenPort: 9100 },
        ...agents.map((address, index) => ({ name: `agent${index + 1}`, address, listenPort: 9101 + index })),
      ],
    },
    rinetd: {
      source: 'https://mirror.test/rinetd.tar.gz',
      checksum: `sha256:${'0'.repeat(64)}`,
      'log-file': '/var/log/rinetd/rinetd.log',
      allow: [],
    },
    backup: {
      path: '/var/backups/uegen',
      keepTime: 1209600,
      kinds: [
        { name: 'zookeeper', schedule: '10 3 * * *' },
        { name: 'database', schedule: '20 3 * * *' },
      ],
    },
    health: { 'disk-percent': 85 },
    dns: { wildcard: false },
    disks: new Map(),
    repositories: {
      centos: '',
      epel: 'https://mirror.test/epel/7/$basearch',
      'epel-key': 'https://mirror.test/epel.key',
      docker: 'https://mirror.test/docker/$basearch',
      'docker-key': 'https://mirror.test/docker.key',
      'gitlab-runner': 'https://mirror.test/runner/$basearch',
      'gitlab-runner-key': 'https://mirror.test/runner.key',
      'gitlab-runner-package-key': 'https://mirror.test/runner-packages.key',
      'docker-machine': 'https://mirror.test/docker-machine',
      gitlab: 'https://mirror.test/gitlab/$basearch',
      'gitlab-key': 'https://mirror.test/gitlab.key',
    },
    docker: { version: '17.12.1.ce-1.el7.centos', 'storage-driver': 'overlay', 'registry-mirrors': [] },
    tools: {
      maven: 'https://mirror.test/maven-3.tar.gz',
      'maven-checksum': `sha256:${'1'.repeat(64)}`,
      node: 'https://mirror.test/node-7.tar.gz',
      'node-checksum': 'sha256:https://mirror.test/SHASUMS256.txt',
      'dcos-cli': 'https://mirror.test/dcos',
    },
  };
}
