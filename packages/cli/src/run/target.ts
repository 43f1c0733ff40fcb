import type { Cluster, LeavingNode } from '@uegen/core';
import type { Phase } from '@uegen/core/phases';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import { isTaken } from './taken.ts';

interface Option {
  short: string;
  long: readonly string[];
}

const LIMIT: Option = { short: 'l', long: ['--limit'] };
const VARIABLES: Option = { short: 'e', long: ['--extra-vars'] };
// What leads ansible to another machine than the one shown, or may.
const ELSEWHERE: readonly Option[] = [
  VARIABLES,
  { short: 'c', long: ['--connection'] },
  {
    short: '',
    long: ['--ssh-common-args', '--ssh-extra-args', '--sftp-extra-args', '--scp-extra-args'],
  },
];
const INVENTORY: Option = { short: 'i', long: ['--inventory', '--inventory-file'] };

/**
 * The nodes that a destructive phase is about to take something from, once its extra arguments are looked at.
 * What would make ansible touch other nodes than those shown is refused, and so is a limit that names no such node.
 */
export function targetOf(
  phase: Phase,
  cluster: Cluster,
  extra: readonly string[],
): readonly LeavingNode[] | undefined {
  const nodes = phase.destroys && phase.nodes?.(cluster);
  if (nodes === undefined) return undefined;
  const limits = valuesOf(extra, LIMIT);
  if (valuesOf(extra, INVENTORY).length > 0)
    throw new Problem(
      say(
        `${phase.name} takes its nodes from config.yml: leave out the inventory`,
        `${phase.name} 은(는) config.yml 의 노드를 씁니다. 인벤토리 옵션을 빼십시오`,
      ),
    );
  for (const option of ELSEWHERE)
    if (valuesOf(extra, option).some((value) => !(option === VARIABLES && isTaken(phase, value))))
      throw new Problem(
        say(
          `${phase.name} reaches the machines that it shows, and no others: leave out ${option.long[0]}`,
          `${phase.name} 은(는) 위에 보인 서버에만 접속합니다. ${option.long[0]} 을(를) 빼십시오`,
        ),
        say(
          "what ansible is to know of a machine belongs into the machine's own settings",
          '서버에 필요한 설정은 그 서버에 하십시오',
        ),
      );
  if (limits.length > 1) throw new Problem(say('give one --limit', '--limit 은 한 번만 쓸 수 있습니다'));
  const [limit] = limits;
  return limit === undefined ? nodes : limited(phase, nodes, limit);
}

function limited(phase: Phase, nodes: readonly LeavingNode[], limit: string): LeavingNode[] {
  const wanted = limit.split(/[,:]/).filter((part) => part !== '');
  const unknown = wanted.filter((part) => !nodes.some(({ address }) => address === part));
  if (wanted.length === 0) throw new Problem(say('--limit names no node', '--limit 에 노드가 없습니다'));
  if (unknown.length > 0)
    throw new Problem(
      say(
        `--limit names ${unknown.join(', ')}, which config.yml doesn't list under ${phase.name}`,
        `--limit 의 ${unknown.join(', ')} 은(는) config.yml 의 ${phase.name} 에 없습니다`,
      ),
      say(
        `name nodes by their addresses: ${nodes.map(({ address }) => address).join(', ')}`,
        `노드는 주소로 지정합니다: ${nodes.map(({ address }) => address).join(', ')}`,
      ),
    );
  return nodes.filter(({ address }) => wanted.includes(address));
}

// As Python's argparse takes them: `-l X`, `-lX`, `-vl X`, `--limit X`, `--limit=X`, and any start of a long name.
function valuesOf(extra: readonly string[], { short, long }: Option): string[] {
  return extra.flatMap((word, index) => {
    const next = extra[index + 1] ?? '';
    const [name = '', value] = word.split(/=(.*)/s);
    if (name.length > '--'.length && long.some((one) => one.startsWith(name))) return [value ?? next];
    const [, flag, rest = ''] = /^-[vCDbkKh]*(\w)=?(.*)$/s.exec(word) ?? [];
    return flag === short ? [rest === '' ? next : rest] : [];
  });
}
