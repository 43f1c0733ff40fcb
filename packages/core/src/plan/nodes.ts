import type { Cluster, LeavingNode } from '../cluster/types.ts';
import { gathered } from '../gathered.ts';
import type { PhaseName } from '../phases/index.ts';
import { inBoth, says } from '../text.ts';
import type { State } from './state.ts';
import { type Found, type Transition, viewOf } from './transition.ts';
import { transitions } from './transitions.ts';
import type { NodeState, PlannedNode } from './types.ts';

/** A change of config.yml that means something for the machines. `phase` is what to run for it, if anything. */
export interface NodeConcern {
  /** The row of the table of transitions, of a cluster that runs. */
  transition?: string;
  verdict?: Transition['verdict'];
  node?: Found['node'] & Partial<Pick<PlannedNode, 'state' | 'database'>>;
  message: string;
  ko?: { message: string };
  phase?: PhaseName;
}

/**
 * What the changes of config.yml mean, most of them changes of its nodes: on a cluster that runs, compared with what is
 * known of it; before, with the last build.
 */
export function concernsOf(
  cluster: Cluster,
  state: State,
  before: readonly PlannedNode[] | undefined,
): NodeConcern[] {
  const view = viewOf(cluster, state);
  if (view === undefined) return nodeConcerns(before, plannedNodes(cluster));
  return transitions.flatMap((transition) =>
    transition.find(view).map((found) => concernFrom(transition, found)),
  );
}

function concernFrom({ name, verdict, phase, advice }: Transition, { node, what }: Found): NodeConcern {
  return {
    transition: name,
    verdict,
    ...(node && { node: named(node) }),
    ...inBoth({ message: says(`${what.en}: ${advice.en}`, `${what.ko}: ${advice.ko}`) }),
    ...(phase && { phase }),
  };
}

// A node of the cluster or of the record says more, which is no part of an answer.
function named({ name, address, role }: NonNullable<Found['node']>): NonNullable<Found['node']> {
  return { name, address, ...(role && { role }) };
}

/** The nodes of a cluster as the manifest remembers them. */
export function plannedNodes(cluster: Cluster): PlannedNode[] {
  const present = cluster.nodes.map(({ name, address, role, joining }): PlannedNode => {
    const database = role === 'agent' && address === cluster.database.ip;
    return { name, address, role, state: joining ? 'joining' : 'standing', ...(database && { database }) };
  });
  const leaving = [
    ...cluster.removing.map((node) => leavingNode(node, 'removing')),
    ...cluster.uninstalling.map((node) => leavingNode(node, 'uninstalling')),
  ];
  return [...present, ...leaving];
}

/** What becomes of which node, compared with the last build. Nodes are matched by address and role. */
export function nodeConcerns(
  before: readonly PlannedNode[] | undefined,
  after: readonly PlannedNode[],
): NodeConcern[] {
  if (before === undefined) return [];
  const old = groupByKey(before);
  const next = new Set(after.map(key));
  const gone = before.filter((node) => !next.has(key(node)));
  const moved = new Map(gone.map((node) => [`${node.role}/${node.name}`, node]));
  const changed = after.flatMap((node) => concern(node, old.get(key(node)) ?? [], moved));
  const arrived = new Set(changed.map(({ node }) => `${node?.role}/${node?.name}`));
  const leaving = new Set(after.filter(isLeaving).map(({ address }) => address));
  const left = gone.filter((node) => !arrived.has(`${node.role}/${node.name}`) && !leaving.has(node.address));
  return [...changed, ...left.map(departed)];
}

function concern(
  node: PlannedNode,
  old: readonly PlannedNode[],
  moved: ReadonlyMap<string, PlannedNode>,
): NodeConcern[] {
  if (old.some(({ state }) => state === node.state)) return [];
  const label = `${node.name} (${node.address})`;
  if (node.state === 'joining')
    return [
      {
        node,
        ...inBoth({
          message: says(`${label} joins: run add-agent`, `${label} 추가: add-agent 를 실행합니다`),
        }),
        phase: 'add-agent',
      },
    ];
  if (node.state === 'removing') {
    return [
      {
        node,
        ...inBoth({
          message: says(
            `${label} leaves: run gracefully-remove-agent`,
            `${label} 제거: gracefully-remove-agent 를 실행합니다`,
          ),
        }),
        phase: 'gracefully-remove-agent',
      },
    ];
  }
  if (node.state === 'uninstalling')
    return [
      {
        node,
        ...inBoth({
          message: says(`${label} leaves: run uninstall`, `${label} 제거: uninstall 을 실행합니다`),
        }),
        phase: 'uninstall',
      },
    ];
  if (old.some(({ state }) => state === 'joining'))
    return [
      {
        node,
        ...inBoth({
          message: says(
            `${label} belongs to the cluster: nothing to run`,
            `${label}: 이미 클러스터의 노드이며, 실행할 것이 없습니다`,
          ),
        }),
      },
    ];
  const former = moved.get(`${node.role}/${node.name}`);
  const message =
    former === undefined
      ? says(`${label} is new: run install`, `${label} 신규: install 을 실행합니다`)
      : says(
          `${label} had the address ${former.address}: run install`,
          `${label} 의 이전 주소 ${former.address}: install 을 실행합니다`,
        );
  return [{ node, ...inBoth({ message }), phase: 'install' }];
}

function departed(node: PlannedNode): NodeConcern {
  const label = `${node.name} (${node.address})`;
  if (isLeaving(node))
    return {
      node,
      ...inBoth({
        message: says(
          `${label} is no longer listed as leaving: nothing to run`,
          `${label} 을(를) 제거 목록에서 뺐습니다: 실행할 것이 없습니다`,
        ),
      }),
    };
  return {
    node,
    ...inBoth({
      message: says(
        `${label} is no longer listed: it keeps running unless uninstall lists it`,
        `${label} 을(를) 설정에서 뺐습니다: uninstall 에 적지 않으면 계속 실행됩니다`,
      ),
    }),
  };
}

// A node may be removed and uninstalled in one go, and then it is listed twice.
function groupByKey(nodes: readonly PlannedNode[]): Map<string, PlannedNode[]> {
  return gathered(nodes.map((node) => [key(node), node]));
}

function isLeaving(node: PlannedNode): boolean {
  return node.state === 'removing' || node.state === 'uninstalling';
}

function key(node: PlannedNode): string {
  // A leaving node is matched with itself under its role, and so is told from a node that stands.
  return `${node.address}/${node.role ?? ''}`;
}

function leavingNode({ name, address, role }: LeavingNode, state: NodeState): PlannedNode {
  return role === undefined ? { name, address, state } : { name, address, role, state };
}
