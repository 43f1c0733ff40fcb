import type { Config } from '../generated/config.ts';
import type { Role } from './roles.ts';

export type { Role } from './roles.ts';

/** A machine under one of its roles. A machine with two roles appears twice, with the same address. */
export interface ClusterNode {
  /** Its name in config.yml: `node_name` in the inventory, the host name on the machine. */
  name: string;
  /** Further names that /etc/hosts carries, such as `public-agent`. */
  aliases: readonly string[];
  /** The private IPv4 address; also the inventory's host name. */
  address: string;
  role: Role;
  /** True for the nodes that `add-agent` and `add-public-agent` name: the installer must not deploy to them. */
  joining: boolean;
}

/** A machine that leaves. `role` is absent when config.yml doesn't name it elsewhere. */
export interface LeavingNode {
  name: string;
  address: string;
  role?: Role;
}

/** A disk to format and mount on one machine. */
export type Disk = Omit<Config['disks'][number], 'nodes'> & { mount: string };

/** One rule of the cadvisor proxy: `publicAddress:listenPort` forwards to `address:cadvisor.port`. */
export interface ProxyRule {
  name: string;
  address: string;
  listenPort: number;
}

/** Where jobs of the runner keep what they share: a bucket of Amazon's S3, or of a server of the same kind. */
export interface RunnerCache {
  /** `host` or `host:port`. */
  serverAddress: string;
  /** Both keys are '' where the machine's own rights are to do. */
  accessKey: string;
  secretKey: string;
  bucket: string;
  /** '' where the server knows none. */
  region: string;
  /** http in place of https. */
  insecure: boolean;
  /** A folder in the bucket, or ''. */
  path: string;
  shared: boolean;
}

type Autoscale = NonNullable<Config['runner']['autoscale']>;

/** The machines that docker-machine makes for jobs. */
export type RunnerMachines = Pick<
  Autoscale,
  'driver' | 'machine-name' | 'idle-count' | 'idle-time' | 'max-builds'
> & {
  /** docker-machine's options as `flag=value`, without dashes in front; some hold a secret. */
  options: readonly string[];
};

/** GitLab's runner on the CI machine. */
export type Runner = Omit<Config['runner'], 'cache' | 'autoscale' | 'registration-token'> & {
  /** The runner's own token, '' while the node alone knows it. */
  token: string;
  url: string;
  concurrent: number;
  /** 0 for no limit. */
  limit: number;
  cache?: RunnerCache;
  machines?: RunnerMachines;
};

/** The minio that uegen sets up on the CI machine, with the account and the bucket of the runner's cache. */
export type Minio = Config['minio'] & Pick<RunnerCache, 'accessKey' | 'secretKey' | 'bucket'>;

/** How GitLab sends mail. */
export interface Smtp {
  host: string;
  port: number;
  /** What GitLab greets the server with. */
  domain: string;
  /** Absent where the server wants no login. */
  login?: { method: string; username: string; password: string };
  starttls: boolean;
  tls: boolean;
  verifyMode: string;
  fromAddress?: string;
  fromName?: string;
}

/** Where GitLab's backups are copied to as well; without keys, S3 takes the machine's own profile. */
export type BackupUpload =
  | { type: 'local'; root: string; directory: string }
  | {
      type: 's3';
      bucket: string;
      region: string;
      directory?: string;
      keys?: { accessKey: string; secretKey: string };
      encryption?: string;
      storageClass?: string;
    };

/** GitLab's backups. A schedule is five fields of cron; without one, nothing is backed up by itself. */
export interface GitlabBackup {
  path: string;
  /** Whether GitLab makes `path` itself. */
  managePath: boolean;
  /** Four octal digits. */
  archivePermissions: string;
  /** Seconds; 0 keeps all. */
  keepTime: number;
  schedule?: string;
  /** The folder of the archives of /etc/gitlab. */
  configPath: string;
  /** Seconds; 0 keeps all. */
  configKeepTime: number;
  configSchedule?: string;
  upload?: BackupUpload;
}

/** Where a closed network has everything that machines fetch. */
export interface Mirror {
  /** The folder that fill-mirror.sh fills, without a slash at the end. */
  url: string;
  /** The registry, `host[:port]`. */
  registry: string;
  /** The same as Docker's daemon is told, with `http://` or `https://`. */
  registryUrl: string;
}

/** The proxy that machines go through to what lies outside. */
export interface WebProxy {
  /** For http addresses, `http://host:port`. */
  http: string;
  /** For https addresses, `http://host:port`. */
  https: string;
  /** What is reached without it: names, IPv4 addresses, and domains with a dot in front. */
  bypass: readonly string[];
  /** The part of `bypass` for programs that only fetch something: registries, GitLab, the mirror and what never moves. */
  lastingBypass: readonly string[];
}

/** What the config says, resolved: every default filled in, every node in its state, in a fixed order. */
export interface Cluster {
  /** `cluster_name`. */
  name: string;
  /** `knownHosts` is the file of the only host keys that ssh takes, '' where it takes any. */
  ssh: { user: string; port: number; keyFile: string; knownHosts: string };
  /** Name servers, `IPv4` or `IPv4:port`, in the operator's order. */
  resolvers: readonly string[];
  /** Those of them that /etc/resolv.conf can name, at most three; DC/OS' own defaults where there are none. */
  nameServers: readonly string[];
  /** `dns_search` as written: search domains separated by spaces, or ''. */
  dnsSearch: string;
  /** Whom the machines ask for the time; empty for the servers of their distribution. */
  ntpServers: readonly string[];
  /** Standing and joining nodes, by role, then by natural name (agent2 before agent10). */
  nodes: readonly ClusterNode[];
  /** The nodes of `gracefully-remove-agent`. */
  removing: readonly LeavingNode[];
  /** The nodes of `uninstall`. */
  uninstalling: readonly LeavingNode[];
  /** Where the platform's sources come from. */
  platform: Config['platform'];
  /** DC/OS' own lists, the addresses that its installer deploys to, in the nodes' order. */
  dcos: {
    masters: readonly string[];
    agents: readonly string[];
    publicAgents: readonly string[];
    token: string;
    /** The user whom the token is for, or ''. */
    user: string;
    /** Where its installer is downloaded from; the checksum is '' where config.yml names none. */
    installer: string;
    installerChecksum: string;
  };
  /**
   * Public addresses or host names: the master's with `:port` where it isn't 80, those of the public agents that stand,
   * first name first, with `agent` the first of them, GitLab's or ''.
   */
  publicAddress: { master: string; agent: string; agents: readonly string[]; gitlab: string };
  database: Config['db'];
  /** As Docker names them, `host[:port][/path]`; `insecure` are those that it is to reach by http, `host[:port]`. */
  registry: Config['host']['registry'] & { insecure: readonly string[] };
  /** The registry's container on GitLab's machine. */
  registryServer: Config['registry'];
  /** Host names of the services, as clients outside the cluster spell them, by their keys in config.yml. */
  hosts: Omit<Config['host'], 'registry'> & { config: string; dcos: string };
  iam: Config['iam'];
  /** GitLab, its root account and the project that is the platform's database; a blank key is ''. */
  gitlab: {
    /** Version and release of the package. */
    version: string;
    /** Its address as everybody spells it: `http://host[:port][/path]`, without a slash at the end. */
    url: string;
    /** The port in `url`, 80 where it names none. */
    port: number;
    /** The path in `url`, '' where it names none. */
    path: string;
    root: { username: string; password: string; token: string };
    configRepo: Config['gitlab']['config-repo'];
    /** Absent where GitLab sends no mail. */
    smtp?: Smtp;
    backup: GitlabBackup;
  };
  /** Absent where there is no CI machine. */
  runner?: Runner;
  /** `runner.registration-token`, which GitLab is set up with too, or ''. */
  registrationToken: string;
  /** Absent where the runner's cache lies elsewhere. */
  minio?: Minio;
  cadvisor: Pick<Config['cadvisor'], 'image' | 'port'> & { proxy: readonly ProxyRule[] };
  /** Built from its source where it names no package. */
  rinetd: Config['rinetd'];
  /** With `wildcard`, one DNS record for `*` takes the place of those on the public agent. */
  dns: Config['dns'];
  /** `network.device`, absent when config.yml doesn't set it. */
  networkDevice?: string;
  /** What makes the private addresses static, absent when config.yml names no gateway. */
  staticNetwork?: { device: string; netmask: string; gateway: string; dns: readonly string[] };
  /** The data disks of standing and joining nodes, by address; machines without any are left out. */
  disks: ReadonlyMap<string, readonly Disk[]>;
  /** Absent where machines fetch everything from its publishers. */
  mirror?: Mirror;
  /** Absent where machines reach what lies outside by themselves, or not at all. */
  webProxy?: WebProxy;
  /** Where packages come from, and the keys that sign them; `centos` is '' where the machine's own do. */
  repositories: Required<Config['repositories']>;
  docker: Config['docker'];
  /** Backups beside GitLab's: `keepTime` in seconds, 0 for ever; kinds with their schedules, five fields of cron. */
  backup: {
    path: string;
    keepTime: number;
    kinds: readonly { name: 'zookeeper' | 'database' | 'registry'; schedule: string }[];
  };
  /** What the phase health calls a problem. */
  health: Config['health'];
  /** What the bootstrap node needs to build the platform's images and to talk to DC/OS. */
  tools: Config['tools'];
}
