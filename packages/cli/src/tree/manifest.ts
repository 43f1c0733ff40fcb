import type { Former } from '@uegen/core';
import { spokenIn } from '@uegen/core';
import {
  committedNodes,
  INVENTORY,
  type Manifest,
  type PlannedNode,
  parseManifest,
  SETTINGS,
} from '@uegen/core/plan';
import { language, say } from '../language.ts';
import { during, errorCode, Problem } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import { type Layout, OWN_FILES } from './layout.ts';
import { closed } from './root.ts';
import type { Overlay } from './survey.ts';

/** The text of the manifest, as it will be once an interrupted build is dealt with; undefined where there is none. */
export function readManifest(fs: FileSystem, at: Layout, overlay?: Overlay): string | undefined {
  const staged = overlay?.get(OWN_FILES.manifest);
  if (staged === null) return undefined;
  const place = staged ?? at.manifest;
  return during(say("can't read .uegen/manifest.json", '.uegen/manifest.json 을 읽을 수 없습니다'), () => {
    const kind = kindOf(fs, at, place);
    if (kind === undefined) return undefined;
    if (kind !== 'file')
      throw new Problem(say('.uegen/manifest.json is not a file', '.uegen/manifest.json 은 파일이 아닙니다'));
    return Buffer.from(fs.read(place)).toString('utf8');
  });
}

function kindOf(fs: FileSystem, at: Layout, place: string) {
  try {
    return fs.status(place)?.kind;
  } catch (error) {
    if (errorCode(error) === 'EACCES') throw closed(fs, at);
    throw error;
  }
}

/** The manifest of a text; a damaged one is a {@link Problem}. */
export function manifestOf(text: string): Manifest {
  const answer = parseManifest(text);
  if ('manifest' in answer) return answer.manifest;
  if (answer.newer)
    throw new Problem(
      say('a newer uegen wrote .uegen/manifest.json', '더 새로운 uegen 이 .uegen/manifest.json 을 썼습니다'),
      say('use that one or a later one', '그 버전이나 이후 버전을 쓰십시오'),
    );
  const { problem } = spokenIn(language(), answer);
  throw new Problem(
    say(`.uegen/manifest.json is damaged: ${problem}`, `.uegen/manifest.json 이 손상되었습니다: ${problem}`),
    say(
      'delete it and build again: files that differ are then replaced and kept in .uegen/backup',
      '지우고 다시 빌드하십시오. 내용이 다른 파일은 교체되고 .uegen/backup 에 남습니다',
    ),
  );
}

/** The last build of a tree, as far as it can be read: that something can't be is said elsewhere. */
export interface LastBuild {
  /** True where git brought the tree, and nobody has built it here yet. */
  fromGit: boolean;
  /** Its nodes; `today` tells names that a committed inventory doesn't. Undefined where there was none. */
  nodes(today: readonly PlannedNode[]): Manifest['nodes'] | undefined;
}

/** Reads what the last build left. */
export function readLastBuild(fs: FileSystem, at: Layout): LastBuild {
  try {
    const text = readManifest(fs, at);
    if (text === undefined) return committedBuild(fs, at);
    const { nodes } = manifestOf(text);
    return { fromGit: false, nodes: () => nodes };
  } catch (error) {
    if (error instanceof Problem) return NONE;
    throw error;
  }
}

const NONE: LastBuild = { fromGit: false, nodes: () => undefined };

function committedBuild(fs: FileSystem, at: Layout): LastBuild {
  const inventory = textAt(fs, at, INVENTORY);
  if (inventory === undefined) return NONE;
  const settings = textAt(fs, at, SETTINGS) ?? '';
  return { fromGit: true, nodes: (today) => committedNodes({ inventory, settings }, today) };
}

/** What the rules are told of the last build. */
export function formerOf(last: LastBuild): Former {
  const database = last.nodes([])?.find((node) => node.database);
  return database === undefined ? {} : { database };
}

function textAt(fs: FileSystem, at: Layout, path: string): string | undefined {
  try {
    return Buffer.from(fs.read(at.place(path))).toString('utf8');
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}
