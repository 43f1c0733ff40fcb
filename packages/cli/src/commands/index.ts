import { type Command, configCommand, flag, phaseCommand, plainCommand } from '../command.ts';
import { build } from './build.ts';
import { plan } from './plan.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { status } from './status.ts';
import { validate } from './validate.ts';

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
    build,
  ),
  plan: configCommand(
    'say what a build would change, and write nothing',
    { json, summary: flag('leave out the diffs'), lang, extension, ...noResolve },
    plan,
    { stdin: true },
  ),
  validate: configCommand(
    'say every mistake in the config, and write nothing',
    { json, strict: flag('exit 1 on warnings too'), extension, ...noResolve },
    validate,
    { stdin: true },
  ),
  status: configCommand('say which of the later keys are still blank', { json }, status),
  run: phaseCommand(
    'carry out a phase of the guide, or list all phases',
    {
      yes: flag('ask nothing before a phase that takes something away'),
      'dry-run': flag('print the commands only'),
      extension,
    },
    run,
  ),
  schema: plainCommand('print the JSON Schema of config.yml, for editors', schema),
};
