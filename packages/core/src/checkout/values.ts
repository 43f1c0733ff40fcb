import { schemaAt } from '../config/schema.ts';
import { isSecret, publicExtras } from '../config/secrets.ts';
import { type ConfigTree, isMapping, lookUp } from '../parse/tree.ts';
import { GITLAB_HOST, gitlabAt } from './gitlab-place.ts';

const EXTRA = 'extra';

// What YAML and JSON type as a number or a boolean: the quotes in the carried file decide.
const BARE = /^(?:true|false|-?(?:0|[1-9][0-9]*))$/;

/** What placeholders are answered from. */
export interface Answers {
  /** The parsed config.yml. */
  tree: ConfigTree;
  /** GitLab's address, as in the Cluster. */
  gitlabUrl: string;
}

/** A value that a placeholder stands for, with what its target must know about it. */
export interface Value {
  text: string;
  /** True for an integer or a boolean: formats with types write it without quotes. */
  bare: boolean;
  secret: boolean;
}

/** What the placeholder of a dotted path at `offset` of `text` stands for, or undefined where config.yml has no value. */
export function valueIn(
  { tree, gitlabUrl }: Answers,
  dotted: string,
  text: string,
  offset: number,
): Value | 'other-port' | undefined {
  const value = valueAt(tree, dotted);
  if (value === undefined || dotted !== GITLAB_HOST) return value;
  const place = { start: offset, end: offset + dotted.length + 2 };
  const address = gitlabAt(text, place, value.text, gitlabUrl);
  return address === undefined ? 'other-port' : { ...value, text: address };
}

function valueAt(tree: ConfigTree, dotted: string): Value | undefined {
  const path = dotted.split('.');
  const scalar = lookUp(tree, path);
  if (scalar === undefined || scalar === null || typeof scalar === 'object') return undefined;
  const text = String(scalar);
  if (text === '') return undefined;
  const type = schemaAt(path, undefined)?.type;
  const bare = isExtra(dotted) ? BARE.test(text) : type === 'integer' || type === 'boolean';
  return { text, bare, secret: isSecret(path) && !publicExtras(tree).has(dotted) };
}

/** True for a key that nobody but carried files knows. */
export function isExtra(dotted: string): boolean {
  return dotted.startsWith(`${EXTRA}.`);
}

/** Every value below `extra`, by its dotted path. */
export function extraKeys(tree: ConfigTree): string[] {
  const below = (node: ConfigTree | undefined, path: string): string[] =>
    isMapping(node) ? Object.entries(node).flatMap(([key, child]) => below(child, `${path}.${key}`)) : [path];
  return isMapping(tree) && isMapping(tree[EXTRA]) ? below(tree[EXTRA], EXTRA) : [];
}
