import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type CheckoutFile, RESOURCE_FOLDERS, REVISION_FILES } from '@uegen/core';
import { say } from '../language.ts';
import { during, Problem } from '../problem.ts';

/** The folder of a uEngine checkout that holds config.yml, and its own files beside it. */
export const CHECKOUT_FOLDER = 'uengine-resource';

/** The most that one file of a checkout may hold: enough for any image of a front end. */
const MAX_BYTES = 16 * 1024 * 1024;

const CARRIED_FOLDERS = ['config-repository', 'ui-files'];

/** The checkout's own files, when the config lies in a checkout, in an order that doesn't depend on the machine. */
export function readCheckout(configFolder: string): CheckoutFile[] {
  if (basename(configFolder) !== CHECKOUT_FOLDER) return [];
  return CARRIED_FOLDERS.flatMap((folder) => readEntry(configFolder, folder, `${CHECKOUT_FOLDER}/`));
}

/**
 * The resources of the services, which Maven fills: of the checkout that the tree goes into, or else of the one that the
 * config lies in. Undefined where there is neither.
 */
export function readResources(configFolder: string, root: string): CheckoutFile[] | undefined {
  const checkout = checkoutOf(configFolder, root);
  if (checkout === undefined) return undefined;
  return RESOURCE_FOLDERS.flatMap((folder) => readEntry(checkout, folder, ''));
}

/** The files of the same checkout that tell its revision, those that are there. */
export function readRevision(configFolder: string, root: string): CheckoutFile[] {
  const checkout = checkoutOf(configFolder, root);
  return checkout === undefined ? [] : REVISION_FILES.flatMap((path) => readEntry(checkout, path, ''));
}

function checkoutOf(configFolder: string, root: string): string | undefined {
  if (isCheckout(root)) return root;
  return basename(configFolder) === CHECKOUT_FOLDER ? dirname(configFolder) : undefined;
}

function isCheckout(folder: string): boolean {
  return RESOURCE_FOLDERS.some((resources) => existsSync(join(folder, resources)));
}

/** A file, or all files of a folder; `above` leads to `base` in what is said of them. */
function readEntry(base: string, source: string, above: string): CheckoutFile[] {
  const path = join(base, source);
  return during(say(`can't read ${above}${source}`, `${above}${source} 을(를) 읽을 수 없습니다`), () => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    if (stats.isDirectory()) return readFolder(base, source, above);
    if (stats.isFile()) {
      if (stats.size > MAX_BYTES)
        throw new Problem(
          say(`${above}${source} is larger than 16 MiB`, `${above}${source} 이(가) 16 MiB 를 넘습니다`),
          say('take it out of the checkout', '체크아웃에서 빼십시오'),
        );
      const executable = (stats.mode & 0o100) !== 0;
      return [{ source, content: readFileSync(path), executable, private: (stats.mode & 0o077) === 0 }];
    }
    const what = stats.isSymbolicLink()
      ? say('a symbolic link', '심볼릭 링크')
      : say('neither a file nor a folder', '파일도 폴더도 아닌 것');
    throw new Problem(
      say(`${above}${source} is ${what}`, `${above}${source}: ${what}`),
      say('put the file itself there, or remove it', '파일 자체를 두거나, 치우십시오'),
    );
  });
}

function readFolder(base: string, source: string, above: string): CheckoutFile[] {
  // The default order of strings is that of their code units, in every locale.
  const names = readdirSync(join(base, source))
    .filter((name) => name !== '.git')
    .sort();
  // Node can't say such a name again, and would find no file by it.
  if (names.some((name) => name.includes('\uFFFD')))
    throw new Problem(
      say(
        `${above}${source} holds a file whose name is not UTF-8`,
        `${above}${source} 에 이름이 UTF-8 이 아닌 파일이 있습니다`,
      ),
      say(
        `rename it: LC_ALL=C ls -b ${above}${source} shows the name`,
        `이름을 바꾸십시오. LC_ALL=C ls -b ${above}${source} 로 확인합니다`,
      ),
    );
  return names.flatMap((name) => readEntry(base, `${source}/${name}`, above));
}
