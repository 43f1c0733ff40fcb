import type { Finding } from '../diagnostic.ts';
import { says } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

const PATH = ['runner', 'autoscale'];

/** Machines have a network, and both keys or none; a price is for the spot market. */
export const machinesAreComplete: Rule = ({ config: { runner } }) => {
  const { autoscale } = runner;
  if (autoscale === undefined) return [];
  const findings: Finding[] = [];
  if (autoscale['vpc-id'] === undefined && autoscale['subnet-id'] === undefined)
    findings.push({
      code: 'missing-key',
      message: says(
        'runner.autoscale.vpc-id or subnet-id is missing: one of them says where the machines are made',
        'runner.autoscale.vpc-id 또는 subnet-id 가 없습니다. 서버를 만들 곳을 둘 중 하나로 지정합니다',
      ),
      path: PATH,
    });
  const keys = (['access-key', 'secret-key'] as const).filter((key) => autoscale[key] === undefined);
  const other = keys[0] === 'access-key' ? 'secret-key' : 'access-key';
  if (keys.length === 1)
    findings.push({
      code: 'missing-key',
      message: says(
        `runner.autoscale.${keys[0]} is missing: the two keys go together`,
        `runner.autoscale.${keys[0]} 이(가) 없습니다. 두 키는 함께 지정합니다`,
      ),
      path: PATH,
      ...alsoAt([...PATH, other]),
    });
  if (autoscale['spot-price'] !== undefined && !autoscale.spot)
    findings.push({
      code: 'runner',
      message: says(
        'runner.autoscale.spot-price is set, but spot is not',
        'runner.autoscale.spot-price 가 있지만 spot 이 켜져 있지 않습니다',
      ),
      path: [...PATH, 'spot-price'],
      ...alsoAt([...PATH, 'spot']),
      hint: says('set spot: true', 'spot: true 를 지정하십시오'),
    });
  return findings;
};

// docker-machine takes these more than once.
const LISTS = [
  'engine-insecure-registry',
  'engine-registry-mirror',
  'engine-label',
  'engine-opt',
  'engine-env',
];

/** Further options say nothing that is said already: docker-machine would silently take the last. */
export const machineOptionsAreDistinct: Rule = ({ config: { runner }, cluster }) => {
  const given = runner.autoscale?.options ?? [];
  const all = cluster.runner?.machines?.options ?? given;
  const own = new Set(all.slice(0, all.length - given.length).map(flagOf));
  const firsts = new Map<string, number>();
  return given.flatMap((option, index) => {
    const flag = flagOf(option);
    const first = firsts.get(flag) ?? index;
    firsts.set(flag, first);
    const repeated = own.has(flag) || first !== index;
    if (!repeated || LISTS.includes(flag)) return [];
    const message = says(
      `runner.autoscale.options.${index} sets ${flag}, which is set already`,
      `runner.autoscale.options.${index} 의 ${flag} 은(는) 이미 지정되어 있습니다`,
    );
    const place = (position: number) => [...PATH, 'options', String(position)];
    const also = alsoAt(first === index ? undefined : place(first));
    return [{ code: 'runner' as const, message, path: place(index), ...also }];
  });
};

/** Machines that come and go take a cache on their own disks along. */
export const machinesShareCache: Rule = ({ config: { runner } }) =>
  runner.autoscale === undefined || runner.cache.type !== 'none'
    ? []
    : [
        {
          code: 'runner',
          severity: 'warning',
          message: says(
            'runner.autoscale without runner.cache: every machine starts with an empty cache',
            'runner.cache 없이 runner.autoscale 을 쓰면 모든 서버가 빈 캐시로 시작합니다',
          ),
          path: PATH,
          ...alsoAt(['runner', 'cache', 'type']),
          hint: says('set runner.cache to s3 or minio', 'runner.cache 를 s3 또는 minio 로 지정하십시오'),
        },
      ];

function flagOf(option: string): string {
  return option.split('=', 1)[0] ?? '';
}
