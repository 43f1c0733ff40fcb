/** A reference to a value outside config.yml, written `!env NAME` or `!file PATH`. */
export interface Reference {
  tag: 'env' | 'file';
  argument: string;
}

/**
 * A scalar: its text, null where nothing is written, or a reference not yet resolved. Of a text, a number or a boolean
 * is never made; a config that comes as an object may hold them.
 */
export type Scalar = string | number | boolean | null | ReferenceNode;

/** A config as it was given: nothing is typed by the schema yet. */
export type ConfigTree = Scalar | ConfigTree[] | { [key: string]: ConfigTree };

/** A {@link Reference} inside a tree; a class, so that no mapping of the operator's can look like one. */
export class ReferenceNode implements Reference {
  constructor(
    readonly tag: Reference['tag'],
    readonly argument: string,
  ) {}
}

/** True for a mapping, whose keys are the operator's own. */
export function isMapping(tree: unknown): tree is { [key: string]: ConfigTree } {
  return (
    typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof ReferenceNode)
  );
}

/** What lies at `path`, or undefined. */
export function lookUp(tree: ConfigTree, path: readonly string[]): ConfigTree | undefined {
  let node: ConfigTree | undefined = tree;
  for (const key of path) {
    if (Array.isArray(node)) node = node[Number(key)];
    else if (isMapping(node) && Object.hasOwn(node, key)) node = node[key];
    else return undefined;
  }
  return node;
}
