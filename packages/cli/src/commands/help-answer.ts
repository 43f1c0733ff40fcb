import type { DiagnosticCode } from '@uegen/core';
import type { Payload } from '../answer.ts';
import { type Command, LANG } from '../command.ts';
import { details } from '../help/details.ts';
import { CODES, explanations } from '../help/index.ts';
import { told } from '../language.ts';
import { usageOf } from '../parse-arguments.ts';
import type { CodeHelpAnswer, CodeListAnswer, CommandHelpAnswer, CommandListAnswer } from './answers.ts';

type Commands = Readonly<Record<string, Command>>;

/** What `uegen help` answers in JSON; undefined for a topic that there isn't. */
export function helpAnswer(
  topic: string | undefined,
  commands: Commands,
):
  | Payload<CommandListAnswer>
  | Payload<CommandHelpAnswer>
  | Payload<CodeListAnswer>
  | Payload<CodeHelpAnswer>
  | undefined {
  if (topic === undefined) return { status: 'commands', commands: Object.entries(commands).map(listed) };
  if (Object.hasOwn(commands, topic)) return ofCommand(topic, commands[topic] as Command);
  if (topic === CODES)
    return {
      status: 'codes',
      codes: Object.entries(explanations).map(([code, { about }]) => ({
        code: code as DiagnosticCode,
        about: told(about),
      })),
    };
  if (!Object.hasOwn(explanations, topic)) return undefined;
  const code = topic as DiagnosticCode;
  const { about, wrong, right, place = 'config.yml' } = explanations[code];
  const where = typeof place === 'string' ? place : told(place);
  return { status: 'code', code, about: told(about), wrong, right, place: where };
}

function listed([name, { describe, group }]: [string, Command]) {
  return { name, about: told(describe), group: group === undefined ? '' : told(group) };
}

function ofCommand(name: string, command: Command): Payload<CommandHelpAnswer> {
  const { examples = [], exits = [], files = [] } = details[name] ?? {};
  const said = (rows: typeof examples) => rows.map(([thing, about]) => ({ name: thing, about: told(about) }));
  const { describe, takes = [], options } = command;
  return {
    status: 'command',
    name,
    about: told(describe),
    usage: usageOf(name, command),
    arguments: takes.map((one) => ({ name: one.name, about: told(one.describe) })),
    options: Object.entries(allOptions(options)).map(([option, { describe: about, type, choices }]) => ({
      name: option,
      about: told(about),
      takes: type !== 'boolean',
      ...(choices && { choices: choices.map(String) }),
    })),
    examples: said(examples),
    exits: said(exits),
    files: said(files),
  };
}

function allOptions(options: Command['options']): Command['options'] {
  return { ...options, lang: options.lang ?? LANG };
}
