import { ROLES, type Role } from '../cluster/roles.ts';

/** The version of the format in which machines answer. */
const FORMAT = 1;
/** The most characters of a text that is shown. */
const SHOWN = 100;
/** The most characters of a value that is held against config.yml. */
const KEPT = 10_000;

/** What DC/OS says of itself on a machine. */
interface FoundDcos {
  /** Undefined where it names none that is known. */
  role?: Role;
  version: string;
  /** False for an agent that left gracefully: nothing starts it any more. */
  runs: boolean;
  /** Values that it was installed with, by their keys in config.yml. */
  values: Readonly<Record<string, string>>;
}

/** What a machine is, as it says itself. Nothing in it is trusted; its texts hold no control characters. */
export interface Answer {
  /** Its own host name. */
  name: string;
  /** Seconds by which its clock is ahead of that of the machine that asked. */
  ahead: number;
  /** Absent where there is no DC/OS. */
  dcos?: FoundDcos;
  /** Versions with releases, by package. */
  packages: Readonly<Record<string, string>>;
  /** Services that run. */
  running: readonly string[];
  /** Images, by the names of containers that run. */
  containers: Readonly<Record<string, string>>;
  /** Paths of what phases leave, as far as they are there. */
  paths: readonly string[];
  /** Lines of settings, by path. */
  lines: Readonly<Record<string, readonly string[]>>;
  /** GitLab's runner is registered there. */
  registered: boolean;
  /** Root may log in, since a phase opened it. */
  rootLogin: boolean;
}

const DCOS_ROLES: Readonly<Record<string, Role>> = {
  master: 'master',
  slave: 'agent',
  slave_public: 'public',
};
const ROLE_FOLDER = '/etc/mesosphere/roles/';
const UNIT_FOLDER = '/etc/systemd/system/dcos.target.wants/';
/** Those settings of DC/OS that hold a list, as the JSON of one. */
const LISTS = ['resolvers', 'no_proxy'];
const PROXY_KEYS = ['proxy.http', 'proxy.https', 'proxy.no-proxy'];
const VERSION_FILE = '/opt/mesosphere/etc/dcos-version.json';

/** Reads the answer of a machine; undefined for a text that is none. `decode` reads base64. */
export function parseAnswer(text: string, decode: (base64: string) => string): Answer | undefined {
  const data = jsonIn(text);
  if (!isRecord(data) || data.format !== FORMAT || typeof data.name !== 'string') return undefined;
  const texts = new Map(
    Object.entries(record(data.texts)).map(([path, content]) => [path, decode(String(content))]),
  );
  const paths = list(data.paths);
  const [machine, controller] = Array.isArray(data.clock) ? data.clock.map(Number) : [];
  const ahead = Math.round((machine ?? 0) - (controller ?? 0));
  const dcos = dcosIn(paths, texts.get(VERSION_FILE), list(data.values));
  return {
    name: plain(data.name),
    ahead: Number.isFinite(ahead) ? ahead : 0,
    ...(dcos && { dcos }),
    packages: textsOf(data.packages),
    running: Object.entries(textsOf(data.services)).flatMap(([unit, state]) =>
      state === 'running' ? [unit] : [],
    ),
    containers: Object.fromEntries(list(data.containers).map((line) => line.split(' ').slice(0, 2))),
    paths,
    lines: Object.fromEntries([...texts].map(([path, content]) => [path, content.split('\n').map(squeezed)])),
    registered: list(data.holding).includes('/etc/gitlab-runner/config.toml'),
    rootLogin: list(data.holding).includes('/etc/ssh/sshd_config'),
  };
}

function dcosIn(
  paths: readonly string[],
  version: string | undefined,
  values: readonly string[],
): FoundDcos | undefined {
  const named = paths.flatMap((path) =>
    path.startsWith(ROLE_FOLDER) ? [path.slice(ROLE_FOLDER.length)] : [],
  );
  if (version === undefined && named.length === 0) return undefined;
  const roles = named.flatMap((name) => (Object.hasOwn(DCOS_ROLES, name) ? [DCOS_ROLES[name]] : []));
  const role = roles.length === 1 ? roles[0] : undefined;
  const units = ['dcos-mesos-slave.service', 'dcos-mesos-slave-public.service'];
  return {
    ...(role !== undefined && ROLES.includes(role) && { role }),
    version: plain(String(record(jsonIn(version ?? '')).version ?? 'unknown')),
    runs: role === 'master' || units.some((unit) => paths.includes(`${UNIT_FOLDER}${unit}`)),
    values: byKeys(valuesIn(values)),
  };
}

// `key="value"` as JSON spells it; DC/OS keeps a list as the JSON of one.
function valuesIn(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry): [string, string][] => {
      const [key = '', literal = ''] = entry.split(/=(.*)/s);
      const value = jsonIn(literal);
      if (typeof value !== 'string') return [];
      const inner = LISTS.includes(key) ? jsonIn(value) : value;
      return [[key, plain(Array.isArray(inner) ? inner.join(' ') : String(inner), KEPT)]];
    }),
  );
}

// Settings of DC/OS as config.yml names them. Without use_proxy those of a proxy mean nothing, whatever they hold.
function byKeys({ use_proxy: uses, ...values }: Record<string, string>): Record<string, string> {
  const { http_proxy: http = '', https_proxy: https = '', no_proxy: bypass = '', ...others } = values;
  if (uses === undefined) return others;
  const proxy = uses === 'true' ? [http, https, bypass] : ['', '', ''];
  return { ...others, ...Object.fromEntries(PROXY_KEYS.map((key, index) => [key, proxy[index] ?? ''])) };
}

/** A text as it may be shown: short, and without what steers a terminal. */
function plain(text: string, most = SHOWN): string {
  return text.slice(0, most).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

function squeezed(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}

function textsOf(value: unknown): Record<string, string> {
  const texts = Object.entries(record(value)).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries(texts.map(([name, text]) => [name, plain(String(text))]));
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
