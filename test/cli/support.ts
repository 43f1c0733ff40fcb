import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, watch } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type Entry, entriesOf, restore } from '../support/entries.ts';
import { configText, root } from '../support/scenarios.ts';
import {
  type Ended,
  inheritedEnvironment,
  put,
  type RunOptions,
  run,
  withFolder,
} from '../support/scratch.ts';
import { inSession } from './session.ts';

/** The CLI as it ships. */
export const bundle = join(root, 'packages/cli/dist/uegen.cjs');

/** The program of a Node that test/nodes brings, such as `node16`; undefined where it isn't installed. */
export function otherNode(name: string): string | undefined {
  const path = join(root, 'test/nodes/node_modules', name, 'bin/node');
  return existsSync(path) ? path : undefined;
}

/** The oldest Node that the CLI runs on, or undefined where it isn't installed. */
export const node16 = otherNode('node16');

/** A user who owns nothing. */
export const NOBODY = 65534;

/** Secrets that look like nothing else, by the text of the guide's config that each of them replaces. */
const SECRETS: Readonly<Record<string, string>> = {
  'password: my-secret-pw': 'Quagga-db-7781',
  'client-key: my-client-key': 'Okapi-key-2290',
  'client-secret: my-client-secret': 'Numbat-secret-5513',
  'password: admin': 'Tapir-admin-9046',
  'password: "********"': 'Dugong-mail-3327',
};

/** The secret values of {@link guideConfig}. */
export const secrets: readonly string[] = Object.values(SECRETS);

/** The guide's config with secrets of its own, so that it gives no warning, says nothing else either, and a leak can be found. */
export function guideConfig(...edits: readonly (readonly [from: string, to: string])[]): string {
  const own = Object.entries(SECRETS).map(
    ([from, value]) => [from, from.replace(/: .*/, `: ${value}`)] as const,
  );
  const registry = ['package: sppark', 'package: gitlab.pas-mini.io:5000'] as const;
  return [...own, registry, ...edits].reduce(
    (text, [from, to]) => {
      assert.ok(text.includes(from), `the config holds no ${from}`);
      return text.replace(from, to);
    },
    `${configText('valid', 'guide')}\nacknowledged: [config-server, host-keys]\n`,
  );
}

/** How a run of uegen is started. */
export interface UegenOptions extends RunOptions {
  node?: string;
}

/** Runs the bundled CLI. Whatever it prints must hold neither a secret nor a stack trace. */
export async function uegen(args: readonly string[], options: UegenOptions = {}): Promise<Ended> {
  const ended = await run(options.node ?? process.execPath, [bundle, ...args], options);
  harmless(ended);
  return ended;
}

/**
 * The same in a process that has run uegen before, for tests of what it does rather than of how it starts and ends: ten
 * times as fast.
 */
export async function uegenAgain(args: readonly string[], options: UegenOptions = {}): Promise<Ended> {
  if (options.uid !== undefined) return uegen(args, options);
  const { node = process.execPath, cwd = process.cwd(), env } = options;
  const ended = await inSession(node, bundle, { args, cwd, env: { ...inheritedEnvironment(), ...env } });
  harmless(ended);
  return ended;
}

/** Fails when an output holds one of the secrets, or looks like a stack trace. */
export function harmless({ stdout, stderr }: Ended): void {
  for (const secret of secrets) assert.not.ok(`${stdout}${stderr}`.includes(secret), `${secret} is shown`);
  assert.not.match(`${stdout}${stderr}`, /^ +at |\bcrashed\b|\bError:|node:internal/m);
}

/** Fails unless a run ended with exit code 1 and exactly one error, which matches. */
export function oneError(ended: Ended, expected: RegExp): void {
  assert.is(ended.status, 1, `${ended.stdout}${ended.stderr}`);
  const errors = ended.stderr.split('\n').filter((line) => /\berror: /.test(line));
  assert.is(errors.length, 1, ended.stderr);
  assert.match(errors[0] ?? '', expected);
  assert.is(ended.stdout, '');
}

/** Fails unless a run ended with the given code. */
export function ends(ended: Ended, status: number): Ended {
  assert.is(ended.status, status, `${ended.stdout}${ended.stderr}`);
  return ended;
}

/** What the CLI built of a config: nothing in a tree says where it lies. */
const built = new Map<string, readonly Entry[]>();

/** A folder that other users may enter, with config.yml and the tree of one build in `out`. */
export async function withTree(
  body: (folder: { root: string; config: string; out: string }) => Promise<void>,
  text = guideConfig(),
): Promise<void> {
  await withFolder(async (folder) => {
    chmodSync(folder, 0o755);
    const config = put(folder, 'config.yml', text);
    const out = join(folder, 'out');
    const tree = built.get(text);
    if (tree === undefined) {
      ends(await uegen(['build', config, '--out', out, '--quiet']), 0);
      built.set(text, entriesOf(folder));
    } else restore(folder, tree);
    await body({ root: folder, config, out });
  });
}

/** All that lies below a folder, one line each: kind, mode, content and, if wanted, the time stamp. */
export function listTree(folder: string, options: { times?: boolean; own?: boolean } = {}): string[] {
  return walk(folder, '')
    .filter(({ path }) => options.own !== false || !/^\.uegen\b/.test(path))
    .map(({ path, line, time }) => `${path} ${line}${options.times ? ` ${time}` : ''}`);
}

function walk(base: string, path: string): { path: string; line: string; time: bigint }[] {
  const place = join(base, path);
  const stats = lstatSync(place, { bigint: true });
  const mode = (Number(stats.mode) & 0o7777).toString(8);
  const entry = (line: string) => ({ path: path === '' ? '.' : path, line, time: stats.mtimeNs });
  if (stats.isSymbolicLink()) return [entry(`link ${readlinkSync(place)}`)];
  if (stats.isDirectory()) {
    const inner = readdirSync(place)
      .sort()
      .flatMap((name) => walk(base, path === '' ? name : `${path}/${name}`));
    return [entry(`folder ${mode}`), ...inner];
  }
  if (!stats.isFile()) return [entry(`other ${mode}`)];
  return [entry(`file ${mode} ${createHash('sha256').update(readFileSync(place)).digest('hex')}`)];
}

/** The paths of the files below a folder, but for uegen's own. */
export function filesOf(folder: string): string[] {
  return listTree(folder, { own: false })
    .filter((line) => / file \d+ \w+$/.test(line))
    .map((line) => line.replace(/ file \d+ \w+$/, ''));
}

/** Fails when anything below `folder` differs after `body`, time stamps of files and folders included. */
export async function untouched(folder: string, body: () => Promise<void>): Promise<void> {
  const before = listTree(folder, { times: true });
  await body();
  assert.equal(listTree(folder, { times: true }), before);
}

/**
 * Starts uegen and kills it some milliseconds after something in a folder has changed, unless it ended before: then it
 * answers with how many milliseconds there were.
 */
export function uegenKilled(
  args: readonly string[],
  watched: string,
  milliseconds: number,
): Promise<number | undefined> {
  let began: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(watched, () => {
    if (began !== undefined) return;
    began = performance.now();
    if (Number.isFinite(milliseconds)) timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  const child = spawn(process.execPath, [bundle, ...args], { stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => {
      watcher.close();
      clearTimeout(timer);
      resolve(signal === 'SIGKILL' ? undefined : performance.now() - (began ?? Number.NaN));
    });
  });
}
