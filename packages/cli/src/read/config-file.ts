import { normalize } from 'node:path';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';
import { STDIN } from './find-config.ts';
import { decode, readLimited } from './read-limited.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** What a config is called in messages. */
export function nameOfConfig(path: string): string {
  return path === STDIN ? '<stdin>' : normalize(path);
}

/** The text of config.yml, or of the standard input. Everything that keeps it from being read is a {@link Problem}. */
export function readConfig(path: string): string {
  const name = path === STDIN ? nameOfConfig(path) : path;
  const content = during(
    say(`can't read the config ${name}`, `설정 파일 ${name} 을(를) 읽을 수 없습니다`),
    () => readLimited(path === STDIN ? 0 : path, MAX_BYTES),
  );
  if (content === undefined)
    throw new Problem(
      say(`the config ${name} is larger than 16 MiB`, `설정 파일 ${name} 이(가) 16 MiB 를 넘습니다`),
    );
  const text = decode(content);
  if (text !== undefined) return text;
  throw new Problem(
    say(`the config ${name} is not UTF-8`, `설정 파일 ${name} 이(가) UTF-8 이 아닙니다`),
    say('save it as UTF-8', 'UTF-8 로 저장하십시오'),
  );
}
