import { configSchema, type Schema } from '@uegen/core';
import { phases } from '@uegen/core/phases';
import type { Payload } from '../answer.ts';
import type { Command } from '../command.ts';
import { CODES, explanations } from '../help/index.ts';
import { say, told } from '../language.ts';
import { ACTIONS, ACTIONS_ON_NODES } from '../nodes/actions.ts';
import { Problem } from '../problem.ts';
import { EVERYTHING, MACHINES } from '../state/forget.ts';
import type { Terminal } from '../terminal.ts';
import type { CompletionAnswer } from './answers.ts';

type Commands = Readonly<Record<string, Command>>;

/** What `uegen completion` is told on the command line. */
export interface CompletionOptions {
  shell: string | undefined;
}

/** `uegen completion`: prints a script for a shell, made from the list of commands, so that no key press starts Node. */
export async function completion(
  { shell = '' }: CompletionOptions,
  commands: Commands,
  terminal: Terminal,
): Promise<number> {
  const write = Object.hasOwn(WRITERS, shell) ? WRITERS[shell as keyof typeof WRITERS] : undefined;
  if (write === undefined)
    throw new Problem(
      shell === ''
        ? say('name the shell', '셸 이름을 적으십시오')
        : say(`there is no completion for ${shell}`, `${shell} 용 자동 완성은 없습니다`),
      say(`one of ${SHELLS.join(', ')}`, `${SHELLS.join(', ')} 중 하나`),
    );
  const script = write(commands);
  if (terminal.json === undefined) terminal.out(script);
  else terminal.json.answer({ status: 'printed', shell, script } satisfies Payload<CompletionAnswer>);
  return 0;
}

const WRITERS = { bash, zsh, fish } as const;

/** The shells that have a completion. */
export const SHELLS: readonly string[] = Object.keys(WRITERS);

/** The words that a command's own arguments may be; none where they are files or names of one's own. */
function wordsOf({ takes = [] }: Command, commands: Commands): string[] {
  return takes.flatMap(({ name }) => {
    if (/^phases?$/.test(name)) return PHASES;
    if (name === 'key') return keysOf(configSchema);
    if (name === 'action') return ACTIONS;
    if (name === 'topic') return [...Object.keys(commands), CODES, ...Object.keys(explanations)];
    return name === 'shell' ? SHELLS : [];
  });
}

const PHASES = phases.map(({ name }) => name);

/** The words that an option takes, where they are no choices of its own. */
const OPTION_WORDS: Readonly<Record<string, readonly string[]>> = {
  from: PHASES,
  until: PHASES,
  forget: [...PHASES, MACHINES, EVERYTHING],
};

// Nodes stand in config.yml: here alone uegen is started.
const NODES = "uegen node list 2>/dev/null | awk 'NR > 1 { print $1 }'";

/** The keys that hold one value, with dots. */
export function keysOf(schema: Schema, path: readonly string[] = []): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
    child.properties === undefined
      ? child.type === 'array' || child.type === 'object'
        ? []
        : [[...path, key].join('.')]
      : keysOf(child, [...path, key]),
  );
}

function optionsOf({ options }: Command): string[] {
  return [...new Set([...Object.keys(options), 'lang', 'help'])].map((name) => `--${name}`);
}

/** Each option with the words that may stand behind it; none for those that take a word of one's own. */
function valuesOf(commands: Commands): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { options } of Object.values(commands))
    for (const [name, { type, choices }] of Object.entries(options))
      if (type === 'string') found.set(`--${name}`, (choices ?? OPTION_WORDS[name] ?? []).map(String));
  return found;
}

function bash(commands: Commands): string {
  const entries = Object.entries(commands);
  const values = [...valuesOf(commands)].map(
    ([option, words]) =>
      `    ${option}) ${words.length === 0 ? '' : `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word")); `}return ;;`,
  );
  const words = entries.map(
    ([name, command]) =>
      `    ${name}) choices='${[...optionsOf(command), ...wordsOf(command, commands)].join(' ')}' ;;`,
  );
  return `# uegen in bash: source <(uegen completion bash)
_uegen() {
  local word=\${COMP_WORDS[COMP_CWORD]} command='' choices='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
    -*) ;;
    *) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  COMPREPLY=()
  case \${COMP_WORDS[COMP_CWORD - 1]} in
${values.join('\n')}
  esac
  case $command in
    '') choices='${[...Object.keys(commands), '--help', '--version'].join(' ')}' ;;
${words.join('\n')}
  esac
  case $command,\${COMP_WORDS[COMP_CWORD - 1]} in
    ${ACTIONS_ON_NODES.map((action) => `node,${action}`).join(' | ')}) choices=$(${NODES}) ;;
  esac
  COMPREPLY=($(compgen -W "$choices" -- "$word"))
}
complete -o default -F _uegen uegen
`;
}

// zsh runs bash's script, once it is told so.
function zsh(commands: Commands): string {
  return `#compdef uegen
# uegen in zsh: source <(uegen completion zsh), behind compinit
autoload -Uz bashcompinit && bashcompinit
${bash(commands)}`;
}

function fish(commands: Commands): string {
  const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = Object.entries(commands).flatMap(([name, command]) => {
    const seen = `complete -c uegen -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    const words = wordsOf(command, commands);
    return [
      `complete -c uegen -n __fish_use_subcommand -f -a ${name} -d ${quoted(told(command.describe))}`,
      ...(words.length === 0 ? [] : [`${seen} -f -a ${quoted(words.join(' '))}`]),
      ...Object.entries(command.options).map(([option, { type, choices, describe }]) => {
        const given = choices ?? OPTION_WORDS[option];
        const takes =
          type !== 'string' ? '' : given === undefined ? ' -r' : ` -x -a ${quoted(given.join(' '))}`;
        return `${seen} -l ${option}${takes} -d ${quoted(told(describe))}`;
      }),
    ];
  });
  const onNodes = `__fish_seen_subcommand_from node; and __fish_seen_subcommand_from ${ACTIONS_ON_NODES.join(' ')}`;
  lines.push(`complete -c uegen -n ${quoted(onNodes)} -f -a ${quoted(`(${NODES})`)}`);
  return `# uegen in fish: uegen completion fish | source\n${lines.join('\n')}\n`;
}
