// What yargs asks of its platform, in place of its own lib/platform-shims/esm.mjs: that one looks for a package.json and
// for translations in folders that aren't uegen's, and loads node:assert and both streams. Together that takes
// as long as a tenth of what a build may cost.
import { readFileSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { inspect } from 'node:util';
import cliui from 'cliui';
import Parser from 'yargs-parser';

/** Fills in %s and %d, which is all that yargs' messages hold. */
function fill(text, ...values) {
  return text.replace(/%[sd]/g, () => String(values.shift()));
}

function refuse() {
  throw new Error('commands are not loaded from folders');
}

function check(holds, message) {
  if (!holds) throw new Error(message);
}

export default {
  assert: {
    strictEqual: (actual, expected, message) => check(Object.is(actual, expected), message),
    notStrictEqual: (actual, expected, message) => check(!Object.is(actual, expected), message),
  },
  cliui,
  findUp: () => undefined,
  getCallerFile: refuse,
  getEnv: (key) => process.env[key],
  getProcessArgvBin: () => process.argv[1],
  inspect,
  mainFilename: '',
  Parser,
  path: { basename, dirname, extname, relative, resolve },
  process: {
    argv: () => process.argv,
    cwd: process.cwd,
    emitWarning: (warning, type) => process.emitWarning(warning, type),
    execPath: () => process.execPath,
    exit: process.exit,
    nextTick: process.nextTick,
    get stdColumns() {
      return process.stdout.columns ?? null;
    },
  },
  readFileSync,
  require: refuse,
  requireDirectory: refuse,
  stringWidth: (text) => [...text].length,
  y18n: {
    __: fill,
    __n: (one, many, count, ...values) => fill(count === 1 ? one : many, ...values),
    getLocale: () => 'en',
    setLocale: () => {},
    updateLocale: () => {},
  },
};
