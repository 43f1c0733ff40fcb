import { pathProblem } from '@uegen/core/plan';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import { type Layout, OWN_FILES } from './layout.ts';

/** One file of a build in progress. Hashes are SHA-256 in hex; null is no file. */
export interface JournalEntry {
  path: string;
  before: string | null;
  after: string | null;
  /** True when the file as it was goes to the backup folder. */
  backup: boolean;
}

/** What a build is about to do. It is complete before the first file of the tree is touched. */
export interface Journal {
  entries: readonly JournalEntry[];
  /** Folders to make, outermost first. */
  folders: readonly string[];
  /** The name of this build's folder below `.uegen/backup`. */
  backup: string;
}

/** Whether an interrupted build is to be finished or undone. */
export type Direction = 'forward' | 'back';

const OWN: ReadonlySet<string> = new Set(Object.values(OWN_FILES));

/** The journal that an interrupted build left, if there is one. */
export function readJournal(
  fs: FileSystem,
  at: Layout,
): { journal: Journal; direction: Direction } | undefined {
  for (const [file, direction] of [
    [at.rollback, 'back'],
    [at.journal, 'forward'],
  ] as const) {
    if (fs.status(file) === undefined) continue;
    const data = during(
      say("can't read the journal of an interrupted build", '중단된 빌드의 저널을 읽을 수 없습니다'),
      () => readJson(fs, file),
    );
    return { journal: checked(data), direction };
  }
  return undefined;
}

function readJson(fs: FileSystem, file: string): unknown {
  try {
    return fs.readJson(file);
  } catch (error) {
    throw error instanceof SyntaxError ? damaged(say('it is not JSON', 'JSON 이 아닙니다')) : error;
  }
}

function checked(data: unknown): Journal {
  if (!isJournal(data)) throw damaged(say('its content is not that of a journal', '저널의 내용이 아닙니다'));
  const paths = [...data.entries.map(({ path }) => path).filter((path) => !OWN.has(path)), ...data.folders];
  for (const path of paths) {
    const problem = pathProblem(path);
    if (problem !== undefined)
      throw damaged(
        say(
          `it lists ${JSON.stringify(path)}, but ${problem.en}`,
          `목록의 ${JSON.stringify(path)}: ${problem.ko}`,
        ),
      );
  }
  if (!/^[0-9]+$/.test(data.backup))
    throw damaged(say('its backup folder has no number', '백업 폴더에 번호가 없습니다'));
  return data;
}

function damaged(reason: string): Problem {
  return new Problem(
    say(
      `the journal of an interrupted build is damaged: ${reason}`,
      `중단된 빌드의 저널이 손상되었습니다: ${reason}`,
    ),
    say(
      'compare the tree with your repository, then delete .uegen/journal.json, .uegen/rollback.json and .uegen/stage',
      '출력 폴더를 저장소와 비교한 뒤 .uegen/journal.json, .uegen/rollback.json, .uegen/stage 를 지우십시오',
    ),
  );
}

function isJournal(data: unknown): data is Journal {
  if (typeof data !== 'object' || data === null) return false;
  const { entries, folders, backup } = data as Partial<Record<keyof Journal, unknown>>;
  if (!Array.isArray(entries) || !entries.every(isEntry)) return false;
  return (
    Array.isArray(folders) &&
    folders.every((folder) => typeof folder === 'string') &&
    typeof backup === 'string'
  );
}

function isEntry(item: unknown): item is JournalEntry {
  if (typeof item !== 'object' || item === null) return false;
  const { path, before, after, backup } = item as Partial<Record<keyof JournalEntry, unknown>>;
  if (typeof path !== 'string' || typeof backup !== 'boolean') return false;
  return [before, after].every((hash) => hash === null || typeof hash === 'string');
}
