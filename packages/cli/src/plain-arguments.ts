import type { Options } from 'yargs';

/** What a command line answered, by the names of options and positionals. */
export type Answers = Record<string, unknown>;

/**
 * The answers of a command line that leaves nothing to explain: flags and options that are known, each at most once,
 * and at most one positional, called `positional`. Of everything else (a mistake, a call for help, a spelling of a
 * value that is rarely used) it makes nothing, and yargs takes over. It is here since setting yargs up takes as
 * long as an eighth of a whole build; a test holds the two together.
 */
export function plainAnswers(
  args: readonly string[],
  options: Readonly<Record<string, Options>>,
  positional?: { name: string; default: string | undefined },
): Answers | undefined {
  const answers = defaultsOf(options, positional);
  const given = new Set<string>();
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, name = positional?.name, value] = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined || given.has(name)) return undefined;
    const answer = word.startsWith('-') ? optionAnswer(options[name], value, words) : plainValue(word);
    if (answer === undefined) return undefined;
    given.add(name);
    answers[name] = answer;
  }
  return answers;
}

function defaultsOf(
  options: Readonly<Record<string, Options>>,
  positional: { name: string; default: string | undefined } | undefined,
): Answers {
  const answers: Answers = positional === undefined ? {} : { [positional.name]: positional.default };
  for (const [name, option] of Object.entries(options)) {
    if (option.default !== undefined) answers[name] = option.default;
  }
  return answers;
}

function optionAnswer(option: Options | undefined, value: string | undefined, words: string[]): unknown {
  if (option?.type === 'boolean') return value === undefined ? true : undefined;
  if (option?.type !== 'string') return undefined;
  const answer = plainValue(value ?? words.shift());
  return option.choices === undefined || option.choices.includes(answer) ? answer : undefined;
}

// yargs gives a meaning to quotes inside a word, to a dash in front, and to these two words after a flag.
function plainValue(word: string | undefined): string | undefined {
  return word === undefined || /^(-|$|true$|false$)|["'\\]/.test(word) ? undefined : word;
}
