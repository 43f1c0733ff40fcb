import type { Cluster } from '../cluster/types.ts';
import { type Command, INSTALL } from './command.ts';
import type { Playbook } from './play.ts';

export { INSTALL };

/** One thing that a phase runs. */
export interface Step {
  /** Its programs in their order, for a cluster that gives its phase something to do. */
  commands(cluster: Cluster): readonly Command[];
  /** What it wants to find; what of it uegen makes, it reads. */
  needs(cluster: Cluster): readonly NeededFile[];
  /** Variables of the inventory whose values its commands hold. */
  variables?: readonly string[];
  /** What it plays, if it is ansible. */
  playbook?: Playbook;
}

/** A file or folder that must lie in the output root, and where it comes from. */
export interface NeededFile {
  path: string;
  from: FileSource;
}

/** Who makes a needed file: uegen, a checkout of uEngine-cloud, the download of DC/OS, or an earlier phase. */
export type FileSource = 'build' | 'checkout' | 'download' | 'genconf';

/** `ansible-playbook ansible-<name>.yml` with further arguments of its own; its ansible.cfg lies beside it. */
export function play(playbook: Playbook, ...args: string[]): Step {
  const file = `ansible-${playbook.name}.yml`;
  return {
    commands: () => [{ folder: INSTALL, argv: ['ansible-playbook', file, ...args], extra: true }],
    needs: () => [built(`${INSTALL}/${file}`)],
    playbook,
  };
}

/** One of uegen's scripts in `install/`, what it wants to find, and whether it takes the operator's extra arguments. */
export function script(
  name: string,
  args: readonly string[],
  needs: Step['needs'],
  more: Pick<Command, 'extra'> = {},
): Step {
  return {
    commands: () => [{ folder: INSTALL, argv: ['bash', name, ...args], ...more }],
    needs: (cluster) => [built(`${INSTALL}/${name}`), ...needs(cluster)],
  };
}

/** A file or folder that uegen makes. */
export function built(path: string): NeededFile {
  return { path, from: 'build' };
}

/** A folder of the checkout. */
export function checkedOut(path: string): NeededFile {
  return { path, from: 'checkout' };
}
