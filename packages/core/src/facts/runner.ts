/** From which version of gitlab-runner on something is so, as major and minor number. */
export const runnerSince = {
  /** It asks Amazon for the machine's own rights where a cache on S3 has no keys. */
  ownRights: '10.6',
  /** It reads the keys of the cache's server from a table of their own, too. */
  cacheTable: '11.3',
  /** It reads them from there only. */
  cacheTableOnly: '12.0',
} as const;

/** True for a version that isn't older than `since`. */
export function isRunnerSince(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

/** The description that the platform's server looks the runner up by, to the letter. */
export const RUNNER_DESCRIPTION = 'uengine docker runner:shared-socket';

/** The checksum of docker-machine 0.12.2 for Linux on x86_64, wherever it is downloaded from. */
export const DOCKER_MACHINE_CHECKSUM =
  'sha256:56f1e04811e21e972c44ca9b1d0a78784764646fedab3858c6239fcbaac4c87d';
