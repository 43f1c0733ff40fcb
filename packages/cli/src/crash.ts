import { currentActivity } from './activity.ts';
import { VERSION } from './version.ts';

/**
 * The report of a bug. It holds neither the error's message nor anything else that may come from the config: only
 * the error's name and the places in uegen's own code.
 */
export function crashReport(error: unknown): string {
  const name = error instanceof Error ? error.name.replace(/\W/g, '') : typeof error;
  return [
    'uegen: crashed. This is a bug in uegen; nothing is wrong with your config.',
    `  version ${VERSION}, Node ${process.versions.node}, ${process.platform}, phase: ${currentActivity()}`,
    `  ${name}`,
    ...frames(error),
    "Please report these lines in uegen's issue tracker. They hold nothing of your config.",
    'If it crashed while writing, run the command again: an interrupted build is finished or undone.',
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
