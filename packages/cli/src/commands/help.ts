import { suggest } from '@uegen/core';
import type { Command } from '../command.ts';
import { codeList, codeText } from '../help/code-text.ts';
import { CODES, explanations } from '../help/index.ts';
import { say } from '../language.ts';
import { helpWidth, parseArguments } from '../parse-arguments.ts';
import { Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';

/** What `uegen help` is told on the command line. */
export interface HelpOptions {
  topic: string | undefined;
}

/** `uegen help`: the help of all commands or of one, or what the code of a diagnostic means. 1 for an unknown word. */
export async function help(
  { topic }: HelpOptions,
  commands: Readonly<Record<string, Command>>,
  terminal: Terminal,
): Promise<number> {
  const width = helpWidth(terminal.width);
  if (topic === undefined) return parseArguments(['--help'], commands, width)(terminal, []);
  if (Object.hasOwn(commands, topic)) return parseArguments([topic, '--help'], commands, width)(terminal, []);
  const text = topic === CODES ? codeList(width) : codeText(topic, width, terminal.paintOut);
  if (text === undefined)
    throw unknown(topic, [...Object.keys(commands), ...Object.keys(explanations), CODES]);
  terminal.out(text);
  return 0;
}

function unknown(topic: string, known: readonly string[]): Problem {
  const meant = suggest(topic, known);
  return new Problem(
    say(`there is neither a command nor a code ${topic}`, `${topic} 이라는 명령이나 코드가 없습니다`),
    meant === undefined
      ? say(
          'uegen help lists the commands, uegen help codes the codes',
          '명령은 uegen help, 코드는 uegen help codes 로 볼 수 있습니다',
        )
      : say(`did you mean ${meant}?`, `${meant} 을(를) 찾으셨습니까?`),
  );
}
