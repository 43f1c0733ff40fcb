import { randomBytes } from 'node:crypto';
import { isatty } from 'node:tty';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { type Question, questions, type Values } from './questions.ts';
import { mistakeIn } from './trial.ts';

const [STDIN, STDERR] = [0, 2];

/** How the answers come. */
export interface Manner {
  'from-guide': boolean;
  minimal: boolean;
  yes: boolean;
}

/** What was answered; a secret apart from the rest. */
export interface Answered {
  values: Values;
  secrets: ReadonlyMap<string, string>;
}

/** Asks every question, or takes what is suggested for each. */
export async function answers(manner: Manner, terminal: Terminal): Promise<Answered> {
  const ask = manner.yes ? undefined : await asker(terminal);
  const asked = questions.filter(({ optional }) => !(manner.minimal && optional));
  let known: Values = {};
  const secrets = new Map<string, string>();
  for (const [index, question] of asked.entries()) {
    const suggested = suggestionFor(question, known, manner);
    const check = (answer: string) => mistakeIn(question, answer, known, asked.slice(index + 1));
    const given = ask === undefined ? suggested : await ask(question, suggested, check);
    const answer = given === '' && question.secret ? made() : given;
    if (answer === '') continue;
    if (question.secret) secrets.set(question.name, answer);
    known = { ...known, ...question.set(answer) };
  }
  const values = Object.entries(known).filter(([key]) => !secrets.has(key));
  return { values: Object.fromEntries(values), secrets };
}

async function asker(terminal: Terminal) {
  if (!isatty(STDIN) || !isatty(STDERR))
    throw new Problem(
      say('there is no terminal to ask on', '질문을 표시할 터미널이 없습니다'),
      say(
        "uegen init --yes asks nothing and takes the guide's values",
        'uegen init --yes 는 묻지 않고 가이드의 값을 씁니다',
      ),
    );
  // The library for it is a part of its own.
  const { answerTo } = await import('./dialog.ts');
  return (question: Question, suggested: string, check: (answer: string) => string | undefined) =>
    answerTo(question, suggested, check, terminal.paintErr);
}

function suggestionFor({ usual, guide }: Question, known: Values, manner: Manner): string {
  return (manner.yes || manner['from-guide'] ? guide : undefined) ?? usual?.(known) ?? '';
}

/** A secret that nobody else has: letters and digits only, so that every tool takes it. */
function made(): string {
  return randomBytes(16).toString('hex');
}
