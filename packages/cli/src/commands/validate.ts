import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { withExtensions } from '../extension.ts';
import { say } from '../language.ts';
import { load, printDiagnostics } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import type { ValidateAnswer } from './answers.ts';

/** What `uegen validate` may be told. */
export interface ValidateOptions {
  config: string;
  out: string | undefined;
  strict: boolean;
  'no-resolve': boolean;
  extension: readonly string[] | undefined;
}

/** `uegen validate`: says every mistake and writes nothing; exit code 1 on errors, with `--strict` on warnings too. */
export async function validate(options: ValidateOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out, {
    draft: options['no-resolve'],
    ...(await withExtensions(options.extension)),
  });
  enter('report');
  const { diagnostics } = loaded.generated;
  printDiagnostics(loaded, terminal);
  if (diagnostics.length === 0)
    terminal.out(say(`${loaded.fileName}: no errors found\n`, `${loaded.fileName}: 잘못된 곳이 없습니다\n`));
  const warned = diagnostics.some(({ severity }) => severity === 'warning');
  const valid = loaded.ok && !(options.strict && warned);
  const answer: Payload<ValidateAnswer> = { status: valid ? 'valid' : 'invalid' };
  terminal.json?.answer(answer);
  return valid ? 0 : 1;
}
