import { isMarathonLbPort } from '../facts/marathon-lb.ts';
import { HIGHEST_AGENT_NUMBER, LAST_SPARE_PORT, openedPorts } from '../facts/proxy.ts';
import type { ClusterNode, ProxyRule } from './types.ts';

/** What config.yml says about the proxy's ports. */
export interface ProxySettings {
  'base-port': number;
  ports: Readonly<Record<string, number>>;
}

/** The proxy's rules, by port; `guessed` got a port without a number of their own, `left` got none. */
export interface ProxyPorts {
  rules: ProxyRule[];
  guessed: { node: ClusterNode; port: number }[];
  left: ClusterNode[];
}

/**
 * Gives each agent a port on the public agent: the first public agent `base-port`; otherwise `cadvisor.ports`;
 * otherwise base-port plus the number at the end of an agent's name (1 to 899); otherwise a spare port from 9999
 * downward. Nodes beyond that stay without one.
 */
export function assignPorts(nodes: readonly ClusterNode[], settings: ProxySettings): ProxyPorts {
  const [first, ...others] = nodes.filter((node) => node.role === 'public');
  const agents = [...others, ...nodes.filter((node) => node.role === 'agent')];
  const ports = new Map<ClusterNode, number>();
  if (first !== undefined) ports.set(first, fixedPort(first, settings) ?? settings['base-port']);
  const guessed: ClusterNode[] = [];
  for (const node of agents) {
    const port = fixedPort(node, settings) ?? numberedPort(node, settings['base-port']);
    if (port === undefined) guessed.push(node);
    else ports.set(node, port);
  }
  const spare = sparePorts(new Set(ports.values()));
  for (const node of guessed) {
    const { value } = spare.next();
    if (value !== undefined) ports.set(node, value);
  }
  const rules = [...ports].map(([{ name, address }, listenPort]) => ({ name, address, listenPort }));
  return {
    rules: rules.sort((a, b) => a.listenPort - b.listenPort),
    guessed: guessed.flatMap((node) => {
      const port = ports.get(node);
      return port === undefined ? [] : [{ node, port }];
    }),
    left: guessed.filter((node) => !ports.has(node)),
  };
}

function fixedPort(node: ClusterNode, { ports }: ProxySettings): number | undefined {
  return Object.hasOwn(ports, node.name) ? ports[node.name] : undefined;
}

function numberedPort(node: ClusterNode, basePort: number): number | undefined {
  if (node.role !== 'agent') return undefined;
  const number = Number(/\d+$/.exec(node.name)?.[0] ?? 0);
  return number >= 1 && number <= HIGHEST_AGENT_NUMBER ? basePort + number : undefined;
}

function* sparePorts(taken: ReadonlySet<number>): Generator<number, undefined> {
  for (let port = LAST_SPARE_PORT; port >= openedPorts.first; port--)
    if (!taken.has(port) && !isMarathonLbPort(port)) yield port;
  return undefined;
}
