import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { put, withFolder } from '../support/scratch.ts';
import { ends, guideConfig, oneError, uegen, untouched } from './support.ts';

const test = suite('uegen graph');

test('an SVG on stdout, and every kind in a file, again and again', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const graph = (...args: string[]) => uegen(['graph', ...args], { cwd: folder });
    const svg = ends(await graph(), 0);
    assert.match(svg.stdout, /^<svg .*\n[\s\S]*>marathon-lb<[\s\S]*<\/svg>\n$/);
    assert.is(svg.stderr, '');
    assert.is(ends(await graph('--lang', 'ko', '-o', 'p'), 0).stdout, '');
    const korean = readFileSync(join(folder, 'p'), 'utf8');
    assert.match(korean, '>프라이빗 에이전트<');
    for (const [args, beginning] of [
      [['--format', 'mermaid'], 'flowchart TB\n'],
      [['--format', 'dot'], 'digraph "uEngine" {\n'],
      [['--html'], '<!doctype html>\n'],
    ] as const) {
      ends(await graph(...args, '-o', 'p'), 0);
      assert.ok(readFileSync(join(folder, 'p'), 'utf8').startsWith(beginning), beginning);
    }
  }));

test('nothing that is no picture is replaced, and a config with errors gives none', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    put(folder, 'bad.yml', 'cluster_name: x\n');
    await untouched(folder, async () => {
      const own = await uegen(['graph', '-o', 'config.yml'], { cwd: folder });
      oneError(own, /config\.yml is there and holds no picture/);
      const both = await uegen(['graph', '--html', '--format', 'dot'], { cwd: folder });
      oneError(both, /--html and --format exclude each other/);
      const nowhere = await uegen(['graph', '-o', 'missing/p.svg'], { cwd: folder });
      oneError(nowhere, /can't write missing\/p\.svg: no such file or folder/);
      const bad = ends(await uegen(['graph', 'bad.yml', '-o', 'p.svg'], { cwd: folder }), 1);
      assert.match(bad.stderr, /bad\.yml.*error/);
    });
  }));

test.run();
