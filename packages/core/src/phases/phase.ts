import type { DnsRecord } from '../apps/dns.ts';
import type { Cluster, ClusterNode, LeavingNode } from '../cluster/types.ts';
import type { Answer } from '../steps/answer.ts';
import type { Command } from '../steps/command.ts';
import { type Reads, readsOfPlays } from '../steps/reads.ts';
import type { NeededFile, Step } from '../steps/step.ts';
import type { Text } from '../text.ts';

/** A part of the guide that one run of `uegen run` carries out. Beside it lies one file per phase. */
export interface Phase<Name extends string = string> {
  name: Name;
  title: Text;
  /** The guide's headings, outermost first. */
  section: string;
  /** Under which heading of the runbook it stands. */
  part: 'installation' | 'operation';
  /** In their order; the first that fails ends the phase. */
  steps: readonly Step[];
  /** What it wants to find in the output root beside what its steps do. */
  needs?: readonly NeededFile[];
  /** The later keys of config.yml, dotted, without which it would carry out something half. */
  keys?: readonly string[];
  /** Values of config.yml that its commands print: `uegen run` stores them. */
  fetches?: readonly Fetched[];
  /** Phases whose machines have what it fetches already: they aren't due for it. */
  fetchedFrom?: readonly string[];
  /** A key of config.yml that is blank and that it can't do without, the first time or ever, and what its value is. */
  lacks?(cluster: Cluster, isFirst: boolean): { key: string; value: Text } | undefined;
  /** Programs that its commands call in turn. */
  tools?: readonly string[];
  /** Variables that it may be given by `-e`: with them it goes nowhere else, and does no less. */
  takes?: readonly string[];
  /** Phases that can't succeed while it is due. */
  precedes?: readonly string[];
  /** Files, folders and variables that it reads as well, but whose changes another phase carries to the machines. */
  leaves?: readonly string[];
  /** Files that it brings to all machines along with its own work: no other phase is due for them then. */
  carries?: readonly string[];
  /** Whether config.yml has already what it is run for. */
  settled?(cluster: Cluster): boolean;
  /** Rows of the DNS table that have to be registered before, for its own calls or for what it starts. */
  reaches?(cluster: Cluster): readonly DnsRecord[];
  /** It changes what a build reads: what comes after it wants another build. */
  refreshes?: true;
  /** What it prints is a secret: nothing of it goes into a log. */
  secretive?: true;
  /** It may start anew what people are using. */
  restarts?: true;
  /** Which phase it takes back: it is due, though never run by itself, as long as that one is the later. */
  closes?: string;
  /** Files that it doesn't read, but whose changes it brings to what runs. */
  follows?: readonly string[];
  /** Variables of which a change alone makes it due, and no first build: it changes what runs. */
  afterwards?: readonly string[];
  /** What a plan says of it, where its name doesn't say enough of a change. */
  meaning?: Text;
  /** Nothing makes it due again: it only looks, or what it does is done for good. */
  once?: true;
  /** It opens something, takes something away, or only looks, and so is never run unless somebody names it. */
  named?: true;
  /** Its machines answer what they are, each in a file: what they say goes into the record. */
  asks?: true;
  /** The guide calls it optional: while the config leaves it nothing to do, its playbook isn't written. */
  optional?: true;
  /** Why the config leaves nothing to do, if so. */
  idle?(cluster: Cluster): Text | undefined;
  /** The nodes that it is for, where it is for some only. */
  nodes?(cluster: Cluster): readonly LeavingNode[];
  /** It takes something away from its nodes: `uegen run` shows them and asks. */
  destroys?: true;
  /** Whether a node has what its role brings once this has succeeded. */
  joins?(node: ClusterNode): boolean;
  /** What its nodes are once it has succeeded. */
  ends?: 'removed' | 'uninstalled';
  /** Values of config.yml that the machines keep once it has brought them, by key. */
  keeps?: Readonly<Record<string, (cluster: Cluster) => string>>;
  /** Those of them that a machine tells by itself, by key. */
  finds?(answer: Answer, cluster: Cluster): Readonly<Record<string, string>>;
  /** How the machines show that it is done; without it they can't. */
  shows?: Shows;
  /** Of what it is to close: whether a machine shows that it is open. */
  isOpen?(answer: Answer): boolean;
  note: Note;
}

/** Which machines have something once a phase is done, and how their answers show it. */
interface Shows {
  on(node: ClusterNode, cluster: Cluster): boolean;
  by(answer: Answer, node: ClusterNode, cluster: Cluster): boolean;
}

/** A value that the output of a phase holds. */
export interface Fetched {
  /** Its key in config.yml, dotted. */
  key: string;
  /** Finds it in the output, as the first group. */
  line: RegExp;
  /** For which clusters; for all without it. */
  wanted?(cluster: Cluster): boolean;
}

/** A sentence that is the same for every cluster, or one that names something of this cluster. */
type Told = Text | ((cluster: Cluster) => Text);

/** What the runbook says of a phase beside its commands; `code spans` are Markdown's. */
export interface Note {
  /** What it does, and what has to be done by hand before. */
  what: Told;
  /** What has to be done by hand afterwards. */
  after?: Told;
  /** What to do when it fails. */
  trouble: readonly Text[];
}

/** What a phase runs, in its order; for a phase with nothing to do, nothing that makes sense. */
export function commandsOf({ steps }: Phase, cluster: Cluster): Command[] {
  return steps.flatMap((step) => step.commands(cluster));
}

/** Everything that a phase wants to find in the output root, each path once. */
export function needsOf({ steps, needs = [] }: Phase, cluster: Cluster): NeededFile[] {
  const all = [...steps.flatMap((step) => step.needs(cluster)), ...needs];
  return [...new Map(all.map((need) => [need.path, need])).values()];
}

/** What makes a phase due when it changes; nothing while it has nothing to do. */
export function readsOf(phase: Phase, cluster: Cluster): Reads {
  if (phase.idle?.(cluster) !== undefined) return { files: [], variables: [], except: [] };
  const { afterwards, leaves: except = [] } = phase;
  if (afterwards !== undefined) return { files: [], variables: afterwards, except };
  // Files of config.yml's folder are carried into the checkout as well.
  const made = needsOf(phase, cluster).filter(({ from }) => from === 'build' || from === 'checkout');
  const plays = phase.steps.flatMap(({ playbook }) => playbook?.plays(cluster) ?? []);
  const played = readsOfPlays(plays);
  return {
    files: [...made.map(({ path }) => path), ...played.files, ...(phase.follows ?? [])],
    variables: [...phase.steps.flatMap(({ variables = [] }) => variables), ...played.variables],
    except,
  };
}

/** Every program that a phase needs for its commands, in the order of their first use. */
export function toolsOf({ tools = [] }: Phase, commands: readonly Command[], isRoot: boolean): string[] {
  const sudo = !isRoot && commands.some(({ root }) => root) ? ['sudo'] : [];
  return [...new Set([...sudo, ...commands.map(({ argv }) => argv[0]), ...tools])];
}

/** What is told of this cluster. */
export function told(text: Told, cluster: Cluster): Text {
  return typeof text === 'function' ? text(cluster) : text;
}
