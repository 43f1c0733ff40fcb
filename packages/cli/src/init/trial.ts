import { type ConfigInput, type Diagnostic, generate, spokenIn } from '@uegen/core';
import { language } from '../language.ts';
import type { Question, Values } from './questions.ts';

/** Networks of the addresses that stand in for what isn't answered yet; the first that no answer lies in. */
const SPARE = ['10.255.', '10.254.', '10.253.', '10.252.'];
const GUIDES = /(?<![\d.])(?:172\.31|52\.79)\./g;

/**
 * What is wrong with an answer, in one sentence; undefined where nothing is. The checks are those of a build: the answers
 * so far make a config, with addresses that nobody has in the places of those that aren't there yet.
 */
export function mistakeIn(question: Question, answer: string, known: Values, open: readonly Question[]) {
  const set = question.set(answer);
  const values = { ...standIns(open, JSON.stringify({ ...known, ...set })), ...known, ...set };
  const { diagnostics } = generate(inputOf(values), { outputs: [] });
  const answered = new Set([...Object.keys(known), ...Object.keys(set)]);
  const found = diagnostics.find(
    (diagnostic) => diagnostic.severity === 'error' && concerns(diagnostic, answered),
  );
  return found && spokenIn(language(), found).message;
}

function standIns(open: readonly Question[], answers: string): Values {
  const spare = SPARE.find((network) => !answers.includes(`"${network}`)) ?? '10.251.';
  const all = open.flatMap((question) =>
    question.optional ? [] : Object.entries(question.set(standIn(question, spare))),
  );
  return Object.fromEntries(all);
}

function standIn({ name, guide = 'standin' }: Question, spare: string): string {
  return name === 'db.ip' ? `${spare}6.35` : guide.replace(GUIDES, spare);
}

function concerns({ path }: Diagnostic, answered: ReadonlySet<string>): boolean {
  return path.some((_, depth) => answered.has(path.slice(0, depth + 1).join('.')));
}

/** Values by dotted keys as the mapping of mappings that they are in config.yml. */
function inputOf(values: Values): ConfigInput {
  const root: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const names = key.split('.');
    const last = names.pop() ?? '';
    const mapping = names.reduce<Record<string, unknown>>((above, name) => {
      above[name] ??= {};
      return above[name] as Record<string, unknown>;
    }, root);
    mapping[last] = value;
  }
  return root as unknown as ConfigInput;
}
