import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkDeployable } from '../../packages/cli/src/tree/deployable.ts';
import { disk } from '../../packages/cli/src/tree/file-system.ts';
import { layoutOf } from '../../packages/cli/src/tree/layout.ts';
import { put, withFolder } from '../support/scratch.ts';
import { ends, filesOf, guideConfig, oneError, secrets, uegen, untouched } from './support.ts';

const MARK = 'install/NOT-DEPLOYABLE.txt';
const DB = secrets[0] as string;

const drafts = suite('uegen build --no-resolve');

/** A config whose database password comes from the environment. */
const text = guideConfig([DB, '!env UENGINE_DB_PASSWORD']);
const env = { UENGINE_DB_PASSWORD: DB };

/** Why a tree must not be deployed; nothing where it may be. */
function objection(out: string): string | undefined {
  try {
    checkDeployable(disk, layoutOf(out));
    return undefined;
  } catch (error) {
    assert.is((error as Error).name, 'Problem');
    return (error as Error).message;
  }
}

drafts('builds without the values, marks the tree, and a later build takes the mark away', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', text);
    const out = join(folder, 'out');
    oneError(await uegen(['build', config, '--out', out]), /UENGINE_DB_PASSWORD is not set/);
    assert.match(objection(out) ?? '', 'holds no tree of uegen');
    const { stderr } = ends(await uegen(['build', config, '--out', out, '--no-resolve']), 0);
    assert.match(
      stderr,
      "config.yml:1:1: note: 1 placeholder stands for values outside of the config: this tree can't",
    );
    assert.ok(existsSync(join(out, MARK)));
    assert.match(objection(out) ?? '', 'was built with --no-resolve');
    // Also where somebody deletes the mark, or uegen's own folder.
    rmSync(join(out, MARK));
    assert.match(objection(out) ?? '', 'was built with --no-resolve');
    ends(await uegen(['build', config, '--out', out, '--quiet'], { env }), 0);
    assert.is(objection(out), undefined);
    ends(await uegen(['build', config, '--out', out, '--quiet', '--no-resolve'], { env }), 0);
    rmSync(join(out, '.uegen'), { recursive: true });
    assert.match(objection(out) ?? '', 'holds no tree of uegen');
    ends(await uegen(['build', config, '--out', out, '--quiet', '--no-resolve']), 0);
    ends(await uegen(['build', config, '--out', out, '--quiet'], { env }), 0);
    assert.not.ok(filesOf(out).includes(MARK));
    assert.is(objection(out), undefined);
    put(out, '.uegen/stage/new/0', '');
    assert.match(objection(out) ?? '', 'was interrupted');
  }),
);

drafts('plan, validate and --check take it too; --check needs no secret in CI', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'config.yml', text);
    const out = join(folder, 'out');
    ends(await uegen(['validate', config]), 1);
    ends(await uegen(['validate', config, '--no-resolve', '--strict']), 0);
    ends(await uegen(['build', config, '--out', out, '--quiet'], { env }), 0);
    await untouched(folder, async () => {
      ends(await uegen(['build', config, '--out', out, '--check']), 1);
      ends(await uegen(['build', config, '--out', out, '--check', '--no-resolve']), 0);
      const plan = ends(await uegen(['plan', config, '--out', out, '--no-resolve']), 2);
      assert.match(plan.stdout, `create   ${MARK}\n`);
    });
  }),
);

drafts.run();
