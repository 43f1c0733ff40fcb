import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Finding, type GenerateOptions, type Output, outputs, type Rule, rules } from '@uegen/core';
import { frames } from './crash.ts';
import { Problem } from './problem.ts';

/** What an extension may export, and what each of its functions is called in a message. */
const EXPORTS = { outputs: 'an output', rules: 'a rule' } as const;

type Own = Readonly<Record<keyof typeof EXPORTS, readonly ((...words: never[]) => unknown)[]>>;

/**
 * uegen's outputs and rules with those of the modules that the command line names; nothing else is ever loaded. Without
 * any, uegen's own. A module that can't be loaded, or exports anything else, is a {@link Problem}, and so is an error in
 * one of its functions.
 */
export async function withExtensions(
  files: readonly string[] = [],
): Promise<Pick<GenerateOptions, 'outputs' | 'rules'>> {
  if (files.length === 0) return {};
  const made: Output[] = [...outputs];
  const held: Rule[] = [...rules];
  for (const file of files) {
    const own = ownOf(await load(file), file);
    made.push(...own.outputs.map((output) => guarded(file, 'an output', output as Output)));
    held.push(...own.rules.map((rule) => findingOf(file, guarded(file, 'a rule', rule as Rule))));
  }
  return { outputs: made, rules: held };
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    // What Node says of a module holds nothing of a config, which isn't even read yet.
    const isNode =
      error instanceof SyntaxError || String((error as { code?: unknown })?.code).startsWith('ERR_');
    const why = isNode ? (error as Error).message.split('\n')[0] : nameOf(error);
    // Of a mistake of the language the place is told to Node's own printer only.
    const hint = error instanceof SyntaxError ? `node --check ${file} says where` : placeOf(error);
    throw new Problem(`can't load the extension ${file}: ${why}`, hint);
  }
}

function ownOf(exported: Readonly<Record<string, unknown>>, file: string): Own {
  const known = `it may export ${Object.keys(EXPORTS).join(' and ')}, each a list of functions`;
  const strange = Object.keys(exported).find((name) => !Object.hasOwn(EXPORTS, name));
  if (strange !== undefined)
    throw new Problem(`the extension ${file} exports ${strange}, which uegen doesn't know`, known);
  if (Object.keys(exported).length === 0) throw new Problem(`the extension ${file} exports nothing`, known);
  for (const [name, list] of Object.entries(exported))
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'function'))
      throw new Problem(`${name} of the extension ${file} is not a list of functions`, known);
  return { outputs: [], rules: [], ...exported };
}

/** The same function; it can change nothing of what it is given, and its errors name the extension, and no value. */
function guarded<T extends readonly unknown[], R>(
  file: string,
  what: string,
  action: (...words: T) => R[],
): (...words: T) => R[] {
  return (...words) => {
    for (const word of words) freeze(word);
    let result: unknown;
    try {
      result = action(...words);
    } catch (error) {
      throw new Problem(`${what} of the extension ${file} failed: ${nameOf(error)}`, placeOf(error));
    }
    if (Array.isArray(result)) return result;
    throw new Problem(`${what} of the extension ${file} answers with no list`);
  };
}

const SEVERITIES: readonly unknown[] = ['error', 'warning', 'note', undefined];

/** A rule whose findings all carry the code of extensions. */
function findingOf(file: string, rule: Rule): Rule {
  return (subject) =>
    rule(subject).map((finding): Finding => {
      const { message, path, severity, hint } = finding ?? {};
      const isPath = Array.isArray(path) && path.every((key) => typeof key === 'string');
      const isHint = hint === undefined || typeof hint === 'string';
      if (typeof message !== 'string' || !isPath || !isHint || !SEVERITIES.includes(severity))
        throw new Problem(
          `a rule of the extension ${file} answers with something else than a finding`,
          "a finding is { message, path, severity?, hint? }, such as { message: 'agents are too few', path: ['server'] }",
        );
      return {
        code: 'extension',
        message,
        path,
        ...(severity === undefined ? {} : { severity }),
        ...(hint === undefined ? {} : { hint }),
      };
    });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name.replace(/\W/g, '') : 'it threw something else than an error';
}

function placeOf(error: unknown): string | undefined {
  return frames(error)[0]?.trim();
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
    return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
