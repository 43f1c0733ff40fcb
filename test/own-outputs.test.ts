import {
  type Cluster,
  type GeneratedFile,
  type GenerateOptions,
  generate,
  type Output,
  outputs,
  publicFile,
  type Rule,
  rules,
  secretFile,
} from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText } from './support/scenarios.ts';

const own = suite('outputs and rules of one’s own');

const text = configText('valid', 'guide');

/** What is said of the guide's config with these files beside uegen's. */
function saidOf(...files: unknown[]): string[] {
  const output: Output = () => files as GeneratedFile[];
  const result = generate(text, { outputs: [...outputs, output] });
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
  assert.is(result.files.length === 0, errors.length > 0);
  return errors.map(({ code, file, message }) => `${code} ${file}: ${message}`);
}

own('a file of one’s own is made beside all others', () => {
  const options: GenerateOptions = { outputs: [...outputs, () => [publicFile('own/nodes.csv', 'x\n')]] };
  const { files } = generate(text, options);
  assert.is(files.length, generate(text).files.length + 1);
  assert.equal(files.at(-1), publicFile('own/nodes.csv', 'x\n'));
});

own('a content is made when it is first asked for, and once', () => {
  let made = 0;
  const file = secretFile('own/key', () => {
    made += 1;
    return 'x\n';
  });
  assert.equal([file.path, file.mode, file.secret, made], ['own/key', '0600', true, 0]);
  assert.equal([file.content, { ...file }.content, made], ['x\n', 'x\n', 1]);
});

own('a path that repeats, or leads out of the root, is an error', () => {
  for (const [path, why] of [
    ['install/hosts', 'two files are called install/hosts'],
    ['install/HOSTS', 'install/hosts and install/HOSTS differ only in case'],
    ['install/hosts/x', "install/hosts can't be a file and the folder of install/hosts/x"],
    ['../x', `can't make a file "../x": it leads out of the output folder`],
    ['/etc/x', `can't make a file "/etc/x": it is absolute`],
    [
      '.uegen/manifest.json',
      `can't make a file ".uegen/manifest.json": \`.uegen\` isn't a place for generated files`,
    ],
    ['', `can't make a file "": it is empty`],
  ] as const)
    assert.equal(saidOf(publicFile(path, '')), [`output-file ${path}: ${why}`]);
  assert.equal(
    saidOf(publicFile('../x', ''), publicFile('install/hosts', ''), publicFile('y\u001b[2J', '')).length,
    3,
  );
  assert.not.match(saidOf(publicFile('y\u001b[2J', '')).join(), '\u001b');
});

own('a file that is none, or that shows a secret, is an error', () => {
  const file = publicFile('x', '');
  for (const [wrong, why] of [
    [{ ...file, content: undefined }, 'x: its content is neither text nor bytes'],
    [{ ...file, content: 1 }, 'x: its content is neither text nor bytes'],
    [{ ...file, mode: '0666' }, 'x: its mode is none of 0600, 0644, 0700, 0755'],
    [{ ...file, mode: 0o644 }, 'x: its mode is none of 0600, 0644, 0700, 0755'],
    [{ ...file, secret: undefined }, 'x: it does not say whether it holds a secret'],
    [{ ...secretFile('x', ''), mode: '0644' }, 'x: it holds a secret, and others may read it'],
    [{ ...file, path: undefined }, '?: it has no path'],
    [undefined, '?: it has no path'],
    ['x', '?: it has no path'],
  ] as const)
    assert.equal(saidOf(wrong), [`output-file ${why}`]);
  assert.equal(saidOf(file, secretFile('y', ''), { ...file, path: 'z', content: new Uint8Array(1) }), []);
});

own('a rule of one’s own is told beside all others, at its place', () => {
  const odd =
    (severity: 'error' | 'warning'): Rule =>
    ({ cluster }: { cluster: Cluster }) => [
      { code: 'extension', severity, message: `${cluster.name} is taken`, path: ['cluster_name'] },
    ];
  const warned = generate(text, { rules: [...rules, odd('warning')] });
  assert.is(warned.diagnostics.length, generate(text).diagnostics.length + 1);
  assert.ok(warned.files.length > 0);
  const refused = generate(text, { rules: [...rules, odd('error')] });
  assert.equal(refused.files, []);
  assert.equal(refused.diagnostics[0], {
    code: 'extension',
    severity: 'error',
    message: 'uEngine is taken',
    path: ['cluster_name'],
    position: { line: 2, column: 15, length: 7 },
  });
});

own.run();
