import { clusterEnds } from '../cluster/resolve.ts';
import { quorumOf } from '../facts/dcos.ts';
import type { Rule } from './rule.ts';

const PATH = ['server', 'private', 'master'];

/** DC/OS takes 1, 3, 5, 7 or 9 masters; the guide names 1, 3 and 5. A cluster that ends needs none. */
export const mastersAreOdd: Rule = ({ named, cluster }) => {
  if (clusterEnds(named, cluster.nodes))
    return [
      {
        code: 'cluster-ends',
        severity: 'warning',
        message: 'every master is being uninstalled: the cluster ends',
        path: ['server', 'private', 'uninstall'],
      },
    ];
  const count = cluster.dcos.masters.length;
  if ([1, 3, 5].includes(count)) return [];
  if ([7, 9].includes(count))
    return [
      {
        code: 'master-count',
        severity: 'warning',
        message: `${count} masters work, but the guide names 1, 3 and 5`,
        path: PATH,
      },
    ];
  return [
    { code: 'master-count', message: `there must be 1, 3 or 5 masters, and there are ${count}`, path: PATH },
  ];
};

/**
 * ZooKeeper on the masters goes on only while most of them do: a cluster that loses more can't be brought back. Taking
 * out fewer is possible, and interrupts it all the same.
 */
export const quorumSurvives: Rule = ({ named, cluster }) => {
  if (clusterEnds(named, cluster.nodes)) return [];
  const before = named.filter((node) => node.role === 'master').length;
  const after = cluster.nodes.filter((node) => node.role === 'master').length;
  if (before === after) return [];
  const needed = quorumOf(before);
  const lost = after < needed;
  const message = lost
    ? `of ${before} masters ${after} would be left, and ${needed} are needed for a quorum: the cluster would be lost`
    : `of ${before} masters ${after} would be left: taking masters out interrupts the running cluster`;
  return [
    {
      code: 'quorum',
      severity: lost ? 'error' : 'warning',
      message,
      path: ['server', 'private', 'uninstall'],
    },
  ];
};

/** A running cluster keeps at least one agent and one public agent, or the platform has nowhere to run. */
export const agentsRemain: Rule = ({ named, cluster }) => {
  if (clusterEnds(named, cluster.nodes)) return [];
  const left = (role: string) => cluster.nodes.some((node) => node.role === role);
  return [
    ...(left('agent')
      ? []
      : [
          {
            code: 'node-state' as const,
            message: 'no private agent would be left',
            path: ['server', 'private', 'agent'],
          },
        ]),
    ...(left('public')
      ? []
      : [
          {
            code: 'node-state' as const,
            message: 'no public agent would be left',
            path: ['server', 'private', 'public'],
          },
        ]),
  ];
};
