import { type Cluster, type ConfigEdit, suggest } from '@uegen/core';
import type { State } from '@uegen/core/plan';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import { stateOf } from './rows.ts';

/** Edits of config.yml, and what to say of them. */
export interface NodeEdits {
  edits: ConfigEdit[];
  notes: string[];
}

/** Where config.yml lists the nodes. */
export const PRIVATE = ['server', 'private'] as const;

/** A node that is to join. */
export function additionOf(cluster: Cluster, name: string, address: string, asPublic: boolean): NodeEdits {
  const { nodes, removing, uninstalling } = cluster;
  const taken = [...nodes, ...removing, ...uninstalling].find((node) => node.name === name);
  if (taken !== undefined)
    throw new Problem(
      say(
        `config.yml names a node ${name} already, at ${taken.address}`,
        `config.yml 에 노드 ${name} (${taken.address}) 이(가) 이미 있습니다`,
      ),
      say('choose another name', '다른 이름을 쓰십시오'),
    );
  const list = asPublic ? 'add-public-agent' : 'add-agent';
  return { edits: [{ set: [...PRIVATE, list, name], value: address }], notes: [] };
}

const LISTS = { remove: 'gracefully-remove-agent', uninstall: 'uninstall' } as const;

/** A node that is to leave: its apps first, or for good. One that never joined is only taken off the list. */
export function departureOf(
  cluster: Cluster,
  { members }: State,
  name: string,
  action: keyof typeof LISTS,
): NodeEdits {
  const list = LISTS[action];
  const listed = action === 'remove' ? cluster.removing : cluster.uninstalling;
  if (listed.some((node) => node.name === name))
    return {
      edits: [],
      notes: [
        say(
          `config.yml lists ${name} under ${list} already: uegen run ${list}`,
          `${name} 은(는) 이미 ${list} 에 있습니다: uegen run ${list}`,
        ),
      ],
    };
  const named = [...cluster.nodes, ...cluster.removing];
  const node = named.find((one) => one.name === name);
  if (node === undefined) throw unknownNode(name, named);
  const joining = cluster.nodes.find((one) => one === node && one.joining);
  if (joining !== undefined && stateOf(members, node.address, node.role) !== 'joined') {
    const key = joining.role === 'public' ? 'add-public-agent' : 'add-agent';
    const notes = [
      say(
        `${name} (${node.address}) is not known to have joined: it is only taken off ${key}`,
        `${name} (${node.address}) 이(가) 추가된 기록이 없습니다. ${key} 목록에서만 지웁니다`,
      ),
    ];
    return { edits: [{ remove: [...PRIVATE, key, name] }], notes };
  }
  if (action === 'remove' && node.role !== 'agent' && node.role !== 'public')
    throw new Problem(
      say(
        `${name} is not an agent: only agents can leave gracefully`,
        `${name} 은(는) 에이전트가 아닙니다. gracefully-remove-agent 는 에이전트만 제거합니다`,
      ),
      `uegen node uninstall ${name}`,
    );
  return { edits: [{ set: [...PRIVATE, list, name], value: node.address }], notes: [] };
}

function unknownNode(name: string, named: readonly { name: string }[]): Problem {
  const meant = suggest(
    name,
    named.map((node) => node.name),
  );
  return new Problem(
    say(`config.yml names no node ${name}`, `config.yml 에 노드 ${name} 이(가) 없습니다`),
    meant === undefined
      ? say('uegen node list shows all', 'uegen node list 로 모든 노드를 확인합니다')
      : say(`did you mean ${meant}?`, `${meant} 을(를) 찾으셨습니까?`),
  );
}
