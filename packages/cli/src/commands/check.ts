import type { Text } from '@uegen/core';
import { DRAFT_MARK, sometimesMade } from '@uegen/core';
import { committedDifferences, type Difference, type PlannedFile } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { folded } from '../cells.ts';
import { say, told } from '../language.ts';
import { type Loaded, wantedOf } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { examine } from '../tree/examine.ts';
import { disk } from '../tree/file-system.ts';
import { thisProcess } from '../tree/this-process.ts';
import type { CheckAnswer } from './answers.ts';
import { nextText } from './consequences.ts';
import { diffsOf, paintDiff } from './diffs.ts';
import { nextAt } from './plan.ts';

const WORDS: Readonly<Record<Difference['kind'], Text>> = {
  missing: { en: 'is missing', ko: '없습니다' },
  content: { en: 'differs', ko: '내용이 다릅니다' },
  executable: { en: 'has the wrong executable bit', ko: '실행 권한이 다릅니다' },
  'not-a-file': { en: 'is not a file', ko: '파일이 아닙니다' },
  stale: { en: 'is not generated any more', ko: '더는 생성되지 않습니다' },
};

/** What `uegen build --check` is told besides where to look. */
interface CheckOptions {
  quiet: boolean;
}

/** `uegen build --check`: writes nothing; exit code 2 when the committed tree isn't what the config gives. */
export async function checkCommitted(
  loaded: Loaded,
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  enter('compare');
  const all = wantedOf(loaded, false);
  // Nobody commits the mark of a draft.
  const wanted = { ...all, files: all.files.filter(({ path }) => path !== DRAFT_MARK) };
  const found = examine(disk, loaded.at, wanted, thisProcess());
  const differences = committedDifferences(wanted.files, found.files, found.disk, sometimesMade);
  enter('report');
  const status = differences.length === 0 ? 'same' : 'different';
  const next = nextAt(loaded, wanted, found);
  if (terminal.json !== undefined) {
    const { nodes, phases, due } = next;
    const answer: Payload<CheckAnswer> = {
      status,
      root: loaded.at.root,
      differences,
      nodes,
      phases: due ?? phases,
    };
    terminal.json.answer(answer);
  } else if (!options.quiet) {
    const print = (text: string) => terminal.out(folded(text, terminal.width));
    for (const { path, kind } of differences)
      print(say(`${path} ${WORDS[kind].en}\n`, `${path}: ${WORDS[kind].ko}\n`));
    await showDiffs(differences, found.files, wanted.files, loaded, terminal);
    if (differences.length > 0)
      print(nextText(next, true, say('To run after the build:', '빌드 후 실행할 단계:'), terminal.paintOut));
    print(differences.length === 0 ? told(SAME) : told(ADVICE));
  }
  return differences.length === 0 ? 0 : 2;
}

const SAME = {
  en: 'The tree is what the config gives.\n',
  ko: '출력 폴더가 설정과 같습니다.\n',
};

const ADVICE = {
  en: 'The tree is not what the config gives: run uegen build and commit the result.\n',
  ko: '출력 폴더가 설정과 다릅니다. uegen build 를 실행하고 결과를 커밋하십시오.\n',
};

async function showDiffs(
  differences: readonly Difference[],
  planned: readonly PlannedFile[],
  wanted: Parameters<typeof diffsOf>[3],
  loaded: Loaded,
  terminal: Terminal,
): Promise<void> {
  const differing = new Set(differences.filter(({ kind }) => kind === 'content').map(({ path }) => path));
  const shown = planned.filter(({ path }) => differing.has(path));
  const diffs = await diffsOf(disk, loaded.at, shown, wanted, loaded);
  for (const diff of diffs.values()) terminal.out(paintDiff(diff, terminal.paintOut));
}
