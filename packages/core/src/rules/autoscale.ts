import type { Finding } from '../diagnostic.ts';
import type { Rule } from './rule.ts';

const PATH = ['runner', 'autoscale'];

/** Machines have a network, and both keys or none; a price is for the spot market. */
export const machinesAreComplete: Rule = ({ config: { runner } }) => {
  const { autoscale } = runner;
  if (autoscale === undefined) return [];
  const findings: Finding[] = [];
  if (autoscale['vpc-id'] === undefined && autoscale['subnet-id'] === undefined)
    findings.push({
      code: 'missing-key',
      message:
        'runner.autoscale.vpc-id or subnet-id is missing: one of them says where the machines are made',
      path: PATH,
    });
  const keys = (['access-key', 'secret-key'] as const).filter((key) => autoscale[key] === undefined);
  if (keys.length === 1)
    findings.push({
      code: 'missing-key',
      message: `runner.autoscale.${keys[0]} is missing: the two keys go together`,
      path: PATH,
    });
  if (autoscale['spot-price'] !== undefined && !autoscale.spot)
    findings.push({
      code: 'runner',
      message: 'runner.autoscale.spot-price is set, but spot is not',
      path: [...PATH, 'spot-price'],
      hint: 'set spot: true',
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
  const before = all.slice(0, all.length - given.length).map(flagOf);
  return given.flatMap((option, index) => {
    const flag = flagOf(option);
    const repeated = [...before, ...given.slice(0, index).map(flagOf)].includes(flag);
    if (!repeated || LISTS.includes(flag)) return [];
    const message = `runner.autoscale.options.${index} sets ${flag}, which is set already`;
    return [{ code: 'runner' as const, message, path: [...PATH, 'options', String(index)] }];
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
          message: 'runner.autoscale without runner.cache: every machine starts with an empty cache',
          path: PATH,
          hint: 'set runner.cache to s3 or minio',
        },
      ];

function flagOf(option: string): string {
  return option.split('=', 1)[0] ?? '';
}
