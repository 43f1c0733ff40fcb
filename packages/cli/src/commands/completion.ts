import { configSchema, type Schema } from '@uegen/core';
import { phases } from '@uegen/core/phases';
import type { Command } from '../command.ts';
import { say, told } from '../language.ts';
import { Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';

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
  const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell as keyof typeof SHELLS] : undefined;
  if (write === undefined)
    throw new Problem(
      shell === ''
        ? say('name the shell', '셸 이름을 적으십시오')
        : say(`there is no completion for ${shell}`, `${shell} 용 자동 완성은 없습니다`),
      say(`one of ${Object.keys(SHELLS).join(', ')}`, `${Object.keys(SHELLS).join(', ')} 중 하나`),
    );
  terminal.out(write(commands));
  return 0;
}

const SHELLS = { bash, zsh, fish } as const;

/** The words that a command's own arguments may be; none where they are files or names of one's own. */
function wordsOf({ takes = [] }: Command): string[] {
  return takes.flatMap(({ name }) => {
    if (/^phases?$/.test(name)) return phases.map((phase) => phase.name);
    if (name === 'key') return keysOf(configSchema);
    return name === 'shell' ? Object.keys(SHELLS) : [];
  });
}

/** The keys that hold one value, with dots. */
function keysOf(schema: Schema, path: readonly string[] = []): string[] {
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
      if (type === 'string') found.set(`--${name}`, (choices ?? []).map(String));
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
      `    ${name}) choices='${[...optionsOf(command), ...wordsOf(command)].join(' ')}' ;;`,
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
    const words = wordsOf(command);
    return [
      `complete -c uegen -n __fish_use_subcommand -f -a ${name} -d ${quoted(told(command.describe))}`,
      ...(words.length === 0 ? [] : [`${seen} -f -a ${quoted(words.join(' '))}`]),
      ...Object.entries(command.options).map(([option, { type, choices, describe }]) => {
        const takes =
          type !== 'string' ? '' : choices === undefined ? ' -r' : ` -x -a ${quoted(choices.join(' '))}`;
        return `${seen} -l ${option}${takes} -d ${quoted(told(describe))}`;
      }),
    ];
  });
  return `# uegen in fish: uegen completion fish | source\n${lines.join('\n')}\n`;
}
