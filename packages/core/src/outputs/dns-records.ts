import { type DnsRecord, domainOf, dnsRecords as recordsOf } from '../apps/dns.ts';
import { isAddress } from '../cluster/place.ts';
import { markdownCell } from '../escape/markdown.ts';
import { publicFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

const MACHINES: Readonly<Record<DnsRecord['machine'], { name: string; key: string }>> = {
  gitlab: { name: '깃랩', key: 'server.public.gitlab' },
  master: { name: '마스터', key: 'server.public.master' },
  'public-agent': { name: 'public-agent', key: 'server.public.public' },
};

interface Row {
  mask: string;
  domain: string;
  purpose: string;
  target: string;
}

/** `install/dns-records.md`: the guide's table of DNS records with the operator's own names and addresses. */
export const dnsRecords: Output = (cluster) => {
  const records = recordsOf(cluster);
  const rows = cluster.dns.wildcard ? wildcardRows(records) : records.flatMap(exactRows);
  const aliases = records.some(({ addresses }) => !addresses.every(isAddress));
  return [
    publicFile('install/dns-records.md', () => render('dns-records.md', { rows, aliases }, markdownCell)),
  ];
};

function exactRows(record: DnsRecord): Row[] {
  const [mask = ''] = record.name.split('.');
  return rows(mask, record.purpose.ko, record);
}

// One record for each address of a name.
function rows(mask: string, purpose: string, { name, addresses, machine }: DnsRecord): Row[] {
  const { name: kind, key } = MACHINES[machine];
  const targets = addresses.length > 0 ? addresses : [`config.yml 의 ${key} 을 채우십시오 `];
  const domain = domainOf(name);
  return targets.map((target) => ({ mask, domain, purpose, target: `${target}(${kind})` }));
}

// GitLab and DC/OS keep records of their own: `*` would send them to the public agent too.
function wildcardRows(records: readonly DnsRecord[]): Row[] {
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
