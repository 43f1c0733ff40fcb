import { checkFiles } from './check-files.ts';
import { carryCheckout } from './checkout/carry.ts';
import { spellForImages } from './checkout/images.ts';
import { checkRevision } from './checkout/revision.ts';
import { type TrackedPaths, trackedSecrets } from './checkout/tracked.ts';
import type { CheckoutFile } from './checkout/types.ts';
import { resolveCluster } from './cluster/resolve.ts';
import type { Cluster } from './cluster/types.ts';
import { checkConfig } from './config/check.ts';
import { cutSecrets } from './config/cut-secrets.ts';
import { type ReferenceResolver, resolveReferences } from './config/references.ts';
import { type Diagnostic, hasErrors } from './diagnostic.ts';
import { type Draft, fillDraft, isGuessed } from './draft/fill-in.ts';
import { asWarning, draftMark, draftNote } from './draft/mark.ts';
import type { GeneratedFile } from './file.ts';
import type { Config } from './generated/config.ts';
import type { ConfigInput } from './generated/config-input.ts';
import { configProperties, imageValues } from './outputs/config-properties.ts';
import { outputs as allOutputs } from './outputs/index.ts';
import type { Output } from './outputs/output.ts';
import { inOriginal } from './parse/in-original.ts';
import { treeFromObject } from './parse/object.ts';
import { outgrown } from './parse/outgrown.ts';
import { type ParsedConfig, parseConfig, type Unreadable } from './parse/parse.ts';
import type { ConfigTree } from './parse/tree.ts';
import { fetchedKeys } from './phases/index.ts';
import { locateDiagnostics, sortDiagnostics } from './report/locate.ts';
import { atWrittenPlaces } from './report/written.ts';
import { applyRules } from './rules/index.ts';
import type { Former, Rule } from './rules/rule.ts';
import { type Lang, says } from './text.ts';

/** What {@link generate} may be told besides the text. */
export interface GenerateOptions {
  /** Answers `!env NAME` and `!file PATH`; without it every reference is an error. */
  resolveReference?: ReferenceResolver;
  /** Puts placeholders in the places of all references and marks the tree, which then can't be deployed. */
  draft?: boolean;
  /** The checkout's own files, which are carried along with `@dotted.key@` replaced. */
  checkout?: readonly CheckoutFile[];
  /**
   * The files in {@link RESOURCE_FOLDERS} of the checkout that the images are built from, which its Maven fills. Without
   * them no values for the images are written.
   */
  resources?: readonly CheckoutFile[];
  /** Those of {@link REVISION_FILES} that the checkout has, by their paths from its root. */
  revisionFiles?: readonly CheckoutFile[];
  /** Without it, nothing is said about what git tracks. */
  trackedPaths?: TrackedPaths;
  /** What the last build of the same tree was told. */
  former?: Former;
  /** The language of what people read in the tree, in place of the one that the config names. */
  lang?: Lang;
  /** The outputs to make instead of all of uegen's. Files that collide or leave the root are errors. */
  outputs?: readonly Output[];
  /** The rules to hold the config against instead of all of uegen's. */
  rules?: readonly Rule[];
  /** The most mistakes against the schema to tell; all of them without it. */
  mistakes?: number;
}

/** What {@link generate} answers: with an error among the diagnostics, there is not one file. */
export interface GenerateResult {
  files: readonly GeneratedFile[];
  diagnostics: readonly Diagnostic[];
  /** How many more mistakes against the schema there are than were to be told. */
  untold: number;
  /** The config as typed, and what it describes; absent when it has errors. */
  config?: Config;
  cluster?: Cluster;
}

/**
 * The whole way from the text of config.yml, or the same as an object, to files in memory. It reads and writes nothing
 * else, and the same config gives the same bytes everywhere. Problems come back as diagnostics, all of them at once;
 * nothing is thrown for a bad config. Those of an object have a path and no position.
 */
export function generate(config: string | ConfigInput, options: GenerateOptions = {}): GenerateResult {
  const text = typeof config === 'string' ? config : undefined;
  const parsed: ParsedConfig = typeof config === 'string' ? parseConfig(config) : treeFromObject(config);
  if ('diagnostics' in parsed) return { files: [], ...withMore(parsed, options) };
  const tooLarge = outgrown(parsed.tree);
  const examined =
    tooLarge === undefined
      ? examine(parsed.tree, text, options)
      : { diagnostics: [tooLarge], untold: 0, tree: parsed.tree, draft: undefined };
  const { diagnostics, untold, tree, config: typed, cluster, draft }: Examined = examined;
  const found = (all: readonly Diagnostic[]): GenerateResult => ({
    files: [],
    diagnostics: locateDiagnostics(all, text, parsed.tree),
    untold,
  });
  if (typed === undefined || cluster === undefined || hasErrors(diagnostics)) return found(diagnostics);
  // A draft's values are not those that the source should hold.
  const revision = draft === undefined ? checkRevision(options.revisionFiles ?? [], cluster) : [];
  const made = makeFiles(cluster, tree, { ...options, lang: options.lang ?? typed.lang }, draft);
  const all = [...diagnostics, ...revision, ...made.diagnostics];
  return hasErrors(all) ? found(all) : { ...found(all), files: made.files, config: typed, cluster };
}

/** A config held against the schema and the rules; without a config and a cluster where the schema refuses it. */
interface Examined {
  diagnostics: readonly Diagnostic[];
  untold: number;
  /** The tree with its references resolved. */
  tree: ConfigTree;
  draft: Draft | undefined;
  config?: Config;
  cluster?: Cluster;
}

function examine(parsed: ConfigTree, text: string | undefined, options: GenerateOptions): Examined {
  const draft = options.draft ? fillDraft(parsed) : undefined;
  const references =
    draft === undefined
      ? resolveReferences(parsed, options.resolveReference ?? noReferences, fetchedKeys)
      : { tree: draft.tree, diagnostics: [draftNote(draft)] };
  const { tree } = references;
  // A reference without an answer leaves its key blank: one mistake, said once.
  const said = draft === undefined ? references.diagnostics.map(({ path }) => path) : [];
  const checked = checkConfig(tree, options.mistakes, said);
  const diagnostics = [
    ...references.diagnostics,
    ...checked.diagnostics,
    ...(text === undefined ? [] : cutSecrets(parsed, text)),
  ];
  const { config, untold } = checked;
  if (config === undefined || hasErrors(references.diagnostics)) return { diagnostics, untold, tree, draft };
  const cluster = resolveCluster(config);
  const found = applyRules(config, cluster, options.former, options.rules).map((one) =>
    atWrittenPlaces(one, parsed),
  );
  const more = draft !== undefined && isGuessed(draft) ? found.map(asWarning) : found;
  return { diagnostics: [...diagnostics, ...more], untold, tree, draft, config, cluster };
}

/** The syntax errors of a text, and what is wrong in the rest of it, but for lines of which only a guess could be read. */
function withMore(
  { diagnostics, mended }: Unreadable,
  options: GenerateOptions,
): Pick<Examined, 'diagnostics' | 'untold'> {
  if (mended === undefined || outgrown(mended.tree) !== undefined)
    return { diagnostics: sortDiagnostics(diagnostics), untold: 0 };
  const { diagnostics: found, untold } = examine(mended.tree, mended.text, options);
  const more = locateDiagnostics(found, mended.text, mended.tree).flatMap((one) =>
    inOriginal(one, mended.original),
  );
  return { diagnostics: sortDiagnostics([...diagnostics, ...more]), untold };
}

function makeFiles(cluster: Cluster, tree: ConfigTree, options: GenerateOptions, draft: Draft | undefined) {
  const files = (options.outputs ?? allOutputs).flatMap((output) => output(cluster, options.lang));
  if (draft !== undefined) files.push(draftMark(draft, options.lang ?? 'ko'));
  const images = spellForImages(imageValues(cluster), cluster.gitlab.url, options.resources);
  if (options.resources !== undefined) files.push(configProperties(images.spelt));
  const problems = options.outputs === undefined ? [] : checkFiles(files);
  if (problems.length > 0) return { files: [], diagnostics: problems };
  const made = new Map(files.map((file) => [file.path, file]));
  const carried = carryCheckout(options.checkout ?? [], { tree, gitlabUrl: cluster.gitlab.url }, made);
  for (const file of carried.files) made.set(file.path, file);
  const all = [...made.values()];
  const tracked = trackedSecrets(all, options.trackedPaths ?? (() => []));
  return { files: all, diagnostics: [...images.diagnostics, ...carried.diagnostics, ...tracked] };
}

const noReferences: ReferenceResolver = ({ tag }) => ({
  problem: says(`nothing resolves !${tag} here`, `여기서는 !${tag} 의 값을 찾을 수 없습니다`),
});
