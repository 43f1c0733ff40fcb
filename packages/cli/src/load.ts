import { dirname, resolve } from 'node:path';
import {
  formatDiagnostics,
  type GenerateOptions,
  type GenerateResult,
  generate,
  hasErrors,
  type Lang,
} from '@uegen/core';
import { plannedNodes } from '@uegen/core/plan';
import { enter } from './activity.ts';
import { language, say } from './language.ts';
import { readCheckout, readResources, readRevision } from './read/checkout.ts';
import { nameOfConfig, readConfig } from './read/config-file.ts';
import { referenceResolver } from './read/references.ts';
import { trackedBelow } from './read/tracked.ts';
import type { Terminal } from './terminal.ts';
import type { TreeFile, Wanted } from './tree/examine.ts';
import { disk } from './tree/file-system.ts';
import { type Layout, layoutOf } from './tree/layout.ts';
import { formerOf, type LastBuild, readLastBuild } from './tree/manifest.ts';
import { outputRoot } from './tree/root.ts';
import { hashOf } from './tree/survey.ts';

/** A config, generated in memory. */
export interface Loaded {
  fileName: string;
  text: string;
  generated: GenerateResult;
  /** Every diagnostic, of which `generated` may hold only the first. */
  all(): GenerateResult['diagnostics'];
  /** False when the diagnostics stop everything. */
  ok: boolean;
  at: Layout;
  last: LastBuild;
  /** What is to be known besides. */
  note?: string;
}

/** How a config is to be generated: for a draft no reference is read. */
export interface LoadOptions extends Pick<GenerateOptions, 'draft' | 'outputs' | 'rules'> {
  /** The language of the tree, where the command line names one. */
  lang?: Lang | undefined;
  /** What is yet to be written to the config, and to files that it refers to. */
  text?: string;
  pending?: ReadonlyMap<string, string>;
}

/** The most mistakes against the schema that are explained to people, who are shown fewer. */
const MISTAKES = 1000;

/** Reads the config and whatever belongs to it, and generates every file in memory. */
export function load(
  config: string,
  out: string | undefined,
  { text: given, pending, lang, ...options }: LoadOptions = {},
): Loaded {
  enter('read');
  const folder = dirname(resolve(config));
  const text = given ?? readConfig(config);
  const checkout = readCheckout(folder);
  const at = layoutOf(outputRoot(out, folder));
  const resources = readResources(folder, at.root);
  const last = readLastBuild(disk, at);
  enter('generate');
  const resolveReference = referenceResolver(folder, process.env, pending);
  const told = {
    checkout,
    former: formerOf(last),
    ...(resources !== undefined && { resources }),
    revisionFiles: readRevision(folder, at.root),
    ...(lang !== undefined && { lang }),
    ...options,
    resolveReference,
    trackedPaths: trackedBelow(at.root),
  };
  const generated = generate(text, { ...told, mistakes: MISTAKES });
  const ok = !hasErrors(generated.diagnostics);
  const isOther = lang !== undefined && generated.config !== undefined && generated.config.lang !== lang;
  return {
    fileName: nameOfConfig(config),
    text,
    generated,
    all: () => (generated.untold === 0 ? generated : generate(text, told)).diagnostics,
    ok,
    at,
    last,
    ...(isOther && { note: langNote(lang) }),
  };
}

function langNote(lang: Lang): string {
  return say(
    `--lang ${lang} still sets the language of RUNBOOK.md, and will not in the next release: set lang: ${lang} in config.yml`,
    `--lang ${lang} 은 아직 RUNBOOK.md 의 언어도 정하지만, 다음 릴리스부터는 아닙니다. config.yml 에 lang: ${lang} 을 적으십시오`,
  );
}

/** What a build of this config is to bring about. */
export function wantedOf({ generated, text }: Loaded, force: boolean): Wanted {
  const files = generated.files.map(({ path, content, mode, secret }): TreeFile => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return { path, mode, secret, content: bytes, hash: hashOf(bytes) };
  });
  const nodes = generated.cluster === undefined ? [] : plannedNodes(generated.cluster);
  return { files, nodes, config: hashOf(text), force };
}

/** Prints the diagnostics, if there are any, or hands them on to an answer in JSON. */
export function printDiagnostics({ generated, all, fileName, text, note }: Loaded, terminal: Terminal): void {
  terminal.json?.diagnose(all());
  if (note !== undefined) terminal.tell(`uegen: ${say('note', '알림')}: ${note}\n`);
  if (terminal.json !== undefined) return;
  const color = terminal.paintErr.colored;
  const { diagnostics, untold } = generated;
  const shown = formatDiagnostics(diagnostics, { fileName, text, color, lang: language(), untold });
  // A line of the config, and what points at its place, stay as they are.
  for (const [part] of shown.matchAll(/(?:^ *\d* \| .*\n)+|(?:^(?! *\d* \| ).*\n)+/gm))
    if (/^ *\d* \| /.test(part)) terminal.err(part);
    else terminal.tell(part);
}
