import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Reference, type ReferenceAnswer, says } from '@uegen/core';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import { decode, readRegular } from './read-limited.ts';

const MAX_BYTES = 1024 * 1024;

/** Answers `!env NAME` from `environment` and `!file PATH`, relative to the config's folder, from the disk; `pending` holds files that are yet to be written. */
export function referenceResolver(
  configFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
  pending: ReadonlyMap<string, string> = new Map(),
): (reference: Reference) => ReferenceAnswer {
  return ({ tag, argument }) => {
    const value = tag === 'file' ? pending.get(argument) : undefined;
    if (value !== undefined) return { value };
    return tag === 'env' ? readVariable(argument, environment) : readValue(configFolder, argument);
  };
}

function readVariable(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): ReferenceAnswer {
  // Whatever else stands there may be the value itself, by mistake.
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return {
      problem: says(
        'what follows !env is not the name of an environment variable',
        '!env 뒤가 환경 변수의 이름이 아닙니다',
      ),
    };
  // Objects have names of their own, such as toString.
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  return value === undefined
    ? {
        problem: says(
          `the environment variable ${name} is not set`,
          `환경 변수 ${name} 이(가) 설정되지 않았습니다`,
        ),
      }
    : { value };
}

function readValue(configFolder: string, path: string): ReferenceAnswer {
  if (path.includes('\0'))
    return {
      problem: says('what follows !file is not the path of a file', '!file 뒤가 파일의 경로가 아닙니다'),
    };
  const place = resolve(configFolder, path);
  try {
    const stats = during(say(`can't read ${path}`, `${path} 을(를) 읽을 수 없습니다`), () =>
      lstatSync(place, { throwIfNoEntry: false }),
    );
    if (stats === undefined)
      return {
        absent: says(
          `can't read ${path}: no such file or folder (ENOENT)`,
          `${path} 을(를) 읽을 수 없습니다: 파일이나 폴더가 없습니다 (ENOENT)`,
        ),
      };
    const content = during(say(`can't read ${path}`, `${path} 을(를) 읽을 수 없습니다`), () =>
      readRegular(place, MAX_BYTES),
    );
    if (content === 'other')
      return { problem: says(`${path} is not a regular file`, `${path} 은(는) 일반 파일이 아닙니다`) };
    if (content === undefined)
      return { problem: says(`${path} is larger than 1 MiB`, `${path} 이(가) 1 MiB 를 넘습니다`) };
    const text = decode(content);
    if (text === undefined)
      return { problem: says(`${path} is not UTF-8`, `${path} 이(가) UTF-8 이 아닙니다`) };
    return { value: text.replace(/\r?\n$/, '') };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}
