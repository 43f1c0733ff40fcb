import { hasDcos } from '../cluster/roles.ts';
import { bypassList } from '../cluster/web-proxy.ts';
import { DEFAULT_RESOLVERS } from '../facts/dcos.ts';
import { AGAIN, overSsh } from '../steps/installer.ts';
import type { Phase } from './phase.ts';

/** DC/OS' installer installs it. */
export const deploy = {
  name: 'deploy',
  title: { ko: 'DC/OS 설치', en: 'install DC/OS on every node' },
  section: '클러스터 설치 / DC/OS 클러스터 설치 / DC/OS 클러스터 인스톨',
  part: 'installation',
  steps: [overSsh('--deploy')],
  tools: ['docker'],
  once: true,
  joins: (node) => hasDcos(node) && !node.joining,
  keeps: {
    cluster_name: ({ name }) => name,
    resolvers: ({ resolvers }) => resolvers.join(' '),
    dns_search: ({ dnsSearch }) => dnsSearch,
    'proxy.http': ({ webProxy }) => webProxy?.http ?? '',
    'proxy.https': ({ webProxy }) => webProxy?.https ?? '',
    'proxy.no-proxy': ({ webProxy }) => bypassList(webProxy?.lastingBypass ?? []).join(' '),
  },
  finds: ({ dcos }, { resolvers }) => {
    const { resolvers: found, ...values } = dcos?.values ?? {};
    // What config.yml leaves out, DC/OS' installer fills in.
    const isDefault = resolvers.length === 0 && found === DEFAULT_RESOLVERS.join(' ');
    return { ...values, ...(found !== undefined && { resolvers: isDefault ? '' : found }) };
  },
  shows: { on: (node) => hasDcos(node) && !node.joining, by: ({ dcos }) => dcos !== undefined },
  note: {
    what: {
      ko: 'DC/OS 설치 단계입니다. 몇 분 이상 걸릴 수 있습니다.',
      en: 'Installs DC/OS. It may take several minutes.',
    },
    trouble: [AGAIN],
  },
} as const satisfies Phase;
