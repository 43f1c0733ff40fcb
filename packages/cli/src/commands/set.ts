import { configSchema, isSecret, type Lang, schemaAt, suggest } from '@uegen/core';
import { askFor, secretPath } from '../edit/index.ts';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { keysOf } from './completion.ts';
import { editAndGoOn } from './next.ts';

/** What `uegen set` is told on the command line. */
export interface SetOptions {
  config: string;
  out: string | undefined;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
  run: boolean;
  key: string | undefined;
  value: string | undefined;
}

/**
 * `uegen set`: a key of config.yml. A secret goes into a file beside it, which the config then refers to, and is never
 * taken from the command line, where other users see it. 1 where the result would have errors: then nothing is written.
 */
export async function set(options: SetOptions, terminal: Terminal): Promise<number> {
  const { key } = options;
  if (key === undefined)
    throw new Problem(say('a key is missing', '키를 적으십시오'), 'uegen set gitlab.root.username root');
  const path = key.split('.');
  if (path.includes(''))
    throw new Problem(
      say(
        `${key} is not a key: write names with single dots between them`,
        `${key} 은(는) 키가 아닙니다. 이름을 점 하나로 이어 적으십시오`,
      ),
    );
  checkKind(key, path);
  const wish = isSecret(path)
    ? await secretWish(options, path, terminal)
    : { edits: [{ set: path, value: options.value ?? (await askFor(`${key}: `, false, terminal)) }] };
  return editAndGoOn(options, wish, options.run, terminal);
}

function checkKind(key: string, path: readonly string[]): void {
  const schema = schemaAt(path, '');
  if (schema === undefined && path[0] !== 'extra') throw unknown(key);
  const kind = schema?.type;
  if (kind === 'array')
    throw new Problem(
      say(
        `${key} is a list: change it in config.yml by hand`,
        `${key} 은(는) 목록입니다. config.yml 에서 직접 고치십시오`,
      ),
    );
  if (kind === 'object')
    throw new Problem(
      say(
        `${key} holds keys of its own: name one of them`,
        `${key} 아래에 다른 키가 있습니다. 그중 하나를 지정하십시오`,
      ),
    );
}

// Not as the secret that an unknown key may hold.
function unknown(key: string): Problem {
  const meant = suggest(key, keysOf(configSchema));
  return new Problem(
    say(`there is no key ${key}`, `${key} 라는 키가 없습니다`),
    meant === undefined
      ? say('uegen schema prints all keys', '모든 키는 uegen schema 로 볼 수 있습니다')
      : say(`did you mean ${meant}?`, `${meant} 을(를) 찾으셨습니까?`),
  );
}

async function secretWish({ key, value: given }: SetOptions, path: readonly string[], terminal: Terminal) {
  if (given !== undefined)
    throw new Problem(
      say(
        `${key} is a secret: its value is not taken from the command line, where others can see it`,
        `${key} 은(는) 비밀 값입니다. 다른 사용자에게 보이므로 명령줄에서 받지 않습니다`,
      ),
      say(
        `leave it out to be asked, or pipe it in: uegen set ${key} <FILE`,
        `값을 생략하면 물어봅니다. 파이프로도 받습니다: uegen set ${key} <FILE`,
      ),
    );
  const value = await askFor(
    say(`${key} (hidden while you type): `, `${key} (입력한 글자는 보이지 않습니다): `),
    true,
    terminal,
  );
  const file = secretPath(path);
  return {
    edits: [{ set: path, value: { tag: 'file' as const, argument: file } }],
    secrets: [{ path: file, value }],
  };
}
