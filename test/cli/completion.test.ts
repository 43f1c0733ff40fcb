import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { phases } from '../../packages/core/src/phases/index.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { bundle, ends, guideConfig, oneError, uegen, withTree } from './support.ts';

const test = suite('uegen completion');

// Each asks a shell what it would offer behind such words.
const ASKS: Readonly<Record<string, (file: string, words: readonly string[]) => string[]>> = {
  bash: (file, words) => [
    ...['bash', '--norc', '-c'],
    `source ${file}; ${completing(words)}; _uegen; printf "%s\\n" "\${COMPREPLY[@]}"`,
  ],
  // As bashcompinit asks, once it knows the command.
  zsh: (file, words) => [
    ...['zsh', '-f', '-c'],
    `autoload -Uz compinit && compinit -u -D && source ${file} && [[ -n $_comps[uegen] ]] || exit 1; ${completing(words)}; compgen -F _uegen -- '${words.at(-1)}'; true`,
  ],
  fish: (file, words) => [
    ...['fish', '--no-config', '-c'],
    `source ${file}; complete -C "uegen ${words.join(' ')}" | string replace -r '\t.*' ''; true`,
  ],
};

function completing(words: readonly string[]): string {
  return `COMP_WORDS=(uegen ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`;
}

for (const [shell, ask] of Object.entries(ASKS)) {
  toolTest(test, [shell], `${shell} offers commands, options, their words, phases and keys`, () =>
    withFolder(async (folder) => {
      const script = ends(await uegen(['completion', shell]), 0).stdout;
      const file = put(folder, 'completion', script);
      put(folder, 'config.yml', guideConfig());
      put(folder, 'bin/uegen', `#!/bin/sh\nexec '${process.execPath}' '${bundle}' "$@"\n`, 0o755);
      const offered = async (...words: string[]) => {
        const [program = '', ...args] = ask(file, words);
        const { stdout, stderr, status } = await run(program, args, {
          cwd: folder,
          env: { HOME: folder, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
        });
        assert.is(status, 0, stderr);
        assert.is(stderr, '');
        // zsh matches what it was offered by itself.
        const typed = shell === 'zsh' ? (words.at(-1) ?? '') : '';
        return stdout.split('\n').filter((line) => line !== '' && line.startsWith(typed));
      };
      const all = await offered('');
      for (const name of Object.keys(commands)) assert.ok(all.includes(name), name);
      assert.equal(await offered('val'), ['validate']);
      assert.equal(await offered('build', '--fo'), ['--force']);
      assert.equal((await offered('build', '--lang', '')).sort(), ['en', 'ko']);
      assert.equal(await offered('run', 'gitlab-b'), ['gitlab-backup']);
      assert.equal(
        [...new Set(await offered('run', 'p'))].sort(),
        phases
          .map(({ name }) => name)
          .filter((name) => name.startsWith('p'))
          .sort(),
      );
      assert.equal(await offered('up', 'gitlab-b'), ['gitlab-backup']);
      assert.equal(await offered('set', 'gitlab.root.us'), ['gitlab.root.username']);
      assert.equal(await offered('help', 'unknown-k'), ['unknown-key']);
      assert.equal(await offered('up', '--until', 'gitlab-b'), ['gitlab-backup']);
      assert.equal(await offered('status', '--forget', 'every'), ['everything']);
      assert.equal(await offered('node', 'se'), ['settle']);
      // Nodes stand in the config.
      assert.equal(await offered('node', 'remove', 'agent7'), ['agent7']);
    }),
  );
}

test('another shell, and none, are told which ones there are', async () => {
  oneError(await uegen(['completion', 'tcsh']), /there is no completion for tcsh/);
  oneError(await uegen(['completion']), /name the shell/);
  oneError(await uegen(['completion', 'toString']), /there is no completion/);
});

test('a phase that is misspelt is told the one that was meant', () =>
  withTree(async ({ config }) => {
    const ended = await uegen(['run', 'gitlap', '--config', config]);
    oneError(ended, /there is no phase gitlap/);
    assert.match(ended.stderr, 'did you mean gitlab?');
  }));

test('a node or an action that is misspelt is told the one that was meant', () =>
  withTree(async ({ config }) => {
    const node = await uegen(['node', 'remove', 'agnt3', '--config', config]);
    oneError(node, /no node agnt3/);
    assert.match(node.stderr, 'did you mean agent3?');
    assert.match((await uegen(['node', 'lst', '--config', config])).stderr, 'did you mean uegen node list?');
    assert.match((await uegen(['status', config, '--forget', 'instal'])).stderr, 'did you mean install?');
  }));

test('-h is --help everywhere', async () => {
  for (const name of ['', ...Object.keys(commands)]) {
    const words = name === '' ? [] : [name];
    const short = ends(await uegen([...words, '-h']), 0);
    assert.equal(short, await uegen([...words, '--help']));
    assert.match(short.stdout, /-h, --help/);
  }
});

test.run();
