import { suggest } from '@uegen/core';
import type { Command } from '../command.ts';
import { codeList, codeText } from '../help/code-text.ts';
import { CODES, explanations } from '../help/index.ts';
import { say } from '../language.ts';
import { helpWidth, parseArguments } from '../parse-arguments.ts';
import { Problem } from '../problem.ts';
import type { JsonAnswer, Terminal } from '../terminal.ts';

type Commands = Readonly<Record<string, Command>>;

/** What `uegen help` is told on the command line. */
export interface HelpOptions {
  topic: string | undefined;
}

/** `uegen help`: the help of all commands or of one, or what the code of a diagnostic means. 1 for an unknown word. */
export async function help({ topic }: HelpOptions, commands: Commands, terminal: Terminal): Promise<number> {
  if (terminal.json !== undefined) return answerIn(terminal.json, topic, commands);
  const width = helpWidth(terminal.width);
  if (topic === undefined) return parseArguments(['--help'], commands, width)(terminal, []);
  if (Object.hasOwn(commands, topic)) return parseArguments([topic, '--help'], commands, width)(terminal, []);
  const text = topic === CODES ? codeList(width) : codeText(topic, width, terminal.paintOut);
  if (text === undefined) throw unknown(topic, commands);
  terminal.out(text);
  return 0;
}

async function answerIn(json: JsonAnswer, topic: string | undefined, commands: Commands): Promise<number> {
  const { helpAnswer } = await import('./help-answer.ts');
  const answer = helpAnswer(topic, commands);
  if (answer === undefined) throw unknown(topic ?? '', commands);
  json.answer(answer);
  return 0;
}

function unknown(topic: string, commands: Commands): Problem {
  const meant = suggest(topic, [...Object.keys(commands), ...Object.keys(explanations), CODES]);
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
