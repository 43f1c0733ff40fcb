import { DCOS_DOMAINS } from '../facts/dcos.ts';
import { registryOf } from '../facts/docker.ts';
import type { Config } from '../generated/config.ts';
import { placeOf } from './place.ts';
import type { Cluster, WebProxy } from './types.ts';

/** What `bypass` is made of. */
type Known = Pick<Cluster, 'nodes' | 'publicAddress' | 'registry' | 'hosts' | 'gitlab' | 'mirror'>;

// A machine itself, and what answers at Amazon's machines alone.
const EVERYWHERE = ['localhost', '127.0.0.1', '169.254.169.254'];

/** The proxy that the config names, if it does. One address does for both schemes. */
export function resolveWebProxy({ proxy }: Config, known: Known): WebProxy | undefined {
  const one = proxy.http ?? proxy.https;
  if (one === undefined) return undefined;
  const given = proxy['no-proxy'];
  const lasting = lastingPlaces(known);
  return {
    http: bare(proxy.http ?? one),
    https: bare(proxy.https ?? one),
    bypass: distinct([...lasting, ...changingPlaces(known), ...given]),
    lastingBypass: distinct([...lasting, ...given]),
  };
}

function bare(address: string): string {
  return address.replace(/\/$/, '');
}

function distinct(places: readonly string[]): string[] {
  return [...new Set(places.filter((place) => place !== ''))];
}

// Another one of these means to start Docker anew on every machine, and to bake it into DC/OS.
function lastingPlaces({ nodes, registry, gitlab, mirror }: Known): string[] {
  const registries = [registry.package, registry.private, registry.public, mirror?.registry ?? ''];
  return [
    ...EVERYWHERE,
    ...DCOS_DOMAINS.map((domain) => `.${domain}`),
    ...nodes.filter(({ role }) => role === 'master' || role === 'gitlab').map(({ address }) => address),
    ...registries.map((place) => nameOf(registryOf(place) ?? '')),
    hostOf(gitlab.url),
    hostOf(mirror?.url ?? ''),
  ];
}

// Agents come and go, and nothing asks them by their addresses: apps are found by their names.
function changingPlaces({ nodes, publicAddress, hosts }: Known): string[] {
  const { default: domain, ...others } = hosts;
  return [
    ...nodes.filter(({ role }) => role === 'bootstrap' || role === 'ci').map(({ address }) => address),
    nameOf(publicAddress.master),
    nameOf(publicAddress.gitlab),
    ...Object.values(others).map((host) => (typeof host === 'string' ? nameOf(host) : '')),
    domain === undefined ? '' : `.${nameOf(domain)}`,
  ];
}

function nameOf(place: string): string {
  return placeOf(place).name;
}

function hostOf(url: string): string {
  return /^[a-z]+:\/\//.test(url) ? nameOf(url.replace(/^[a-z]+:\/\//, '')) : '';
}

/** What the variables of a proxy hold for programs that only fetch something. */
export function proxyTexts({ http, https, lastingBypass }: WebProxy) {
  return { http, https, bypass: bypassList(lastingBypass).join(',') };
}

/**
 * The variables that curl, wget, git, npm, Python, Go and Ruby read: some know the small ones only, some the large ones.
 * Programs that talk to the platform's services as well want the whole bypass, others the lasting one.
 */
export function proxyVariables({ http, https }: WebProxy, bypass: readonly string[]): Record<string, string> {
  const values = { http_proxy: http, https_proxy: https, no_proxy: bypassList(bypass).join(',') };
  const large = Object.entries(values).map(([name, value]) => [name.toUpperCase(), value]);
  return { ...values, ...Object.fromEntries(large) };
}

/**
 * A bypass as those variables spell it. A domain stands there with its dot and without: before Ruby 2.5 only the latter
 * stood for the names below it, later the former alone does.
 */
export function bypassList(bypass: readonly string[]): string[] {
  return bypass.flatMap((place) => (place.startsWith('.') ? [place.slice(1), place] : [place]));
}

/** A bypass as Java spells it, in a property of the system or the settings of Maven. */
export function nonProxyHosts(bypass: readonly string[]): string {
  return bypass.map((place) => (place.startsWith('.') ? `*${place}` : place)).join('|');
}

/** The proxy for an address, undefined for one that none is for, such as a file's, and where there is none. */
export function proxyFor(address: string, proxy: WebProxy | undefined): string | undefined {
  const [, scheme, host = ''] = /^(https?|ftp):\/\/([^:/]+)/.exec(address) ?? [];
  if (proxy === undefined || scheme === undefined || bypasses(host, proxy.bypass)) return undefined;
  return scheme === 'https' ? proxy.https : proxy.http;
}

function bypasses(host: string, bypass: readonly string[]): boolean {
  return bypass.some((place) => host === place || (place.startsWith('.') && host.endsWith(place)));
}
