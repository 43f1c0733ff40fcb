import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import { CHECKOUT_FOLDER } from './checkout.ts';

/** What stands for the standard input in the place of a config's name. */
export const STDIN = '-';

/** Where a folder may hold its config: beside the tree, or in a uEngine checkout. */
const PLACES = ['config.yml', `${CHECKOUT_FOLDER}/config.yml`];

/** The config that a command takes, and what to say of the choice where it isn't the obvious one. */
export interface Choice {
  config: string;
  note?: string;
}

/**
 * The config that is named, or else the nearest: `config.yml` here, in uengine-resource, and so on upwards as far as the
 * root of a git repository or the user's home. Where there is none, `./config.yml`, which can't be read then.
 */
export function chooseConfig(named: string | undefined, stdin: boolean): Choice {
  if (named === STDIN && !stdin)
    throw new Problem(
      say(
        'only validate, plan and downloads read a config from the standard input',
        '표준 입력의 설정은 validate, plan, downloads 만 읽습니다',
      ),
      say('name a file; ./- is a file of that name', '파일 이름을 적으십시오. 이름이 - 인 파일은 ./- 입니다'),
    );
  if (named !== undefined) return { config: named };
  const here = process.cwd();
  const found = nearest(here, here, homeOf());
  if (found === undefined)
    return {
      config: './config.yml',
      note: say(
        `${PLACES.join(' and ')} are neither here nor in a folder above`,
        `${PLACES.join(', ')} 이 현재 폴더와 상위 폴더에 없습니다`,
      ),
    };
  if (found === join(here, 'config.yml')) return { config: './config.yml' };
  const config = relative(here, found);
  return { config, note: say(`the config is ${config}`, `설정 파일: ${config}`) };
}

function nearest(folder: string, here: string, home: string | undefined): string | undefined {
  for (const place of PLACES) {
    const path = join(folder, place);
    const stats = statusOf(path);
    if (stats === undefined || stats.isDirectory()) continue;
    if (folder !== here && !isTrusted(stats))
      throw new Problem(
        say(`${path} belongs to another user`, `${path} 은(는) 다른 사용자의 파일입니다`),
        say('if it is the right one, name it with --config', '맞는 파일이면 --config 로 지정하십시오'),
      );
    return path;
  }
  const isLast = folder === home || folder === dirname(folder) || statusOf(join(folder, '.git'));
  return isLast ? undefined : nearest(dirname(folder), here, home);
}

// In a folder above, such as /tmp, a stranger may have put a config that nobody meant.
function isTrusted({ uid }: Stats): boolean {
  const me = process.getuid?.();
  return me === undefined || [0, me, Number(process.env.SUDO_UID ?? me)].includes(uid);
}

// What can't be looked at isn't there for this user. A link that leads nowhere is there: to pass it over would be wrong.
function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function homeOf(): string | undefined {
  try {
    return realpathSync(homedir());
  } catch {
    return undefined;
  }
}
