import { type DnsRecord, type DnsService, domainOf } from '../cluster/dns.ts';
import type { Cluster } from '../cluster/types.ts';
import { markdownCell } from '../escape/markdown.ts';
import { publicFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

// The words of the guide's table.
const PURPOSES: Readonly<Record<DnsService, string>> = {
  gitlab: '깃랩 / 도커 레지스트리',
  registry: '도커 레지스트리',
  dcos: 'DC/OS 마스터',
  config: '클라우드 콘피그 서버',
  'eureka-server': '유레카 서버',
  iam: '사용자 인증 서버',
  db: '데이터베이스',
  'cloud-server': '클라우드 플랫폼 서버',
  'cloud-ui': '클라우드 플랫폼 UI',
};
const MACHINES: Readonly<Record<DnsRecord['machine'], string>> = {
  gitlab: '깃랩',
  master: '마스터',
  'public-agent': 'public-agent',
};

interface Row {
  mask: string;
  domain: string;
  purpose: string;
  target: string;
}

/** `install/dns-records.md`: the guide's table of DNS records with the operator's own names and addresses. */
export const dnsRecords: Output = ({ dns }) => {
  const rows = dns.wildcard ? wildcardRows(dns) : dns.records.flatMap(exactRows);
  return [publicFile('install/dns-records.md', render('dns-records.md', { rows }, markdownCell))];
};

function exactRows(record: DnsRecord): Row[] {
  const [mask = ''] = record.name.split('.');
  return rows(mask, PURPOSES[record.service], record);
}

// One record for each address of a name.
function rows(mask: string, purpose: string, { name, addresses, machine }: DnsRecord): Row[] {
  const targets = addresses.length > 0 ? addresses : ['config.yml 의 server.public.gitlab 을 채우십시오 '];
  const domain = domainOf(name);
  return targets.map((target) => ({ mask, domain, purpose, target: `${target}(${MACHINES[machine]})` }));
}

// GitLab and DC/OS keep records of their own: `*` would send them to the public agent too.
function wildcardRows({ records }: Cluster['dns']): Row[] {
  const covered = new Set<string>();
  return records.flatMap((record) => {
    const domain = domainOf(record.name);
    // Nobody can have `*` below a top-level domain.
    if (record.machine !== 'public-agent' || !domain.includes('.')) return exactRows(record);
    if (covered.has(domain)) return [];
    covered.add(domain);
    return rows('*', '클라우드 플랫폼의 나머지 서비스', record);
  });
}
