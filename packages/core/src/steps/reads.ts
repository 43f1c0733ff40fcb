import { roles as roleFacts } from '@uegen/templates';
import type { Play } from './play.ts';
import { INSTALL } from './step.ts';

/** What ansible or a script reads of the tree that uegen makes. */
export interface Reads {
  /** Paths from the output root; that of a folder stands for all below it. */
  files: readonly string[];
  /** Variables of ansible, dotted; `a` stands for all of `a.b`. */
  variables: readonly string[];
  /** Files, folders and variables among them that don't count. */
  except: readonly string[];
}

/** Whether a file is among them. */
export function readsFile({ files, except }: Reads, path: string): boolean {
  const covers = (other: string) => other === path || path.startsWith(`${other}/`);
  return files.some(covers) && !except.some(covers);
}

/** Whether a variable, or a part of it, is among them. */
export function readsVariable({ variables, except }: Reads, name: string): boolean {
  const covers = (other: string) => other === name || name.startsWith(`${other}.`);
  const isPart = (other: string) => other.startsWith(`${name}.`);
  return variables.some((other) => covers(other) || isPart(other)) && !except.some(covers);
}

/** What plays read: who their machines are, and of their roles, included ones too, the files and variables. */
export function readsOfPlays(plays: readonly Play[]): Pick<Reads, 'files' | 'variables'> {
  const facts = [...withIncluded(plays.flatMap(({ roles }) => roles))].map((name) => ({
    folder: `${INSTALL}/roles/${name}`,
    ...factsOf(name),
  }));
  return {
    files: facts.flatMap(({ folder, files }) => [folder, ...files.map(besideThePlaybook)]),
    variables: [...plays.flatMap(groupsOf), ...facts.flatMap(({ variables }) => variables)],
  };
}

// `groups` holds the machines of every group.
function groupsOf({ hosts }: Play): string[] {
  const groups = hosts.split(':').filter((name) => !name.startsWith('!'));
  return groups.map((name) => `groups.${name}`);
}

// A set grows while it is gone through.
function withIncluded(names: readonly string[]): Set<string> {
  const all = new Set(names);
  for (const name of all) for (const included of factsOf(name).roles) all.add(included);
  return all;
}

function factsOf(name: string) {
  const facts = roleFacts[name];
  if (facts === undefined) throw new Error(`there is no role ${name}`);
  return facts;
}

function besideThePlaybook(path: string): string {
  return `${INSTALL}/${path.replace(/\/$/, '')}`;
}
