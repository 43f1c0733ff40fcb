import { quorumOf } from '../facts/dcos.ts';
import type { Text } from '../text.ts';
import type { Cluster, LeavingNode } from './types.ts';

/** What it means for the masters' quorum that nodes leave: ZooKeeper goes on while most masters do. */
export function quorumText({ nodes, uninstalling }: Cluster, leaving: readonly LeavingNode[]): Text {
  const before = masters(nodes) + masters(uninstalling);
  const gone = masters(leaving);
  const left = before - gone;
  const needed = quorumOf(before);
  if (gone === 0)
    return {
      ko: `마스터 ${before}대는 모두 남습니다. 쿼럼에는 ${needed}대가 필요합니다.`,
      en: `All ${count(before, 'master')} stay; a quorum needs ${needed}.`,
    };
  if (left === 0)
    return {
      ko: `마스터 ${before}대가 모두 삭제됩니다. 클러스터가 없어집니다.`,
      en: `Every master goes (${before}): the cluster ends.`,
    };
  const lost = left < needed;
  return {
    ko: `마스터 ${before}대 중 ${left}대가 남고 쿼럼에는 ${needed}대가 필요합니다. ${lost ? '클러스터를 잃게 됩니다.' : '운영 중인 클러스터가 잠시 중단됩니다.'}`,
    en: `Of ${count(before, 'master')} ${left} would be left, and a quorum needs ${needed}: ${lost ? 'the cluster would be lost' : 'the running cluster is interrupted'}.`,
  };
}

function masters(nodes: readonly LeavingNode[]): number {
  return nodes.filter(({ role }) => role === 'master').length;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
