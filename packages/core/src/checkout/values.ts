import { schemaAt } from '../config/schema.ts';
import { isSecret } from '../config/secrets.ts';
import { type ConfigTree, lookUp } from '../parse/tree.ts';
import { GITLAB_HOST, gitlabAt } from './gitlab-place.ts';

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
  const text = lookUp(tree, path);
  if (typeof text !== 'string' || text === '') return undefined;
  const schema = schemaAt(path, undefined);
  const bare = schema?.type === 'integer' || schema?.type === 'boolean';
  return { text, bare, secret: isSecret(path) };
}
