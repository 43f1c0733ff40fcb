import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { put, withFolder } from '../support/scratch.ts';
import { onTerminal } from './pty.ts';
import { bundle, guideConfig } from './support.ts';

const test = suite('a plan on a terminal');

test('goes through the pager where it is longer than the screen, and only there', () =>
  withFolder(async (folder) => {
    put(folder, 'config.yml', guideConfig());
    const plan = async (rows: number, pager: string, ...args: string[]) => {
      const command = `stty rows ${rows} cols 80; exec "$0" "$@"`;
      const words = [process.execPath, bundle, 'plan', '--summary', ...args];
      const env = { PAGER: pager, NO_COLOR: '1', TERM: 'xterm' };
      const { stdout } = await onTerminal(['/bin/sh', '-c', command, ...words], [], { cwd: folder, env });
      assert.match(stdout, /create +RUNBOOK\.md/);
      assert.match(stdout, /\d+ to create/);
      return stdout;
    };
    const marked = /^paged: create/m;
    assert.match(await plan(10, 'sed "s/^/paged: /"'), marked);
    assert.not.match(await plan(200, 'sed "s/^/paged: /"'), marked);
    assert.not.match(await plan(10, 'sed "s/^/paged: /"', '--no-pager'), marked);
    // Neither an empty nor a missing one keeps the plan to itself.
    for (const pager of ['', 'no-such-pager']) assert.not.match(await plan(10, pager), marked);
  }));

test.run();
