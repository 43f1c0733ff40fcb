import { schemaAt, type Text } from '@uegen/core';
import { textOf } from './texts.ts';

/** A value of a key: a text, the items of a list, or addresses by the names of their nodes. */
export type Value = string | readonly string[] | Readonly<Record<string, string>>;

/** Values by their keys, which have dots between their names. */
export type Values = Readonly<Record<string, Value>>;

/** What `uegen init` asks, and what the answer sets. */
export interface Question {
  /** The key, or what stands for several. */
  name: string;
  about: Text;
  /** Typed unseen, stored in a file beside config.yml, and made by uegen where nothing is typed. */
  secret?: true;
  /** It may stay blank. */
  optional?: true;
  /** What most clusters have. */
  usual?: (known: Values) => string | undefined;
  /** What the operations guide's own cluster has. */
  guide?: string;
  /** What an answer sets; a blank one sets nothing. */
  set(answer: string): Values;
}

type Rest = Partial<Omit<Question, 'name' | 'about' | 'set'>>;

const key = (name: string, rest: Rest = {}): Question => ({
  name,
  about: textOf(name),
  set: (answer) => ({ [name]: answer }),
  ...rest,
});

const secret = (name: string): Question => key(name, { secret: true });

/** Words between spaces or commas. */
const wordsOf = (answer: string) => answer.split(/[\s,]+/).filter((word) => word !== '');

const list = (name: string, rest: Rest): Question => ({
  ...key(name, rest),
  about: listed(textOf(name)),
  set: (answer) => ({ [name]: wordsOf(answer) }),
});

/** Nodes of one role, which are named and numbered in the order of their addresses. */
const nodes = (name: string, stem: string, guide: string): Question => ({
  ...key(name, { guide }),
  about: listed(textOf(name)),
  set: (answer) => ({
    [name]: Object.fromEntries(wordsOf(answer).map((address, index) => [`${stem}${index + 1}`, address])),
  }),
});

function listed({ en, ko }: Text): Text {
  return { en: `${en} Spaces between them.`, ko: `${ko} 여럿이면 공백으로 구분합니다.` };
}

/** What stands for the domain below which services have their host names, as the guide's have. */
const DOMAIN = '*';
const REGISTRY = ['package', 'private', 'public'].map((name) => [`host.registry.${name}`, 'gitlab.*:5000']);

/** The host name of each service below the domain, by its key. */
const HOSTS: Readonly<Record<string, string>> = Object.fromEntries([
  ...REGISTRY,
  ...(schemaAt(['host'], {})?.required ?? [])
    .concat('config')
    .filter((name) => name !== 'registry')
    .map((name) => [`host.${name}`, `${name === 'cloud-ui' ? 'cloud' : name}.${DOMAIN}`]),
]);

const domain: Question = {
  name: 'host',
  about: {
    en: 'Domain of the platform: gitlab, cloud, db and the other services get their host names below it.',
    ko: '플랫폼의 도메인입니다. gitlab, cloud, db 같은 서비스의 호스트 이름을 그 아래에 둡니다.',
  },
  guide: 'pas-mini.io',
  set: (answer) =>
    Object.fromEntries(Object.entries(HOSTS).map(([name, host]) => [name, host.replace(DOMAIN, answer)])),
};

const firstAgent = (known: Values) => {
  const agents = known['server.private.agent'];
  return typeof agents === 'object' ? Object.values(agents)[0] : undefined;
};

/** Every question, in its order. What it sets is checked with all that was answered before it. */
export const questions: readonly Question[] = [
  key('cluster_name', { usual: () => 'uEngine' }),
  key('ansible_user', { usual: () => 'centos' }),
  key('ansible_ssh_private_key_file', { guide: '/home/centos/belugarKey.pem' }),
  key('ssh_port', { optional: true, usual: () => '22' }),
  list('resolvers', { optional: true, guide: '172.31.0.2' }),
  key('dns_search', { optional: true, guide: 'ap-northeast-2.compute.internal' }),
  key('server.private.bootstrap', { guide: '172.31.8.143' }),
  key('server.private.gitlab', { guide: '172.31.15.249' }),
  key('server.private.ci', { optional: true, guide: '172.31.3.61' }),
  key('server.private.public', { guide: '172.31.5.136' }),
  nodes('server.private.master', 'master', '172.31.12.143 172.31.4.125 172.31.1.198'),
  nodes(
    'server.private.agent',
    'agent',
    '172.31.6.35 172.31.1.235 172.31.5.245 172.31.14.247 172.31.7.160 172.31.11.70 172.31.0.164',
  ),
  key('server.public.master', { guide: '52.79.125.242' }),
  key('server.public.public', { guide: '52.79.51.79' }),
  key('db.ip', { usual: firstAgent }),
  key('db.database', { usual: () => 'uengine' }),
  secret('db.password'),
  domain,
  secret('iam.client-key'),
  secret('iam.client-secret'),
  key('iam.admin.username', { usual: () => 'admin' }),
  secret('iam.admin.password'),
];

/** Keys that stay blank at first, and are written so that they are seen. */
export const blankAtFirst: readonly string[] = [
  'server.private.add-agent',
  'server.private.gracefully-remove-agent',
  'server.private.uninstall',
  'iam.mail',
  'dcos.token',
  'gitlab.root.username',
  'gitlab.root.password',
  'gitlab.root.token',
  'gitlab.config-repo.projectId',
];
