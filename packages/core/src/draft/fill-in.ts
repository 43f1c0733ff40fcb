import { checkConfig } from '../config/check.ts';
import { resolveReferences } from '../config/references.ts';
import { schemaAt } from '../config/schema.ts';
import { isSecret } from '../config/secrets.ts';
import type { KeyPath } from '../diagnostic.ts';
import type { ConfigTree, Reference } from '../parse/tree.ts';
import { placeholdersFor } from './placeholders.ts';

/** One reference of a draft, and the text that stands in its place. */
export interface Placeholder {
  path: KeyPath;
  reference: Reference;
  text: string;
}

/** A tree in which placeholders stand for all references. */
export interface Draft {
  tree: ConfigTree;
  placeholders: readonly Placeholder[];
}

interface Place {
  path: KeyPath;
  reference: Reference;
  /** What may stand here; the first one does. */
  texts: string[];
}

/**
 * Puts a placeholder in the place of every reference, the first that the schema takes there. The same reference gives
 * the same value, and two of them give different ones. Where nothing fits, the validator will say so.
 */
export function fillDraft(tree: ConfigTree): Draft {
  const places = placesOf(tree);
  for (;;) {
    const filled = resolveReferences(tree, (_, path) => ({ value: places.get(key(path))?.texts[0] ?? '' }));
    const refused = new Set(checkConfig(filled.tree).diagnostics.map(({ path }) => key(path)));
    const open = [...places].filter(([place, { texts }]) => refused.has(place) && texts.length > 1);
    if (open.length === 0) return { tree: filled.tree, placeholders: [...places.values()].map(settled) };
    for (const [, { texts }] of open) texts.shift();
  }
}

/** True when a placeholder stands where rules over several keys look: then what they say may be due to it. */
export function isGuessed({ placeholders }: Draft): boolean {
  return placeholders.some(({ path }) => !isSecret(path));
}

function placesOf(tree: ConfigTree): Map<string, Place> {
  const places = new Map<string, Place>();
  const numbers = new Map<string, number>();
  resolveReferences(tree, (reference, path) => {
    const name = `${reference.tag} ${reference.argument}`;
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    const texts = placeholdersFor(reference, number, schemaAt(path, undefined) ?? {});
    places.set(key(path), { path, reference, texts });
    return { value: '' };
  });
  return places;
}

function settled({ path, reference, texts }: Place): Placeholder {
  return { path, reference, text: texts[0] ?? '' };
}

function key(path: KeyPath): string {
  return JSON.stringify(path);
}
