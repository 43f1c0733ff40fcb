import { applyPatch, createTwoFilesPatch } from 'diff';

/** Files by their paths. */
export type Files = ReadonlyMap<string, Buffer>;

/** The list of the base's files that a layer lacks, one path a line. */
export const GONE = 'GONE';
const PATCH = '.patch';

/**
 * What a scenario stores over its base: the files that differ, each as the shorter of a patch and the whole file, and
 * the list of those that are gone. Entries of `stored` that are still right stay as they are.
 */
export function layerOver(base: Files, actual: Files, stored: Files = new Map()): Files {
  const layer = new Map<string, Buffer>();
  for (const [path, content] of actual) {
    const below = base.get(path);
    if (below?.equals(content)) continue;
    const kept = stored.get(path + PATCH);
    if (below !== undefined && kept !== undefined && patched(below, kept)?.equals(content))
      layer.set(path + PATCH, kept);
    else layer.set(...shortest(path, below, content));
  }
  const gone = [...base.keys()].filter((path) => !actual.has(path)).sort();
  if (gone.length > 0) layer.set(GONE, Buffer.from(gone.map((path) => `${path}\n`).join('')));
  return layer;
}

/** The files that a layer describes, and everything in it that says nothing or can't be followed. */
export function applyLayer(base: Files, layer: Files): { files: Files; problems: string[] } {
  const files = new Map(base);
  const problems: string[] = [];
  for (const path of goneIn(layer))
    if (!files.delete(path)) problems.push(`${GONE} lists ${path}, which the base doesn't have`);
  for (const [entry, content] of layer) {
    if (entry === GONE) continue;
    const path = isPatch(entry) ? entry.slice(0, -PATCH.length) : entry;
    const below = base.get(path);
    const wanted = isPatch(entry) ? below && patched(below, content) : content;
    if (wanted === undefined) problems.push(`${entry} doesn't apply to the base's file`);
    else if (below?.equals(wanted)) problems.push(`${entry} says what the base says: delete it`);
    else if (isPatch(entry) && layer.has(path)) problems.push(`${path} is stored whole and as a patch`);
    else files.set(path, wanted);
  }
  return { files, problems };
}

/** How much a person has to read. */
export function linesOf(files: Files): number {
  return [...files.values()].reduce((sum, content) => sum + content.toString('latin1').split('\n').length, 0);
}

function isPatch(path: string): boolean {
  return path.endsWith(PATCH);
}

function goneIn(layer: Files): string[] {
  return (layer.get(GONE)?.toString() ?? '').split('\n').filter((path) => path !== '');
}

/** A patch is found by its content, wherever it moved: a line added to the base above it leaves it right. */
function patched(below: Buffer, patch: Buffer): Buffer | undefined {
  try {
    const text = applyPatch(below.toString(), patch.toString(), { autoConvertLineEndings: false });
    return text === false ? undefined : Buffer.from(text);
  } catch {
    // What isn't a patch at all applies to nothing.
    return undefined;
  }
}

function shortest(path: string, below: Buffer | undefined, content: Buffer): [string, Buffer] {
  const whole: [string, Buffer] = [path, content];
  if (below === undefined) return whole;
  const text = createTwoFilesPatch('base', 'this', below.toString(), content.toString(), '', '', {
    context: 1,
  });
  const patch = Buffer.from(text.replace(/^=+\n/, ''));
  const shorter = linesOf(new Map([['', patch]])) < linesOf(new Map([whole])) / 2;
  // What holds bytes that are no text can't be patched.
  return shorter && patched(below, patch)?.equals(content) ? [path + PATCH, patch] : whole;
}
