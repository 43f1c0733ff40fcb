import { dirname, resolve } from 'node:path';
import { type ConfigEdit, isSecret } from '@uegen/core';
import type { Fetched } from '@uegen/core/phases';
import { applyEdits, type Secret, secretPath, storeSecrets } from '../edit/index.ts';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import type { Tap } from './child.ts';
import type { Job } from './job.ts';

/** The values of config.yml that a phase prints. */
export interface Fetch {
  /** Where its output goes; none for a phase that prints no value. */
  tap: Tap | undefined;
  /** Puts what was printed where config.yml has it, once the phase has succeeded. */
  store(): Promise<void>;
}

/** Catches the values that a phase prints. Output with a secret in it is neither shown nor kept. */
export function fetchOf({ phase, cluster, loaded }: Job, terminal: Terminal, tap?: Tap): Fetch {
  const wanted = (phase.fetches ?? []).filter((one) => one.wanted?.(cluster) ?? true);
  if (wanted.length === 0) return { tap, store: async () => {} };
  const shown = tap ?? { out: terminal.out, err: terminal.err };
  const hides = wanted.some(({ key }) => isSecret(key.split('.')));
  let printed = '';
  const out = (text: string) => {
    printed += text;
    if (!hides) shown.out(text);
  };
  return {
    tap: { out, err: shown.err },
    store: async () => {
      const { edits, secrets } = wishOf(wanted, printed, phase.name, loaded.generated.config);
      if (edits.length === 0) return;
      // First of all, since some values can't be fetched a second time.
      storeSecrets(dirname(resolve(loaded.fileName)), secrets);
      const place = {
        config: loaded.fileName,
        out: loaded.at.root,
        lang: undefined,
        extension: undefined,
      };
      if (!(await applyEdits(place, { edits, secrets }, terminal)))
        throw new Problem(
          say(
            `${phase.name} fetched its values, and config.yml could not take them`,
            `${phase.name} 이(가) 값을 가져왔지만 config.yml 에 넣지 못했습니다`,
          ),
        );
    },
  };
}

function wishOf(wanted: readonly Fetched[], printed: string, phase: string, config: unknown) {
  const edits: ConfigEdit[] = [];
  const secrets: Secret[] = [];
  for (const { key, line } of wanted) {
    const value = line.exec(printed)?.[1];
    if (value === undefined)
      throw new Problem(
        say(
          `${phase} printed no ${key}: nothing was stored`,
          `${phase} 이(가) ${key} 을(를) 출력하지 않았습니다. 아무것도 저장하지 않았습니다`,
        ),
      );
    const path = key.split('.');
    // What config.yml has already stays where it is.
    if (String(valueAt(config, path)) === value) continue;
    const file = secretPath(path);
    if (isSecret(path)) secrets.push({ path: file, value });
    edits.push({ set: path, value: isSecret(path) ? { tag: 'file', argument: file } : value });
  }
  return { edits, secrets };
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce((node, key) => (node as Record<string, unknown> | undefined)?.[key], config);
}
