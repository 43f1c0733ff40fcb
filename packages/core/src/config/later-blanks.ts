import type { Path, Position } from '../diagnostic.ts';
import { parse } from '../parse/parse.ts';
import { findPositions } from '../parse/positions.ts';
import { lookUp } from '../parse/tree.ts';
import { isBlank } from './type.ts';

/** A key that can only be filled in while the platform is being installed, and isn't yet. */
export interface LaterBlank {
  path: Path;
  /** Where the key stands, or its nearest parent where it isn't written at all. */
  position: Position;
  /** What can't work before the key is filled in. */
  neededBy: string;
  /** Where its value comes from. */
  source: string;
}

const ACCOUNT = "GitLab's web interface, logged in as root";

// The guide's "Cloud package part": filled out after DC/OS and GitLab stand.
const LATER_KEYS: readonly Omit<LaterBlank, 'position'>[] = [
  {
    path: ['dcos', 'token'],
    neededBy: "the platform's server",
    source: 'a long-lived token made on a master',
  },
  { path: ['gitlab', 'root', 'username'], neededBy: 'the config server', source: ACCOUNT },
  { path: ['gitlab', 'root', 'password'], neededBy: 'the config server', source: ACCOUNT },
  { path: ['gitlab', 'root', 'token'], neededBy: "the platform's server", source: ACCOUNT },
  {
    path: ['gitlab', 'config-repo', 'projectId'],
    neededBy: "the platform's server",
    source: 'the settings of the project cloud-config-repository in GitLab',
  },
];

/** The guide's later keys that are still blank in a text that parses; none for a text that doesn't. */
export function laterBlanks(text: string): LaterBlank[] {
  const parsed = parse(text);
  if ('diagnostic' in parsed) return [];
  const positions = findPositions(text);
  return LATER_KEYS.filter(({ path }) => isBlank(lookUp(parsed.tree, path) ?? null)).map((key) => ({
    ...key,
    position: positions.key(key.path),
  }));
}
