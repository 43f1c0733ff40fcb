import { clusterEnds } from '../cluster/resolve.ts';
import { quorumOf } from '../facts/dcos.ts';
import { says } from '../text.ts';
import { alsoAt, leavingPlaces, type Rule } from './rule.ts';

const PATH = ['server', 'private', 'master'];
const UNINSTALL = ['server', 'private', 'uninstall'];

/** DC/OS takes 1, 3, 5, 7 or 9 masters; the guide names 1, 3 and 5. A cluster that ends needs none. */
export const mastersAreOdd: Rule = ({ named, cluster }) => {
  if (clusterEnds(named, cluster.nodes))
    return [
      {
        code: 'cluster-ends',
        severity: 'warning',
        message: says(
          'every master is being uninstalled: the cluster ends',
          '모든 마스터를 제거합니다. 클러스터가 종료됩니다',
        ),
        path: UNINSTALL,
        ...alsoAt(PATH),
      },
    ];
  const count = cluster.dcos.masters.length;
  const leaving = alsoAt(...leavingPlaces(cluster, 'master'));
  if ([1, 3, 5].includes(count)) return [];
  if ([7, 9].includes(count))
    return [
      {
        code: 'master-count',
        severity: 'warning',
        message: says(
          `${count} masters work, but the guide names 1, 3 and 5`,
          `마스터 ${count}대도 동작하지만, 가이드는 1, 3, 5대를 안내합니다`,
        ),
        path: PATH,
        ...leaving,
      },
    ];
  return [
    {
      code: 'master-count',
      message: says(
        `there must be 1, 3 or 5 masters, and there are ${count}`,
        `마스터는 1, 3, 5대여야 합니다. 현재 ${count}대입니다`,
      ),
      path: PATH,
      ...leaving,
    },
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
    ? says(
        `of ${before} masters ${after} would be left, and ${needed} are needed for a quorum: the cluster would be lost`,
        `마스터 ${before}대 중 ${after}대가 남습니다. 쿼럼에는 ${needed}대가 필요하므로 클러스터를 잃게 됩니다`,
      )
    : says(
        `of ${before} masters ${after} would be left: taking masters out interrupts the running cluster`,
        `마스터 ${before}대 중 ${after}대가 남습니다. 마스터를 빼면 실행 중인 클러스터가 중단됩니다`,
      );
  return [
    {
      code: 'quorum',
      severity: lost ? 'error' : 'warning',
      message,
      path: UNINSTALL,
      ...alsoAt(PATH),
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
            message: says('no private agent would be left', '프라이빗 에이전트가 하나도 남지 않습니다'),
            path: ['server', 'private', 'agent'],
            ...alsoAt(...leavingPlaces(cluster, 'agent')),
          },
        ]),
    ...(left('public')
      ? []
      : [
          {
            code: 'node-state' as const,
            message: says('no public agent would be left', '퍼블릭 에이전트가 하나도 남지 않습니다'),
            path: ['server', 'private', 'public'],
            ...alsoAt(...leavingPlaces(cluster, 'public')),
          },
        ]),
  ];
};
