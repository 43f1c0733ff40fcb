import { RUNBOOK } from '@uegen/core';
import { hasChanges } from '@uegen/core/plan';
import { say } from '../language.ts';
import { type Loaded, wantedOf } from '../load.ts';
import { Problem } from '../problem.ts';
import { checkDeployable } from '../tree/deployable.ts';
import { examine } from '../tree/examine.ts';
import { disk } from '../tree/file-system.ts';
import { thisProcess } from '../tree/this-process.ts';

/** The most files that a refusal names. */
const NAMED = 5;

/**
 * Refuses a tree that isn't what the config gives now. What ansible and the scripts read is the tree: an edit of
 * config.yml that no build has carried out, or a hand edit that a build would stop at, would be silently left out. The
 * runbook, which may be in another language, is read by people only.
 */
export function checkTree(loaded: Loaded): void {
  checkDeployable(disk, loaded.at);
  const { files } = examine(disk, loaded.at, wantedOf(loaded, false), thisProcess());
  const differing = files.filter((file) => file.path !== RUNBOOK && hasChanges([file]));
  if (differing.length === 0) return;
  const named = differing.slice(0, NAMED).map(({ path }) => path);
  const more = differing.length - named.length;
  throw new Problem(
    say(
      `the tree in ${loaded.at.root} is not what ${loaded.fileName} gives now: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      `${loaded.at.root} 의 파일이 지금의 ${loaded.fileName} 과(와) 다릅니다: ${named.join(', ')}${more > 0 ? ` 외 ${more}개` : ''}`,
    ),
    say(
      'uegen plan says what differs, uegen build brings it up to date',
      'uegen plan 으로 차이를 보고, uegen build 로 맞추십시오',
    ),
  );
}
