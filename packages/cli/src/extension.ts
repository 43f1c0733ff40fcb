import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Finding, type GenerateOptions, type Output, outputs, type Rule, rules } from '@uegen/core';
import { frames } from './crash.ts';
import { say } from './language.ts';
import { Problem } from './problem.ts';

/** What an extension may export. */
const EXPORTS = ['outputs', 'rules'] as const;

type Own = Readonly<Record<(typeof EXPORTS)[number], readonly ((...words: never[]) => unknown)[]>>;

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
    made.push(...own.outputs.map((output) => guarded(file, say('an output', '출력'), output as Output)));
    held.push(
      ...own.rules.map((rule) => findingOf(file, guarded(file, say('a rule', '규칙'), rule as Rule))),
    );
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
    const hint =
      error instanceof SyntaxError
        ? say(`node --check ${file} says where`, `node --check ${file} 로 위치를 확인하십시오`)
        : placeOf(error);
    throw new Problem(
      say(`can't load the extension ${file}: ${why}`, `확장 ${file} 을 불러올 수 없습니다: ${why}`),
      hint,
    );
  }
}

function ownOf(exported: Readonly<Record<string, unknown>>, file: string): Own {
  const known = say(
    `it may export ${EXPORTS.join(' and ')}, each a list of functions`,
    `${EXPORTS.join(', ')} 를 함수의 목록으로 내보낼 수 있습니다`,
  );
  const strange = Object.keys(exported).find((name) => !EXPORTS.some((one) => one === name));
  if (strange !== undefined)
    throw new Problem(
      say(
        `the extension ${file} exports ${strange}, which uegen doesn't know`,
        `확장 ${file} 이 내보내는 ${strange} 은 uegen 이 모르는 이름입니다`,
      ),
      known,
    );
  if (Object.keys(exported).length === 0)
    throw new Problem(
      say(`the extension ${file} exports nothing`, `확장 ${file} 이 아무것도 내보내지 않습니다`),
      known,
    );
  for (const [name, list] of Object.entries(exported))
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'function'))
      throw new Problem(
        say(
          `${name} of the extension ${file} is not a list of functions`,
          `확장 ${file} 의 ${name} 이 함수의 목록이 아닙니다`,
        ),
        known,
      );
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
      throw new Problem(
        say(
          `${what} of the extension ${file} failed: ${nameOf(error)}`,
          `확장 ${file} 의 ${what} 이 실패했습니다: ${nameOf(error)}`,
        ),
        placeOf(error),
      );
    }
    if (Array.isArray(result)) return result;
    throw new Problem(
      say(
        `${what} of the extension ${file} doesn't return a list`,
        `확장 ${file} 의 ${what} 이 목록을 돌려주지 않았습니다`,
      ),
    );
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
          say(
            `a rule of the extension ${file} returned something that is not a finding`,
            `확장 ${file} 의 규칙이 돌려준 것이 점검 결과의 형식이 아닙니다`,
          ),
          say(
            "a finding is { message, path, severity?, hint? }, such as { message: 'agents are too few', path: ['server'] }",
            "점검 결과의 형식은 { message, path, severity?, hint? } 입니다. 예: { message: '에이전트가 부족합니다', path: ['server'] }",
          ),
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
  return error instanceof Error
    ? error.name.replace(/\W/g, '')
    : say('it threw something that is not an error', '오류가 아닌 것을 던졌습니다');
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
