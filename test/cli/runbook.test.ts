import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phases } from '../../packages/core/src/phases/index.ts';
import { configText } from '../support/scenarios.ts';
import { put, withFolder } from '../support/scratch.ts';
import { uegenHere } from './here.ts';
import { ends, guideConfig, NOBODY, oneError, secrets, uegen } from './support.ts';

const runbook = suite('RUNBOOK.md');

// The runbook speaks to who isn't root.
const someUser: { uid?: number } = process.getuid?.() === 0 ? { uid: NOBODY } : {};

/** Runs uegen in this process as if it were such a user's. */
async function uegenOfSomeUser(args: readonly string[]): ReturnType<typeof uegenHere> {
  const { getuid } = process;
  if (someUser.uid !== undefined) process.getuid = () => NOBODY;
  try {
    return await uegenHere(args);
  } finally {
    if (getuid !== undefined) process.getuid = getuid;
  }
}

/** The commands of each phase's part. */
function commandsOf(text: string): Map<string, string> {
  const parts = text.split(/^### /m).map((part) => ({
    name: /\(([a-z-]+)\)\n/.exec(part)?.[1] ?? '',
    commands: [...part.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join(''),
  }));
  return new Map(parts.map(({ name, commands }) => [name, commands]));
}

for (const scenario of ['guide', 'add-agent', 'full'])
  runbook(`${scenario}: its commands are those of uegen run --dry-run, in both languages`, () =>
    withFolder(async (folder) => {
      chmodSync(folder, 0o755);
      const config = put(folder, 'config.yml', configText('valid', scenario));
      const out = join(folder, 'out');
      const books: Map<string, string>[] = [];
      for (const lang of ['ko', 'en']) {
        ends(await uegen(['build', config, '--out', out, '--quiet', '--lang', lang]), 0);
        books.push(commandsOf(readFileSync(join(out, 'RUNBOOK.md'), 'utf8')));
      }
      const printed = (name: string) => ['run', name, '--config', config, '--out', out, '--dry-run'];
      for (const { name } of phases) {
        const { stdout } = await uegenOfSomeUser(printed(name));
        for (const commands of books) assert.is(commands.get(name), stdout, name);
      }
      // As the bundle and another user have it: a phase that wants sudo.
      assert.match(books[0]?.get('genconf') ?? '', 'sudo ');
      assert.is(books[0]?.get('genconf'), (await uegen(printed('genconf'), someUser)).stdout);
      for (const commands of books)
        assert.ok([...commands.values()].filter((block) => block !== '').length > 15);
    }),
  );

runbook('it holds no secret, in neither language, and a language that there is not is an error', () =>
  withFolder(async (folder) => {
    const config = put(
      folder,
      'config.yml',
      guideConfig(
        ['dcos:\n  token:', 'dcos:\n  token: Walrus-1'],
        ['    username:\n', '    username: Walrus-2\n'],
        ['    password:\n', '    password: Walrus-3\n'],
        ['    token:\n', '    token: Walrus-4\n'],
      ),
    );
    for (const [lang, title] of [
      ['ko', /^# 유엔진 클라우드/],
      ['en', /^# Installing/],
    ] as const) {
      ends(await uegen(['build', config, '--quiet', `--lang=${lang}`]), 0);
      const text = readFileSync(join(folder, 'RUNBOOK.md'), 'utf8');
      assert.match(text, title);
      for (const secret of [...secrets, 'Walrus']) assert.not.match(text, secret);
      ends(await uegen(['plan', config, '--lang', lang]), 0);
    }
    assert.match(
      ends(await uegen(['plan', config, '--summary']), 2).stdout,
      /^change {2,}RUNBOOK\.md\nNothing|RUNBOOK\.md\n/,
    );
    oneError(await uegen(['build', config, '--lang', 'fr']), /Invalid values/);
    // Only the runbook differs: every phase can be run.
    assert.not.match(ends(await uegen(['run', '--config', config]), 0).stdout, 'None can be run');
  }),
);

runbook.run();
