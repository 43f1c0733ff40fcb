import { assignPorts } from '../cluster/proxy.ts';
import type { ClusterNode, ProxyRule } from '../cluster/types.ts';
import type { Finding } from '../diagnostic.ts';
import { isMarathonLbPort } from '../facts/marathon-lb.ts';
import { HIGHEST_AGENT_NUMBER, kernelPorts, openedPorts } from '../facts/proxy.ts';
import { nodePath, type Rule } from './rule.ts';

/** Every port of the cadvisor proxy is free on the public agent and used once. */
export const proxyPortsAreFree: Rule = ({ config, cluster }) => {
  const seen = new Map<number, ProxyRule>();
  const findings: Finding[] = [];
  for (const rule of cluster.cadvisor.proxy) {
    const problem = portProblem(rule, seen.get(rule.listenPort));
    if (problem !== undefined) {
      const path = Object.hasOwn(config.cadvisor.ports, rule.name)
        ? ['cadvisor', 'ports', rule.name]
        : pathOf(rule);
      findings.push({
        code: 'proxy-port',
        message: `the cadvisor proxy's port ${rule.listenPort} of ${rule.name} ${problem}`,
        path,
        hint: 'give it another port in cadvisor.ports',
      });
    }
    seen.set(rule.listenPort, rule);
  }
  return findings;

  function pathOf(rule: ProxyRule): string[] {
    const node = cluster.nodes.find(({ address }) => address === rule.address);
    return node === undefined ? ['cadvisor'] : nodePath(config, node);
  }
};

function portProblem({ listenPort: port }: ProxyRule, other: ProxyRule | undefined): string | undefined {
  if (other !== undefined) return `is also that of ${other.name}`;
  if (isMarathonLbPort(port)) return 'belongs to marathon-lb';
  if (!isWithin(port, openedPorts))
    return `lies outside ${spelt(openedPorts)}, the ports that the public agent opens`;
  if (isWithin(port, kernelPorts)) return `lies in the kernel's own range, ${spelt(kernelPorts)}`;
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
  const { guessed, left, rules } = assignPorts(cluster.nodes, config.cadvisor);
  const chosen = guessed.map((node): Finding => {
    const port = rules.find(({ address }) => address === node.address)?.listenPort;
    return {
      code: 'proxy-port',
      severity: 'warning',
      message: `${reason(node)} for the cadvisor proxy: it gets ${port}`,
      path: nodePath(config, node),
      hint: `set cadvisor.ports.${node.name} to keep a port for good`,
    };
  });
  if (left.length === 0) return chosen;
  const message = `the cadvisor proxy has no port left for ${left.length} agents: they stay without one`;
  return [
    ...chosen,
    { code: 'proxy-full', severity: 'warning', message, path: ['server', 'private', 'agent'] },
  ];
};

// Only private agents have ports from their names: those of public agents could be the same.
function reason({ name, role }: ClusterNode): string {
  return role === 'public'
    ? `the public agent ${name}, which isn't the first, has no port of its own`
    : `the name ${name} says no port from 1 to ${HIGHEST_AGENT_NUMBER}`;
}

/** `cadvisor.ports` names nodes that exist, also ones that are leaving. */
export const proxyNamesAreKnown: Rule = ({ config, named }) =>
  Object.keys(config.cadvisor.ports)
    .filter(
      (name) =>
        !named.some((node) => node.name === name && (node.role === 'agent' || node.role === 'public')),
    )
    .map((name) => ({
      code: 'proxy-port',
      message: `there is no agent ${name}`,
      path: ['cadvisor', 'ports', name],
    }));
