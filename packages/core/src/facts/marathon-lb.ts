/** Where marathon-lb listens for apps: the platform's own, and those that its users deploy. */
export const servicePortRange = { first: 10000, last: 10399 } as const;

/** Where it listens for browsers, unless it is told not to. */
export const webPorts: readonly number[] = [80, 443];

/** HAProxy's own page (statistics, health). */
export const STATISTICS_PORT = 9090;

/** The port that picks an app by the X-Marathon-App-Id header. */
export const APP_ID_PORT = 9091;

const singlePorts: readonly number[] = [...webPorts, STATISTICS_PORT, APP_ID_PORT];

/** True for a port that marathon-lb takes on the machines where it runs. */
export function isMarathonLbPort(port: number): boolean {
  const { first, last } = servicePortRange;
  return singlePorts.includes(port) || (port >= first && port <= last);
}
