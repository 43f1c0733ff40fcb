import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { emptyDirSync, outputFileSync } from 'fs-extra/esm';
import { applyLayer, type Files, layerOver, linesOf } from './layer.ts';
import { root } from './scenarios.ts';

/** The scenario whose golden files are stored whole; every other one stores what differs from its base. */
const WHOLE = 'guide';
/** The file that names the base of a scenario. */
const BASE = 'BASE';
const SNAPSHOTS = join(root, 'snapshots');
const NOTHING: Files = new Map();

/** Scenarios whose golden files lie over one another. */
export interface Scenarios {
  names: readonly string[];
  /** Everything of a scenario that has a golden. */
  filesOf(name: string): Files;
}

/**
 * Compares files with the golden ones below `snapshots/<folder>`, byte for byte, and the set of their paths too. With
 * UEGEN_UPDATE_GOLDENS=<folder> (several, with commas between them, or `all`) the golden files are written anew, and
 * the test fails all the same: a new golden is for a person to read.
 */
export function compareWithGoldens(folder: string, actual: Files, snapshots = SNAPSHOTS): void {
  const { files, problems } = applyLayer(NOTHING, storedIn(join(snapshots, folder)));
  report(snapshots, folder, [...problems, ...differences(files, actual)], () => actual);
}

/**
 * Compares a scenario with its golden files, which lie over what its base gives today: so a change that both share is
 * the base's alone, and changes one golden.
 */
export function compareScenario(name: string, scenarios: Scenarios, snapshots = SNAPSHOTS): void {
  const folder = `valid/${name}`;
  const actual = scenarios.filesOf(name);
  if (name === WHOLE) {
    compareWithGoldens(folder, actual, snapshots);
    return;
  }
  const stored = new Map(storedIn(join(snapshots, folder)));
  const base = stored.get(BASE)?.toString().trimEnd();
  stored.delete(BASE);
  const wrong = wrongBase(name, base, scenarios.names, snapshots);
  const layer = applyLayer(base === undefined || wrong ? NOTHING : scenarios.filesOf(base), stored);
  report(
    snapshots,
    folder,
    wrong ? [wrong] : [...layer.problems, ...differences(layer.files, actual)],
    () => {
      const over = base === undefined || wrong ? nearest(name, scenarios, snapshots) : base;
      return new Map([
        [BASE, Buffer.from(`${over}\n`)],
        ...layerOver(scenarios.filesOf(over), actual, stored),
      ]);
    },
  );
}

/** The folders below `snapshots/valid` that no scenario has. */
export function goldensOfNoScenario(names: readonly string[], snapshots = SNAPSHOTS): string[] {
  return readdirSync(join(snapshots, 'valid')).filter((name) => !names.includes(name));
}

/** The paths of all files below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

function storedIn(folder: string): Files {
  return new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path))]));
}

function* differences(expected: Files, actual: Files): Generator<string> {
  for (const path of expected.keys()) if (!actual.has(path)) yield `${path} is no longer made`;
  for (const [path, bytes] of actual) {
    const golden = expected.get(path);
    if (golden === undefined) yield `${path} is new`;
    else if (!bytes.equals(golden))
      yield createTwoFilesPatch(`golden ${path}`, `actual ${path}`, golden.toString(), bytes.toString());
  }
}

/** Why a scenario can't lie over the base it names. */
function wrongBase(
  name: string,
  base: string | undefined,
  names: readonly string[],
  snapshots: string,
): string | undefined {
  if (base === undefined) return `there is no ${BASE}, and only ${WHOLE} is stored whole`;
  if (!names.includes(base)) return `${BASE} names ${base}, which is no scenario`;
  if (base === name || basesOf(base, snapshots).includes(name))
    return `${BASE} names ${base}, which lies over ${name} itself`;
  return undefined;
}

/** The base of a scenario, the base of that, and so on; ends where they go round. */
function basesOf(name: string, snapshots: string, found: readonly string[] = []): readonly string[] {
  const file = join(snapshots, 'valid', name, BASE);
  const base = existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : undefined;
  return base === undefined || found.includes(base) ? found : basesOf(base, snapshots, [...found, base]);
}

/** The scenario over which a new one takes the fewest lines; the whole one, unless another saves a quarter. */
function nearest(name: string, { names, filesOf }: Scenarios, snapshots: string): string {
  const cost = (base: string) => linesOf(layerOver(filesOf(base), filesOf(name)));
  const best = names
    .filter((base) => existsSync(join(snapshots, 'valid', base, BASE)))
    .filter((base) => wrongBase(name, base, names, snapshots) === undefined)
    .reduce((best, base) => (cost(base) < cost(best) ? base : best), WHOLE);
  return cost(best) < cost(WHOLE) * 0.75 ? best : WHOLE;
}

function report(snapshots: string, folder: string, problems: readonly string[], update: () => Files): void {
  if (problems.length === 0) return;
  const asked = (process.env.UEGEN_UPDATE_GOLDENS ?? '').split(',');
  if (asked.includes(folder) || asked.includes('all')) write(join(snapshots, folder), update());
  throw new Error(
    `${problems.join('\n')}\nTo take this as the new golden: UEGEN_UPDATE_GOLDENS=${folder} npm test -- goldens (or =all)`,
  );
}

function write(folder: string, files: Files): void {
  if (process.env.CI !== undefined) throw new Error('goldens are not updated in CI');
  emptyDirSync(folder);
  for (const [path, content] of files) outputFileSync(join(folder, path), content);
}
