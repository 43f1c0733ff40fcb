import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type CheckoutFile, RESOURCE_FOLDERS, REVISION_FILES } from '@uegen/core';
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
  return during(`can't read ${above}${source}`, () => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    if (stats.isDirectory()) return readFolder(base, source, above);
    if (stats.isFile()) {
      if (stats.size > MAX_BYTES)
        throw new Problem(`${above}${source} is larger than 16 MiB`, 'take it out of the checkout');
      const executable = (stats.mode & 0o100) !== 0;
      return [{ source, content: readFileSync(path), executable, private: (stats.mode & 0o077) === 0 }];
    }
    const what = stats.isSymbolicLink() ? 'a symbolic link' : 'neither a file nor a folder';
    throw new Problem(`${above}${source} is ${what}`, 'put the file itself there, or take it away');
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
      `${above}${source} holds a file whose name is not UTF-8`,
      `rename it: LC_ALL=C ls -b ${above}${source} shows the name`,
    );
  return names.flatMap((name) => readEntry(base, `${source}/${name}`, above));
}
