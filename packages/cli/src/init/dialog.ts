import { isCancel, PasswordPrompt, TextPrompt } from '@clack/core';
import { widthOf, wrapped } from '../cells.ts';
import { say, told } from '../language.ts';
import { Problem } from '../problem.ts';
import type { Painter } from '../terminal.ts';
import type { Question } from './questions.ts';

const WIDTH = 78;

/** What the answer to a question is checked with; it says what is wrong, if anything is. */
type Check = (answer: string) => string | undefined;

/**
 * Asks on the terminal until the answer is right. What is wrong shows while it is typed; `suggested` is what Enter alone
 * answers, and a secret of which nothing is typed is ''. Ctrl-C is a {@link Problem}.
 */
export async function answerTo(
  question: Question,
  suggested: string,
  check: Check,
  paint: Painter,
): Promise<string> {
  const whole = (typed = '') => (question.secret ? typed : typed.trim()) || suggested;
  const wrong = (typed: string | undefined) => {
    const answer = whole(typed);
    if (answer !== '') return check(answer);
    return question.optional || question.secret ? undefined : say('an answer is needed', '값이 필요합니다');
  };
  const about = wrapped(told(question.about), WIDTH).map((line) => paint('cyan', line));
  const render = (typed: string | undefined, shown: () => string, state: string): string => {
    const label = `${paint('bold', question.name)}${hintOf(question, suggested)}: `;
    if (state === 'submit') return `${label}${question.secret ? '********' : whole(typed)}`;
    // Nothing is typed yet, or no more.
    if (state === 'cancel') return label;
    const mistake = typed || state === 'error' ? wrong(typed) : undefined;
    const marked = mistake === undefined ? [] : wrapped(mistake, WIDTH).map((line) => paint('yellow', line));
    return [...about, `${label}${shown()}`, ...marked].join('\n');
  };
  const prompt = question.secret
    ? new PasswordPrompt({
        mask: '*',
        validate: wrong,
        output: process.stderr,
        render() {
          return render(this.value, () => this.masked, this.state);
        },
      })
    : new TextPrompt({
        validate: wrong,
        output: process.stderr,
        render() {
          return render(this.value, () => this.valueWithCursor, this.state);
        },
      });
  const answer = await prompt.prompt();
  if (isCancel(answer))
    throw new Problem(say('interrupted: nothing was written', '중단했습니다. 아무것도 쓰지 않았습니다'));
  return whole(answer);
}

function hintOf({ secret, optional }: Question, suggested: string): string {
  if (secret) return ` (${say('blank: uegen makes one', '비우면 uegen 이 만듦')})`;
  if (suggested === '') return optional ? ` (${say('may be blank', '비워도 됨')})` : '';
  return widthOf(suggested) > WIDTH ? '' : ` [${suggested}]`;
}
