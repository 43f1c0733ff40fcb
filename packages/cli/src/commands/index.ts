import {
  type Command,
  configCommand,
  flag,
  namedCommand,
  phaseCommand,
  phasesCommand,
  plainCommand,
  wordsCommand,
} from '../command.ts';

const json = flag('answer in JSON');
const noResolve = { 'no-resolve': flag('put placeholders for !env and !file; the tree is for review only') };

const extension = {
  type: 'string',
  array: true,
  requiresArg: true,
  describe: "a module with outputs and rules of one's own",
} as const;

const lang = {
  type: 'string',
  requiresArg: true,
  choices: ['ko', 'en'] as const,
  default: 'ko' as const,
  describe: 'the language of RUNBOOK.md',
} as const;

// What follows an edit of the config.
const afterwards = { lang, extension, run: flag('build, and run what is due') };

const forget = {
  type: 'string',
  describe: 'clear the record of a phase, of the nodes, or everything',
  coerce: (what: string) => (what === '' ? 'everything' : what),
} as const;

/** Every command of uegen, by its name. */
export const commands: Readonly<Record<string, Command>> = {
  build: configCommand(
    'write every file that the config gives',
    {
      json,
      quiet: flag('print nothing but problems'),
      force: flag('replace files that were edited by hand'),
      check: flag('write nothing; exit 2 when the tree differs'),
      lang,
      extension,
      ...noResolve,
    },
    async () => (await import('./build.ts')).build,
  ),
  plan: configCommand(
    'say what a build would change, and write nothing',
    { json, summary: flag('leave out the diffs'), lang, extension, ...noResolve },
    async () => (await import('./plan.ts')).plan,
    { stdin: true },
  ),
  validate: configCommand(
    'say every mistake in the config, and write nothing',
    { json, strict: flag('exit 1 on warnings too'), extension, ...noResolve },
    async () => (await import('./validate.ts')).validate,
    { stdin: true },
  ),
  status: configCommand(
    'say how it stands with every phase and machine, and what is still blank',
    { json, forget },
    async () => (await import('./status.ts')).status,
  ),
  run: phaseCommand(
    'carry out a phase of the guide, or list all phases',
    {
      yes: flag('ask nothing before a phase that takes something away'),
      'dry-run': flag('print the commands only'),
      extension,
    },
    async () => (await import('./run.ts')).run,
  ),
  up: phasesCommand(
    'build, then carry out what is due in the order of the guide',
    {
      from: { type: 'string', requiresArg: true, describe: 'the first phase' },
      until: { type: 'string', requiresArg: true, describe: 'the last phase' },
      yes: flag('ask nothing'),
      'dry-run': flag('print the commands only'),
      extension,
    },
    async () => (await import('./up.ts')).up,
  ),
  set: wordsCommand(
    'set a key of config.yml, and leave the rest of it as it is',
    [
      { name: 'key', describe: 'its name, with dots: gitlab.root.username' },
      {
        name: 'value',
        describe: 'without it, it is asked for, or read from a pipe; never given here for a secret',
      },
    ],
    afterwards,
    async () => (await import('./set.ts')).set,
  ),
  node: wordsCommand(
    'list nodes, add and remove them, or settle what was carried out',
    [
      { name: 'action', describe: 'list, add NAME ADDRESS, remove NAME, uninstall NAME, or settle' },
      { name: 'name', describe: 'the node' },
      { name: 'address', describe: 'its private address' },
    ],
    { public: flag('add a public agent'), json, ...afterwards },
    async () => (await import('./node.ts')).node,
  ),
  schema: plainCommand(
    'print the JSON Schema of config.yml, for editors',
    async () => (await import('./schema.ts')).schema,
  ),
  completion: namedCommand(
    'print a script that completes commands, options, phases and keys in a shell',
    { name: 'shell', describe: 'bash, zsh or fish' },
    async () => {
      const { completion } = await import('./completion.ts');
      return (options, terminal) => completion(options, commands, terminal);
    },
  ),
};
