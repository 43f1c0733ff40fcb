import { assignPorts } from '../cluster/proxy.ts';
import type { ClusterNode, ProxyRule } from '../cluster/types.ts';
import type { Finding } from '../diagnostic.ts';
import { isMarathonLbPort } from '../facts/marathon-lb.ts';
import { HIGHEST_AGENT_NUMBER, kernelPorts, openedPorts } from '../facts/proxy.ts';
import { says, type Text } from '../text.ts';
import { alsoAt, nodePath, proxyPlace, type Rule } from './rule.ts';

/** Every port of the cadvisor proxy is free on the public agent and used once. */
export const proxyPortsAreFree: Rule = (subject) => {
  const seen = new Map<number, ProxyRule>();
  const findings: Finding[] = [];
  for (const rule of subject.cluster.cadvisor.proxy) {
    const twin = seen.get(rule.listenPort);
    // Of a node that stands twice, that is said, and not that its port does.
    const isTwice = twin !== undefined && (twin.name === rule.name || twin.address === rule.address);
    const problem = isTwice ? undefined : portProblem(rule, twin);
    if (problem !== undefined) {
      findings.push({
        code: 'proxy-port',
        message: says(
          `the cadvisor proxy's port ${rule.listenPort} of ${rule.name} ${problem.en}`,
          `${rule.name} 의 cadvisor 프록시 포트 ${rule.listenPort} 은(는) ${problem.ko}`,
        ),
        path: proxyPlace(subject, rule),
        ...alsoAt(twin && proxyPlace(subject, twin)),
        hint: says('give it another port in cadvisor.ports', 'cadvisor.ports 에 다른 포트를 지정하십시오'),
      });
    }
    seen.set(rule.listenPort, rule);
  }
  return findings;
};

function portProblem({ listenPort: port }: ProxyRule, other: ProxyRule | undefined): Text | undefined {
  if (other !== undefined) return says(`is also that of ${other.name}`, `${other.name} 의 포트이기도 합니다`);
  if (isMarathonLbPort(port)) return says('belongs to marathon-lb', 'marathon-lb 의 포트입니다');
  if (!isWithin(port, openedPorts))
    return says(
      `lies outside ${spelt(openedPorts)}, the ports that the public agent opens`,
      `퍼블릭 에이전트가 여는 포트 ${spelt(openedPorts)} 에 들지 않습니다`,
    );
  if (isWithin(port, kernelPorts))
    return says(
      `lies in the kernel's own range, ${spelt(kernelPorts)}`,
      `커널이 쓰는 범위 ${spelt(kernelPorts)} 에 있습니다`,
    );
  return undefined;
}

interface Range {
  first: number;
  last: number;
}

function isWithin(port: number, { first, last }: Range): boolean {
  return port >= first && port <= last;
}

function spelt({ first, last }: Range): string {
  return `${first}-${last}`;
}

/** Agents whose names say no port get a spare one, which changes when such agents come and go. */
export const proxyPortsAreChosen: Rule = ({ config, cluster }) => {
  const { guessed, left } = assignPorts(cluster.nodes, config.cadvisor);
  const chosen = guessed.map(
    ({ node, port }): Finding => ({
      code: 'proxy-port',
      severity: 'warning',
      message: reason(node, port),
      path: nodePath(config, node),
      hint: says(
        `set cadvisor.ports.${node.name} to keep a port for good`,
        `포트를 고정하려면 cadvisor.ports.${node.name} 을(를) 지정하십시오`,
      ),
    }),
  );
  if (left.length === 0) return chosen;
  const message = says(
    `the cadvisor proxy has no port left for ${left.length} agents: they stay without one`,
    `cadvisor 프록시에 남은 포트가 없어 에이전트 ${left.length}대는 프록시 없이 남습니다`,
  );
  return [
    ...chosen,
    { code: 'proxy-full', severity: 'warning', message, path: ['server', 'private', 'agent'] },
  ];
};

// Only private agents have ports from their names: those of public agents could be the same.
function reason({ name, role }: ClusterNode, port: number): Text {
  return role === 'public'
    ? says(
        `the public agent ${name}, which isn't the first, has no port of its own for the cadvisor proxy: it gets port ${port}`,
        `첫 번째가 아닌 퍼블릭 에이전트 ${name} 에는 cadvisor 프록시 포트가 없어 ${port} 을(를) 씁니다`,
      )
    : says(
        `the name ${name} ends in no number from 1 to ${HIGHEST_AGENT_NUMBER} for the cadvisor proxy: it gets port ${port}`,
        `이름 ${name} 은(는) 1 부터 ${HIGHEST_AGENT_NUMBER} 까지의 숫자로 끝나지 않아 cadvisor 프록시 포트 ${port} 을(를) 씁니다`,
      );
}

/** `cadvisor.ports` names nodes that exist, also ones that are leaving. */
export const proxyNamesAreKnown: Rule = ({ config, named }) => {
  const agents = named.filter(({ role }) => role === 'agent' || role === 'public');
  const names = new Set(agents.map(({ name }) => name));
  return Object.keys(config.cadvisor.ports)
    .filter((name) => !names.has(name))
    .map((name) => ({
      code: 'proxy-port',
      message: says(`there is no agent ${name}`, `에이전트 ${name} 이(가) 없습니다`),
      path: ['cadvisor', 'ports', name],
    }));
};
