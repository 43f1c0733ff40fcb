// The licences of what a bundle holds of others, by what esbuild says that it took in.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of the package that a file belongs to; undefined for a file of uegen's own. */
function packageOf(file) {
  if (!file.includes('node_modules/')) return undefined;
  let folder = dirname(file);
  // A package.json without a name only tells the kind of modules below it.
  while (readName(folder) === undefined) folder = dirname(folder);
  return folder;
}

function readName(folder) {
  const path = join(folder, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).name : undefined;
}

// Its name alone isn't what a licence asks for.
function licenceText(folder, { name }) {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no text of its licence`);
  return readFileSync(join(folder, file), 'utf8').trim();
}

/**
 * The names, versions and licence texts of all packages in bundles, as text. `folders` are those of packages whose code
 * was taken in before the bundler came to it.
 */
export function notices(metafiles, workingFolder, folders = []) {
  const files = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0),
    ),
  );
  const bundled = files.map((file) => packageOf(resolve(workingFolder, file))).filter(Boolean);
  const texts = [...new Set([...bundled, ...folders])].map((folder) => {
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `${about.name} ${about.version}\n\n${licenceText(folder, about)}\n`;
  });
  const separator = `\n${'-'.repeat(80)}\n\n`;
  const head = 'This holds programs of others, under the licences below.\n';
  return `${[head, ...[...new Set(texts)].sort()].join(separator)}`;
}
