/** The address that docker's settings know Docker Hub by. */
export const DOCKER_HUB = 'https://index.docker.io/v1/';

/**
 * The registry of the images below `name`, as `host[:port]`, or undefined where docker takes `name` for an account on
 * Docker Hub: its first part must look like a host (docker/distribution `reference/normalize.go`, splitDockerDomain).
 */
export function registryOf(name: string): string | undefined {
  const first = name.replace(/\/.*/s, '');
  if (/^(?:index\.)?docker\.io$/.test(first)) return undefined;
  return first === 'localhost' || /[.:]/.test(first) ? first : undefined;
}
