import type { Cluster, LeavingNode } from '../cluster/types.ts';
import type { Text } from '../text.ts';

/** What a phase may be called. */
export type PhaseName =
  | 'bootstrap-tools'
  | 'hostname'
  | 'ssh-root-login'
  | 'static-ip'
  | 'data-disk'
  | 'install'
  | 'genconf'
  | 'preflight'
  | 'deploy'
  | 'postflight'
  | 'health'
  | 'ssh-root-login-revert'
  | 'dcos-token'
  | 'gitlab'
  | 'ci-runner'
  | 'gitlab-projects'
  | 'package'
  | 'apps'
  | 'cadvisor'
  | 'add-agent'
  | 'gracefully-remove-agent'
  | 'uninstall'
  | 'gitlab-backup';

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

/** A file or folder that must lie in the output root, and where it comes from. */
export interface NeededFile {
  path: string;
  from: FileSource;
}

/** Who makes a needed file: uegen, a checkout of uEngine-cloud, the download of DC/OS, or an earlier phase. */
export type FileSource = 'build' | 'checkout' | 'download' | 'genconf';

/** A part of the guide that one run of `uegen run` carries out. */
export interface Phase {
  name: PhaseName;
  title: Text;
  /** The guide's headings, outermost first. */
  section: string;
  /** In their order; the first that fails ends the phase. */
  commands(cluster: Cluster): readonly Command[];
  files: readonly NeededFile[];
  /** The later keys of config.yml, dotted, without which it would carry out something half. */
  keys: readonly string[];
  /** Programs that its commands call in turn. */
  tools: readonly string[];
  /** The generated files that it carries to the machines: when one changes, the phase is due. */
  carries?: RegExp;
  /** Why the config leaves nothing to do, if so. */
  idle?(cluster: Cluster): Text | undefined;
  /** For a phase that takes something away: the nodes that it takes it from. */
  destroys?(cluster: Cluster): readonly LeavingNode[];
}
