import type { Command, NeededFile } from './types.ts';

/** Where every phase runs. */
export const INSTALL = 'install';

/** DC/OS' installer, which the operator downloads into `install/`. */
export const INSTALLER = 'dcos_generate_config.sh';

/** `ansible-playbook ansible-<name>.yml`, with its ansible.cfg beside it. */
export function ansible(name: string, ...args: string[]): Command {
  return { folder: INSTALL, argv: ['ansible-playbook', playbookFile(name), ...args], extra: true };
}

/** The playbook of that name, as a needed file. */
export function playbook(name: string): NeededFile {
  return built(`${INSTALL}/${playbookFile(name)}`);
}

/** One of uegen's scripts in `install/`. */
export function script(name: string, ...args: string[]): Command {
  return { folder: INSTALL, argv: ['bash', name, ...args] };
}

/** DC/OS' installer with one of its actions, as root. */
export function installer(action: string): Command {
  return { folder: INSTALL, argv: ['bash', INSTALLER, action], root: true, extra: true, installer: true };
}

/** A file that uegen makes. */
export function built(path: string): NeededFile {
  return { path, from: 'build' };
}

/** A folder of the checkout. */
export function checkedOut(path: string): NeededFile {
  return { path, from: 'checkout' };
}

/** What every run of the installer needs. */
export const INSTALLER_FILES: readonly NeededFile[] = [
  { path: `${INSTALL}/${INSTALLER}`, from: 'download' },
  built(`${INSTALL}/genconf/config.yaml`),
  built(`${INSTALL}/genconf/ip-detect`),
];

function playbookFile(name: string): string {
  return `ansible-${name}.yml`;
}
