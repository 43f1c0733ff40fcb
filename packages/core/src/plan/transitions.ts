import { hasDcos } from '../cluster/roles.ts';
import type { ClusterNode, LeavingNode } from '../cluster/types.ts';
import { says } from '../text.ts';
import {
  type Found,
  formerOf,
  hasPassed,
  isAt,
  label,
  otherValues,
  stillIn,
  type Transition,
  type View,
} from './transition.ts';

const BY_HAND = {
  ko: 'DC/OS 에 구워진 값입니다. 기록된 값으로 되돌리거나, DC/OS 1.10 문서의 업그레이드 절차대로 genconf 를 다시 실행하고 마스터부터 노드를 한 대씩 수동으로 다시 설치합니다',
  en: "DC/OS bakes it in. Put it back, or carry it out by hand: run genconf, then, as DC/OS 1.10's documentation of upgrades says, bring each node to the new packages, masters first, one at a time",
};

/**
 * What every change of membership or of a baked-in value means on a cluster that runs. The only place that knows; the
 * plan, the end of a build, status, `uegen up` and the runbook read it.
 */
export const transitions: readonly Transition[] = [
  {
    name: 'other-cluster',
    verdict: 'error',
    when: { ko: '다른 클러스터에 속한 서버', en: 'a machine belongs to another cluster' },
    advice: {
      ko: '주소와 cluster_name 을 확인합니다. 이 서버를 가져오려면 그 클러스터의 uninstall 로 먼저 제거합니다',
      en: 'see whether its address and cluster_name are right; to take it over, uninstall DC/OS there first',
    },
    find: ({ foreign }) =>
      foreign.map((node) => ({
        node,
        what: says(
          `${label(node)} belongs to the cluster "${node.cluster}"`,
          `${label(node)} 은(는) 클러스터 "${node.cluster}" 에 속해 있습니다`,
        ),
      })),
  },
  {
    name: 'master-moved',
    verdict: 'error',
    when: { ko: '마스터의 주소 변경', en: 'a master has another address' },
    advice: {
      ko: '할 수 없습니다. 마스터를 교체할 때는 새 서버가 이전 주소를 그대로 사용합니다 (`uegen run replace-master`)',
      en: "it can't be done: a machine that replaces a master keeps its address (uegen run replace-master)",
    },
    find: (view) =>
      ofRole(view.outside, 'master').flatMap((node) => {
        const former = formerOf(node, view);
        return former === undefined
          ? []
          : [
              {
                node,
                what: says(
                  `${label(node)} had the address ${former.address}`,
                  `${label(node)} 의 이전 주소는 ${former.address} 입니다`,
                ),
              },
            ];
      }),
  },
  {
    name: 'master-added',
    verdict: 'error',
    when: { ko: '마스터 추가', en: 'a master is new' },
    advice: {
      ko: '할 수 없습니다. DC/OS 의 마스터 수는 설치할 때 정해집니다',
      en: "it can't be done: the number of masters is fixed when DC/OS is installed",
    },
    find: (view) =>
      ofRole(view.outside, 'master')
        .filter((node) => formerOf(node, view) === undefined)
        .map((node) => ({
          node,
          what: says(`${label(node)} is new under master`, `master 에 ${label(node)} 이(가) 새로 있습니다`),
        })),
  },
  {
    name: 'master-removed',
    verdict: 'error',
    when: {
      ko: '마스터 삭제, 또는 일부만 uninstall 에 기입',
      en: 'a master is no longer listed, or under uninstall while others stay',
    },
    advice: {
      ko: '할 수 없습니다. 다시 기입합니다. 클러스터를 끝내려면 모든 노드를 uninstall 에 기입합니다',
      en: "it can't be done: list it again; to end the cluster, list all nodes under uninstall",
    },
    find: (view) => [
      ...ofRole(view.forgotten, 'master')
        .filter((member) => !hasSuccessor(member, view))
        .map((node) => ({
          node,
          what: says(`${label(node)} is no longer listed`, `${label(node)} 이(가) 설정에 없습니다`),
        })),
      ...mastersTakenOut(view).map((node) => ({
        node,
        what: says(
          `${label(node)} is under uninstall, and other masters stay`,
          `${label(node)} 이(가) uninstall 에 있고 다른 마스터는 남습니다`,
        ),
      })),
    ],
  },
  {
    name: 'role-changed',
    verdict: 'error',
    when: { ko: '노드의 역할 변경', en: 'a node has another role' },
    advice: {
      ko: '노드를 uninstall 로 제거한 뒤 add-agent 또는 add-public-agent 로 추가합니다',
      en: 'take it off with uninstall, then bring it in with add-agent or add-public-agent',
    },
    find: ({ cluster: { nodes }, joined, leaving }) =>
      joined.filter(hasDcos).flatMap((member) => {
        const wanted = nodes.filter((node) => isAt(node, member) && !leaving.has(node.address));
        const [node] = wanted;
        if (node === undefined || wanted.some(({ role }) => role === member.role)) return [];
        return [
          {
            node,
            what: says(
              `${label(node)} is a DC/OS ${member.role}, and config.yml says ${node.role}`,
              `${label(node)} 은(는) DC/OS ${member.role} 이고, config.yml 에는 ${node.role} 입니다`,
            ),
          },
        ];
      }),
  },
  {
    name: 'agent-moved',
    verdict: 'error',
    when: { ko: '에이전트의 주소 변경', en: 'an agent has another address' },
    advice: {
      ko: '이전 주소를 gracefully-remove-agent 에, 새 주소를 add-agent (퍼블릭은 add-public-agent) 에 기입합니다',
      en: 'list the former address under gracefully-remove-agent and the new one under add-agent (add-public-agent)',
    },
    find: (view) =>
      agents(view.outside).flatMap((node) => {
        const former = formerOf(node, view);
        return former === undefined
          ? []
          : [
              {
                node,
                what: says(
                  `${label(node)} had the address ${former.address}`,
                  `${label(node)} 의 이전 주소는 ${former.address} 입니다`,
                ),
              },
            ];
      }),
  },
  {
    name: 'agent-not-joined',
    verdict: 'error',
    when: {
      ko: '운영 중인 클러스터에서 새 노드를 agent 나 public 에 기입',
      en: 'a new node stands under agent or public while the cluster runs',
    },
    advice: {
      ko: 'DC/OS 가 설치되지 않습니다. add-agent (퍼블릭은 add-public-agent) 에 기입합니다',
      en: 'it never gets DC/OS there: list it under add-agent (add-public-agent)',
    },
    find: (view) =>
      agents(view.outside)
        .filter((node) => formerOf(node, view) === undefined)
        .map((node) => ({
          node,
          what: hasLeft(node, view)
            ? says(`${label(node)} has left DC/OS`, `${label(node)} 은(는) DC/OS 에서 제거된 노드입니다`)
            : says(`${label(node)} never got DC/OS`, `${label(node)} 에는 DC/OS 가 설치되지 않았습니다`),
        })),
  },
  {
    name: 'agent-joins',
    verdict: 'phase',
    phase: 'add-agent',
    when: { ko: 'add-agent, add-public-agent 에 기입', en: 'a node is under add-agent or add-public-agent' },
    advice: { ko: '`add-agent` 를 실행합니다', en: 'run add-agent' },
    find: ({ cluster: { nodes }, joined, foreign }) =>
      nodes
        .filter(
          (node) => node.joining && ![...joined, ...foreign].some((one) => isAt(one, node) && hasDcos(one)),
        )
        .map((node) => ({ node, what: says(`${label(node)} joins`, `${label(node)} 을(를) 추가합니다`) })),
  },
  {
    name: 'agent-settles',
    verdict: 'advice',
    when: {
      ko: '추가된 노드가 아직 add-agent 에 있음',
      en: 'a node has joined and is still under add-agent',
    },
    advice: {
      ko: '노드를 agent 로, 퍼블릭은 public 으로 옮겨 적습니다 (`uegen node settle`)',
      en: 'move it to agent, a public one to public (uegen node settle)',
    },
    find: ({ cluster: { nodes }, joined }) =>
      nodes
        .filter((node) => node.joining && joined.some((one) => isAt(one, node) && one.role === node.role))
        .map((node) => ({
          node,
          what: says(`${label(node)} has joined`, `${label(node)} 이(가) 추가되었습니다`),
        })),
  },
  {
    name: 'node-renamed',
    verdict: 'phase',
    phase: 'install',
    when: { ko: '노드의 이름 변경', en: 'a node has another name' },
    advice: { ko: '`install` 을 실행합니다', en: 'run install' },
    find: ({ standing, joined }) =>
      standing.flatMap((node) => {
        const member = joined.find((one) => isAt(one, node) && one.role === node.role);
        if (member === undefined || member.name === node.name) return [];
        return [
          {
            node,
            what: says(
              `${label(node)} was called ${member.name}`,
              `${label(node)} 의 이전 이름은 ${member.name} 입니다`,
            ),
          },
        ];
      }),
  },
  {
    name: 'agent-removing',
    verdict: 'phase',
    phase: 'gracefully-remove-agent',
    when: { ko: 'gracefully-remove-agent 에 기입', en: 'an agent is under gracefully-remove-agent' },
    advice: { ko: '`gracefully-remove-agent` 를 실행합니다', en: 'run gracefully-remove-agent' },
    find: (view) =>
      stillIn(view.cluster.removing, view, ['removed', 'uninstalled']).map((node) => ({
        node,
        what: says(`${label(node)} leaves`, `${label(node)} 을(를) 제거합니다`),
      })),
  },
  {
    name: 'node-uninstalling',
    verdict: 'phase',
    phase: 'uninstall',
    when: { ko: 'uninstall 에 기입', en: 'a node is under uninstall' },
    advice: { ko: '`uninstall` 을 실행합니다', en: 'run uninstall' },
    find: (view) =>
      stillIn(view.cluster.uninstalling, view, ['uninstalled'])
        .filter((node) => !mastersTakenOut(view).includes(node))
        .map((node) => ({
          node,
          what: says(`${label(node)} leaves`, `${label(node)} 을(를) 제거합니다`),
        })),
  },
  {
    name: 'node-gone',
    verdict: 'advice',
    when: { ko: '삭제된 노드가 아직 기입되어 있음', en: 'a node has left and is still listed' },
    advice: {
      ko: 'config.yml 에서 노드를 지웁니다 (`uegen node settle`)',
      en: 'take it out of config.yml (uegen node settle)',
    },
    find: ({ cluster: { removing, uninstalling }, state }) => [
      ...removing
        .filter((node) => hasPassed(node, state, ['removed']) && !uninstalling.some((one) => isAt(one, node)))
        .map((node) => ({
          node,
          what: says(`${label(node)} has left`, `${label(node)} 이(가) 제거되었습니다`),
        })),
      ...uninstalling
        .filter((node) => hasPassed(node, state, ['uninstalled']))
        .map((node) => ({
          node,
          what: says(`DC/OS is off ${label(node)}`, `${label(node)} 에서 DC/OS 가 제거되었습니다`),
        })),
    ],
  },
  {
    name: 'agent-forgotten',
    verdict: 'warning',
    when: { ko: '에이전트를 기입하지 않고 삭제', en: 'an agent is no longer listed, and never left' },
    advice: {
      ko: '노드는 계속 실행됩니다. gracefully-remove-agent 와 uninstall 에 기입합니다',
      en: 'it goes on: list it under gracefully-remove-agent and uninstall',
    },
    find: (view) =>
      agents(view.forgotten)
        .filter((member) => !hasSuccessor(member, view))
        .map((node) => ({
          node,
          what: says(`${label(node)} is no longer listed`, `${label(node)} 이(가) 설정에 없습니다`),
        })),
  },
  {
    name: 'gitlab-moved',
    verdict: 'warning',
    when: { ko: '깃랩 서버의 주소 변경', en: 'GitLab has another machine' },
    advice: {
      ko: '데이터는 이전 서버에 남습니다. `gitlab` 을 실행하고 백업을 복원합니다',
      en: 'its data stays on the former one: run gitlab, then restore a backup',
    },
    find: (view) => moved(view, 'gitlab'),
  },
  {
    name: 'ci-moved',
    verdict: 'phase',
    phase: 'ci-runner',
    when: { ko: 'CI 서버의 주소 변경', en: 'the runner has another machine' },
    advice: { ko: '`ci-runner` 를 실행합니다', en: 'run ci-runner' },
    find: (view) => moved(view, 'ci'),
  },
  {
    name: 'bootstrap-moved',
    verdict: 'phase',
    phase: 'bootstrap-tools',
    when: { ko: '부트스트랩 노드의 주소 변경', en: 'the bootstrap node is another machine' },
    advice: { ko: '새 노드에서 `bootstrap-tools` 를 실행합니다', en: 'run bootstrap-tools there' },
    find: (view) => moved(view, 'bootstrap'),
  },
  {
    name: 'database-moved',
    verdict: 'error',
    when: { ko: '`apps` 이후 db.ip 변경', en: 'db.ip changes once apps has run' },
    advice: {
      ko: '데이터는 이전 노드에 남습니다. RUNBOOK.md 의 #move-database 대로 옮긴 뒤 `uegen run apps` 를 실행합니다',
      en: 'the data stays on the former node: move it as RUNBOOK.md says under #move-database, then uegen run apps',
    },
    find: (view) => otherValues(view, ['db.ip']),
  },
  {
    name: 'cluster-name',
    verdict: 'warning',
    when: { ko: 'cluster_name 변경', en: 'cluster_name changes' },
    advice: {
      ko: `다른 클러스터가 아닌지 확인합니다. ${BY_HAND.ko}`,
      en: `look whether this is the right cluster. ${BY_HAND.en}`,
    },
    find: (view) => otherValues(view, ['cluster_name']),
  },
  {
    name: 'baked-in',
    verdict: 'warning',
    when: { ko: 'resolvers, dns_search 변경', en: 'resolvers or dns_search change' },
    advice: {
      ko: 'DC/OS 에 구워진 값입니다. 기록된 값으로 되돌리거나, `uegen run reconfigure` 를 실행하고 출력되는 명령을 마스터부터 한 노드씩 실행합니다',
      en: 'DC/OS bakes it in. Put it back, or run uegen run reconfigure, which says what to run on each node, masters first, one at a time',
    },
    find: (view) => otherValues(view, ['resolvers', 'dns_search']),
  },
  {
    name: 'proxy',
    verdict: 'warning',
    when: { ko: 'proxy 변경', en: 'proxy changes' },
    advice: {
      ko: '패키지 저장소, 도커, 깃랩, 러너에는 `install` 등 실행할 단계가 전달하며, `install` 은 도커를 한 서버씩 재시작합니다. DC/OS 에는 구워진 값입니다. `uegen run reconfigure` 를 실행하고 출력되는 명령을 마스터부터 한 노드씩 실행합니다',
      en: 'the phases that are due bring it to yum, Docker, GitLab and the runner; install starts Docker anew on one machine after the other. DC/OS bakes it in: run uegen run reconfigure, which says what to run on each node, masters first, one at a time',
    },
    find: (view) => otherValues(view, ['proxy.http', 'proxy.https', 'proxy.no-proxy']),
  },
  {
    name: 'mirror',
    verdict: 'advice',
    when: { ko: 'mirror 변경', en: 'mirror changes' },
    advice: {
      ko: '새 미러를 먼저 채우고 이미지까지 올립니다 (`install/fill-mirror.sh`). 이후 실행하는 `install` 은 도커를 한 서버씩 재시작하며, 그 서버의 컨테이너는 그동안 중지됩니다',
      en: 'fill a new mirror first, images included (install/fill-mirror.sh). Then install starts Docker anew on one machine after the other, and the containers of each stop meanwhile',
    },
    find: (view) => otherValues(view, ['mirror.url', 'mirror.registry']),
  },
  {
    name: 'docker-version',
    verdict: 'phase',
    phase: 'upgrade-docker',
    when: { ko: 'docker.version 변경', en: 'docker.version changes' },
    advice: {
      ko: '`upgrade-docker` 를 실행합니다. `install` 은 다른 버전의 도커를 교체하지 않습니다',
      en: 'run upgrade-docker; install leaves a Docker of another version alone',
    },
    find: (view) => otherValues(view, ['docker.version']),
  },
  {
    name: 'registry-mirrors',
    verdict: 'advice',
    when: { ko: 'docker.registry-mirrors 변경', en: 'docker.registry-mirrors change' },
    advice: {
      ko: '`install` 이 도커를 한 서버씩 재시작하며, 그 서버의 컨테이너는 그동안 중지됩니다',
      en: 'install starts Docker anew on one machine after the other, and the containers of each stop meanwhile',
    },
    find: (view) => otherValues(view, ['docker.registry-mirrors']),
  },
  {
    name: 'ssh-access',
    verdict: 'advice',
    when: {
      ko: 'ansible_user, ssh_port, ansible_ssh_private_key_file 변경',
      en: 'ansible_user, ssh_port or ansible_ssh_private_key_file change',
    },
    advice: {
      ko: '모든 서버가 먼저 새 접속 방법을 받아들여야 합니다. `install/` 에서 `ansible all -m ping` 으로 확인합니다',
      en: 'every machine has to accept it first: try ansible all -m ping in install/',
    },
    find: (view) => otherValues(view, ['ansible_user', 'ssh_port', 'ansible_ssh_private_key_file']),
  },
];

function ofRole<T extends { role: string }>(nodes: readonly T[], role: string): T[] {
  return nodes.filter((node) => node.role === role);
}

function agents<T extends { role: string }>(nodes: readonly T[]): T[] {
  return nodes.filter(({ role }) => role !== 'master');
}

// Where none stays, the cluster ends.
function mastersTakenOut({ cluster, standing, joined }: View): LeavingNode[] {
  if (ofRole(standing, 'master').length === 0) return [];
  const masters = ofRole(joined, 'master');
  return cluster.uninstalling.filter((node) => masters.some((member) => isAt(member, node)));
}

function hasSuccessor({ name, role }: { name: string; role: string }, { outside }: View): boolean {
  return outside.some((node) => node.name === name && node.role === role);
}

function hasLeft(node: ClusterNode, { state }: View): boolean {
  return hasPassed(node, state, ['removed', 'uninstalled']);
}

function moved({ cluster: { nodes }, joined }: View, role: string): Found[] {
  const known = joined.filter((member) => member.role === role);
  return nodes
    .filter((node) => node.role === role && known.length > 0 && !known.some((one) => isAt(one, node)))
    .map((node) => ({
      node,
      what: says(
        `${label(node)} was ${known.map(({ address }) => address).join(', ')}`,
        `${label(node)} 의 이전 주소: ${known.map(({ address }) => address).join(', ')}`,
      ),
    }));
}
