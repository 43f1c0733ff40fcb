import type { Cluster } from '../cluster/types.ts';
import { shellWord } from '../escape/shell.ts';

/** Where every phase runs. */
export const INSTALL = 'install';

/** One program that a phase runs, never through a shell. */
export interface Command {
  /** Where it runs, as a path from the output root. */
  folder: string;
  argv: readonly [program: string, ...args: string[]];
  /** It needs root: another user runs it through sudo. */
  root?: boolean;
  /** A file in `folder` that it reads as its standard input. */
  stdin?: string;
  /** The operator's extra arguments go behind its own. */
  extra?: boolean;
  /** Its last arguments are words for a shell on another machine. */
  remote?: boolean;
  /** It is `dcos_generate_config.sh` with a flag that later DC/OS versions don't know. */
  installer?: boolean;
}

/** A script in `install/` that a shell on another machine reads, so that nothing is left behind there. */
export function overSsh(ssh: Cluster['ssh'], address: string, shell: string, script: string): Command {
  return { folder: INSTALL, argv: ['ssh', ...sshPlace(ssh, address), shell], stdin: script, remote: true };
}

/** Whom ssh calls: its arguments in front of the command. */
export function sshPlace(ssh: Cluster['ssh'], address: string): string[] {
  const { keyFile, port, user } = ssh;
  return [...pinned(ssh), '-i', keyFile, '-p', String(port), `${user}@${address}`];
}

/** What has ssh take the pinned host keys only; nothing where none are. Of an option that it gets twice, it takes the first. */
export function pinned({ knownHosts }: Cluster['ssh']): string[] {
  if (knownHosts === '') return [];
  return ['-o', 'StrictHostKeyChecking=yes', '-o', `UserKnownHostsFile=${knownHosts}`];
}

/** A command as an operator would type it in the output root. */
export function spell({ folder, argv, stdin }: Command): string {
  const words = argv.map(word).join(' ');
  const fed = stdin === undefined ? words : `${words} < ${word(stdin)}`;
  return `(cd ${word(folder)} && ${fed})`;
}

/** The command as the user runs it: through sudo where it needs root, with the extra arguments behind. */
export function asUser(command: Command, isRoot: boolean, extra: readonly string[]): Command {
  const [program, ...args] = command.argv;
  const more = command.remote ? extra.map(word) : extra;
  const all = command.extra ? [...args, ...more] : args;
  return { ...command, argv: command.root && !isRoot ? ['sudo', program, ...all] : [program, ...all] };
}

/** A value as one word of a shell; what means itself to every shell stays as it is. */
export function word(value: string): string {
  return /^[\w@%+:,./=-]+$/.test(value) ? value : shellWord(value);
}
