import { dirname, resolve } from 'node:path';
import { type ConfigEdit, editConfig, type Lang, spokenIn } from '@uegen/core';
import { enter } from '../activity.ts';
import { withExtensions } from '../extension.ts';
import { language, say } from '../language.ts';
import { type Loaded, type LoadOptions, load, printDiagnostics } from '../load.ts';
import { Problem } from '../problem.ts';
import { knownOf } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import { openConfig, replaceConfig } from './config-text.ts';
import { type Secret, storeSecrets } from './secret-file.ts';
import { showEdit } from './show.ts';

/** Where a config lies, and how it is built. */
export interface Place {
  config: string;
  out: string | undefined;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
}

/** Edits of config.yml, and secrets that they refer to. */
export interface Wish {
  edits: readonly ConfigEdit[];
  secrets?: readonly Secret[];
}

/** How a config is loaded there. */
export async function placeOptions({ lang, extension }: Place): Promise<LoadOptions> {
  return { lang, ...(await withExtensions(extension)) };
}

/** The config as a build would load it; undefined, with its mistakes printed, where it has errors. */
export async function loadChecked(
  place: Place,
  terminal: Terminal,
  wish?: Wish,
): Promise<Loaded | undefined> {
  const { edits = [], secrets = [] } = wish ?? {};
  const opened = openConfig(place.config);
  const result = editConfig(opened.text, edits);
  if ('problem' in result && edits.length > 0) throw new Problem(spokenIn(language(), result).problem);
  const loaded = load(place.config, place.out, {
    ...(await placeOptions(place)),
    text: 'text' in result ? result.text : opened.text,
    pending: new Map(secrets.map(({ path, value }) => [path, value])),
  });
  if (loaded.ok) return loaded;
  printDiagnostics(loaded, terminal);
  if (edits.length > 0) terminal.tell(say('Nothing was written.\n', '아무것도 쓰지 않았습니다.\n'));
  return undefined;
}

/** Whether an edit brings what a cluster that runs can't take; then a plan's own words for it are printed. */
function isRefused(before: Loaded, after: Loaded, terminal: Terminal): boolean {
  const known = errorsOf(before);
  const errors = errorsOf(after).filter((message) => !known.includes(message));
  for (const message of errors) terminal.tell(`uegen: ${say('error', '오류')}: ${message}\n`);
  if (errors.length > 0)
    terminal.tell(
      say(
        'Nothing was written. Where the record is wrong, uegen status --forget nodes clears it.\n',
        '아무것도 쓰지 않았습니다. 기록이 잘못되었다면 uegen status --forget nodes 로 지웁니다.\n',
      ),
    );
  return errors.length > 0;
}

function errorsOf(loaded: Loaded): string[] {
  const { cluster } = loaded.generated;
  if (cluster === undefined) return [];
  const { concerns } = knownOf(loaded, cluster, undefined);
  return concerns
    .filter(({ verdict }) => verdict === 'error')
    .map((concern) => spokenIn(language(), concern).message);
}

/**
 * Carries out edits of config.yml: the result is checked as a build would check it, secrets are written first, then
 * the config, and what changed is shown. False where the result has errors, and nothing was written.
 */
export async function applyEdits(place: Place, wish: Wish, terminal: Terminal): Promise<boolean> {
  const opened = openConfig(place.config);
  const result = editConfig(opened.text, wish.edits);
  if ('problem' in result) throw new Problem(spokenIn(language(), result).problem);
  const before = load(place.config, place.out, await placeOptions(place));
  const after = await loadChecked(place, terminal, wish);
  if (after === undefined) return false;
  if (isRefused(before, after, terminal)) return false;
  enter('write');
  const { secrets = [] } = wish;
  storeSecrets(dirname(resolve(place.config)), secrets);
  if (result.text !== opened.text) replaceConfig(opened, result.text);
  enter('report');
  const configs = [
    before.generated.config,
    after.generated.config,
    ...secrets.map(({ value }) => ({ password: value })),
  ];
  const diff = await showEdit(after.fileName, opened.text, result.text, configs);
  for (const { path } of secrets)
    terminal.out(
      say(
        `${path} holds the value, readable by you alone.\n`,
        `${path} 에 값을 저장했습니다. 본인만 읽을 수 있습니다.\n`,
      ),
    );
  terminal.out(
    diff === '' ? say(`${after.fileName} stays as it is.\n`, `${after.fileName} 은 그대로입니다.\n`) : diff,
  );
  return true;
}
