import { join } from 'node:path';
import type { Payload } from '../answer.ts';
import { columns, folded } from '../cells.ts';
import { type Secret, secretPath } from '../edit/index.ts';
import {
  answers,
  blankAtFirst,
  configText,
  type Manner,
  questions,
  refuseFiles,
  writeAll,
} from '../init/index.ts';
import { say } from '../language.ts';
import { load, printDiagnostics } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import type { InitAnswer } from './answers.ts';

/** What `uegen init` is told on the command line. */
export interface InitOptions extends Manner {
  folder: string | undefined;
}

/**
 * `uegen init`: asks what a first config.yml needs and writes it, with a comment at each key, the editor's schema and a
 * .gitignore. What is there is never overwritten. 1 where the answers make no config.
 */
export async function init(options: InitOptions, terminal: Terminal): Promise<number> {
  const config = join(options.folder ?? '.', 'config.yml');
  refuseFiles([config]);
  const { values, secrets } = await answers(options, terminal);
  const stored = [...secrets].map(([key, value]): Secret & { key: string } => ({
    key,
    path: secretPath(key.split('.')),
    value,
  }));
  const blank = options.minimal
    ? []
    : [...questions.filter(({ optional }) => optional).map(({ name }) => name), ...blankAtFirst];
  const text = configText(values, new Map(stored.map(({ key, path }) => [key, path])), blank);
  const loaded = load(config, undefined, {
    text,
    pending: new Map(stored.map(({ path, value }) => [path, value])),
  });
  if (!loaded.ok) {
    printDiagnostics(loaded, terminal);
    terminal.tell(say('Nothing was written.\n', '아무것도 쓰지 않았습니다.\n'));
    return 1;
  }
  const rows = writeAll(config, loaded, stored);
  printDiagnostics(loaded, terminal);
  if (terminal.json !== undefined) terminal.json.answer(answerOf(rows));
  else terminal.out(`${columns(rows).replace(/^ {2}/gm, '')}${folded(nextSteps(options), terminal.width)}`);
  return 0;
}

function answerOf(rows: ReturnType<typeof writeAll>): Payload<InitAnswer> {
  return { status: 'written', files: rows.map(([path, done]) => ({ path, done })) };
}

function nextSteps(options: Manner): string {
  const isGuides = options.yes || options['from-guide'];
  return say(
    `${isGuides ? "Replace the guide's addresses and names in config.yml by your own. " : ''}Next: uegen plan shows what a build would write, uegen build writes it.\n`,
    `${isGuides ? 'config.yml 에서 가이드의 주소와 이름을 실제 값으로 바꾸십시오. ' : ''}다음 단계: uegen plan 으로 만들 파일을 확인하고, uegen build 로 만듭니다.\n`,
  );
}
