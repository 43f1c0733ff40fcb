import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Answers } from '../../packages/cli/src/commands/answers.ts';
import { commands } from '../../packages/cli/src/commands/index.ts';
import { answerOf } from '../support/answers-schema.ts';
import { put, withFolder } from '../support/scratch.ts';
import { ends, guideConfig, uegen } from './support.ts';

const test = suite('answers in JSON');

/** Every command that has --json. */
const ANSWERING = Object.keys(commands).filter((name): name is keyof Answers =>
  Object.hasOwn(commands[name]?.options ?? {}, 'json'),
);

/** Those that read no config. */
const WITHOUT_CONFIG = ['init', 'schema', 'help', 'completion'];

/** What a command answers; nothing else may stand on stdout. */
async function ask(
  folder: string,
  code: number,
  command: keyof Answers,
  ...args: string[]
): Promise<Record<string, unknown> & { status: string; stderr: string }> {
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  const ended = ends(await uegen([command, ...args, '--json'], { cwd: folder, env }), code);
  return { ...answerOf(command, ended.stdout), stderr: ended.stderr };
}

test('every command has them', () => {
  assert.equal(ANSWERING, Object.keys(commands));
});

test('init, schema, help and completion', () =>
  withFolder(async (folder) => {
    const made = await ask(folder, 0, 'init', '--yes');
    assert.is(made.status, 'written');
    const files = (made.files as { path: string }[]).map(({ path }) => path);
    assert.equal(files.slice(0, 3), ['config.yml', 'uegen.schema.json', '.gitignore']);
    for (const file of files) assert.ok(existsSync(join(folder, file)), file);
    const again = await ask(folder, 1, 'init', '--yes');
    assert.is(again.status, 'error');
    const { schema } = await ask(folder, 0, 'schema');
    assert.equal(schema, JSON.parse(ends(await uegen(['schema']), 0).stdout));
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { script } = await ask(folder, 0, 'completion', shell);
      assert.is(script, ends(await uegen(['completion', shell]), 0).stdout);
    }
    assert.is((await ask(folder, 1, 'completion', 'tcsh')).status, 'error');
    const all = await ask(folder, 0, 'help');
    assert.equal(
      (all.commands as { name: string }[]).map(({ name }) => name),
      Object.keys(commands),
    );
    const graph = await ask(folder, 0, 'help', 'graph');
    const options = graph.options as { name: string; choices?: string[]; takes: boolean }[];
    assert.equal(options.find(({ name }) => name === 'format')?.choices, ['svg', 'mermaid', 'dot']);
    assert.is(options.find(({ name }) => name === 'html')?.takes, false);
    assert.ok((graph.exits as unknown[]).length > 0);
    const codes = await ask(folder, 0, 'help', 'codes');
    assert.ok((codes.codes as { code: string }[]).some(({ code }) => code === 'unknown-key'));
    const code = await ask(folder, 0, 'help', 'unknown-key', '--lang', 'ko');
    assert.match(String(code.about), /[가-힣]/);
    assert.is((await ask(folder, 1, 'help', 'nonsense')).status, 'error');
  }));

test('also the help and the version that an option asks for', () =>
  withFolder(async (folder) => {
    for (const [command, ...words] of [
      ['plan', '--help'],
      ['help', '-h'],
      ['validate', '--version'],
    ] as const) {
      const answer = await ask(folder, 0, command as keyof Answers, ...words);
      assert.is(answer.status, 'shown');
      assert.is(`${answer.text}`, ends(await uegen([command, ...words]), 0).stdout);
    }
  }));

test('what cannot be read, and what is typed wrong, is an object too', () =>
  withFolder(async (folder) => {
    put(folder, 'bad.yml', 'cluster_name: [\n');
    for (const command of ANSWERING) {
      if (WITHOUT_CONFIG.includes(command)) continue;
      const words = command === 'set' ? ['cluster_name', 'x'] : [];
      const missing = await ask(folder, 1, command, ...words, '--config', 'nowhere.yml');
      assert.is(missing.status, 'error', command);
      const { message } = missing.problem as { message: string };
      assert.match(missing.stderr, `uegen: error: ${message}`);
      const invalid = await ask(folder, 1, command, ...words, '--config', 'bad.yml');
      assert.ok(invalid.status === 'invalid' || command === 'set', `${command} ${invalid.status}`);
      if (invalid.status === 'invalid') assert.ok((invalid.diagnostics as unknown[]).length > 0, command);
    }
    assert.is((await ask(folder, 1, 'plan', '--nonsense')).status, 'error');
  }));

test('each answer is what the schema in docs says', () =>
  withFolder(async (folder) => {
    put(
      folder,
      'bin/ansible-playbook',
      '#!/bin/sh\ncase "$1" in --version) echo "ansible-playbook [core 2.14.18]" ;; *) echo out; exit 3 ;; esac\n',
      0o755,
    );
    const key = put(folder, 'key.pem', 'a key\n', 0o600);
    put(folder, 'config.yml', guideConfig(['/home/centos/belugarKey.pem', key]));
    const is = async (status: string, code: number, command: keyof Answers, ...args: string[]) => {
      const answer = await ask(folder, code, command, ...args);
      assert.is(answer.status, status, `${command} ${args.join(' ')}`);
      return answer;
    };
    await is('valid', 0, 'validate');
    await is('changes', 2, 'plan');
    await is('done', 0, 'build');
    await is('nothing-to-do', 0, 'plan');
    await is('same', 0, 'build', '--check');
    appendFileSync(join(folder, 'install/hosts'), '# mine\n');
    await is('stopped', 1, 'build');
    await is('different', 2, 'build', '--check');
    await is('done', 0, 'build', '--force');
    await is('drawn', 0, 'graph');
    await is('listed', 0, 'downloads');
    await is('listed', 0, 'node', 'list');
    await is('unchanged', 0, 'node', 'settle');
    const edited = await is('edited', 0, 'set', 'ssh_port', '2222');
    assert.match(edited.stderr, '+ssh_port: 2222');
    await is('edited', 0, 'node', 'add', 'agent8', '172.31.10.202');
    await is('done', 0, 'build');
    await is('listed', 0, 'run');
    const preview = await is('preview', 0, 'run', 'hostname', '--dry-run');
    assert.match(JSON.stringify(preview.phases), 'ansible-playbook');
    await is('preview', 0, 'up', '--dry-run');
    // What a program says goes to stderr.
    const failed = await is('failed', 3, 'run', 'hostname');
    assert.equal([failed.phase, failed.code], ['hostname', 3]);
    assert.match(failed.stderr, /^out$/m);
    await is('due', 0, 'status');
    put(folder, 'bad.yml', guideConfig(['cluster_name', 'cluster-name']));
    await is('invalid', 1, 'validate', 'bad.yml');
  }));

test.run();
