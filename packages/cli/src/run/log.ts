import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { secretValues } from '@uegen/core';
import { removeSync } from 'fs-extra/esm';
import { say } from '../language.ts';
import type { Loaded } from '../load.ts';
import { during } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import type { Tap } from './child.ts';

/** As many logs are kept. */
const KEPT = 30;
const MASK = '********';
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals' own codes begin with one.
const CODES = /\u001B\[[0-9;?]*[A-Za-z]/g;

/** The log of a phase in `.uegen/logs`: what its programs print, without colours, and without the config's secrets. */
export interface PhaseLog {
  /** Relative to the output root. */
  path: string;
  /** Shows what is printed, and keeps it. */
  tap: Tap;
  close(): void;
}

/** Begins the log of a phase; the oldest ones go. */
export function phaseLog(phase: string, { at, generated }: Loaded, terminal: Terminal): PhaseLog {
  const folder = join(at.own, 'logs');
  const name = `${new Date().toISOString().replace(/[:.]/g, '')}-${phase}.log`;
  const file = during(
    say("can't make a log in .uegen/logs", '.uegen/logs 에 로그를 만들 수 없습니다'),
    () => {
      disk.ensureFolder(folder, 0o700);
      for (const old of disk
        .list(folder)
        .sort()
        .slice(0, -(KEPT - 1)))
        removeSync(join(folder, old));
      return openSync(join(folder, name), 'wx', 0o600);
    },
  );
  const secrets = secretValues(generated.config);
  const keep = (line: string) => {
    const plain = line.replace(CODES, '');
    writeSync(
      file,
      secrets.reduce((text, secret) => text.split(secret).join(MASK), plain),
    );
  };
  const [out, err] = [lines(keep), lines(keep)];
  return {
    path: `.uegen/logs/${name}`,
    tap: {
      out: (text) => {
        terminal.out(text);
        out.add(text);
      },
      err: (text) => {
        terminal.err(text);
        err.add(text);
      },
    },
    close: () => {
      out.end();
      err.end();
      closeSync(file);
    },
  };
}

// A secret may come in two pieces.
function lines(keep: (line: string) => void) {
  let rest = '';
  return {
    add: (text: string) => {
      const parts = `${rest}${text}`.split(/(?<=\n)/);
      rest = parts.at(-1)?.endsWith('\n') ? '' : (parts.pop() ?? '');
      for (const part of parts) keep(part);
    },
    end: () => {
      if (rest !== '') keep(rest);
      rest = '';
    },
  };
}
