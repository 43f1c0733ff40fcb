import { currentActivity } from './activity.ts';
import { say } from './language.ts';
import { VERSION } from './version.ts';

/**
 * The report of a bug. It holds neither the error's message nor anything else that may come from the config: only
 * the error's name and the places in uegen's own code.
 */
export function crashReport(error: unknown): string {
  const name = error instanceof Error ? error.name.replace(/\W/g, '') : typeof error;
  return [
    say(
      'uegen: crashed. This is a bug in uegen; nothing is wrong with your config.',
      'uegen: 비정상 종료. uegen 의 결함이며, 설정에는 문제가 없습니다.',
    ),
    say(
      `  version ${VERSION}, Node ${process.versions.node}, ${process.platform}, phase: ${currentActivity()}`,
      `  버전 ${VERSION}, Node ${process.versions.node}, ${process.platform}, 작업: ${currentActivity()}`,
    ),
    `  ${name}`,
    ...frames(error),
    say(
      "Please report these lines in uegen's issue tracker. They hold nothing of your config.",
      '이 내용을 uegen 의 이슈 트래커에 알려 주십시오. 설정의 내용은 들어 있지 않습니다.',
    ),
    say(
      'If it crashed while writing, run the command again: an interrupted build is finished or undone.',
      '파일을 쓰는 중이었다면 명령을 다시 실행하십시오. 중단된 빌드는 마저 끝내거나 되돌립니다.',
    ),
    '',
  ].join('\n');
}

/** The places in the code that an error came through, without its message. */
export function frames(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const start = error.message === '' ? 0 : error.stack.indexOf(error.message) + error.message.length;
  return error.stack
    .slice(start)
    .split('\n')
    .flatMap((line) => {
      const [, where, place] =
        /^ {4}at (?:([\w.<>$# [\]]+) )?\(?(?:.*[/\\])?([^/\\()]+:\d+:\d+)\)?$/.exec(line) ?? [];
      return place === undefined ? [] : [`    at ${where ?? '-'} ${place}`];
    });
}
