import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText } from '../support/scenarios.ts';
import { put, run as runProgram, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';
import { ends, uegen } from './support.ts';

const genconf = suite('uegen run genconf');

// What dcos_generate_config.sh leaves behind.
const INSTALLER = `mkdir -p genconf/serve/packages && echo "$1" >genconf/serve/dcos_install.sh
echo package >genconf/serve/packages/one.tar.xz
`;

toolTest(
  genconf,
  ['root', 'tar'],
  'the key gets its mode, and the archive holds what was served, each time',
  () =>
    withFolder(async (folder) => {
      const key = put(folder, 'key.pem', 'the key\n', 0o400);
      const text = configText('valid', 'guide').replace('/home/centos/belugarKey.pem', key);
      const config = put(folder, 'config.yml', text);
      put(folder, 'bin/docker', '#!/bin/sh\n', 0o755);
      const env = { PATH: `${process.env.PATH}:${join(folder, 'bin')}` };
      ends(await uegen(['build', config, '--quiet']), 0);
      put(folder, 'install/dcos_generate_config.sh', INSTALLER);
      const place = (path: string) => join(folder, 'install/genconf', path);
      for (const round of ['the key\n', 'another\n']) {
        writeFileSync(key, round);
        ends(await uegen(['run', 'genconf', '--config', config], { env }), 0);
        assert.is(readFileSync(place('ssh_key'), 'utf8'), round);
        assert.is(lstatSync(place('ssh_key')).mode & 0o777, 0o600);
        const archive = place('serve/dcos-install.tar');
        assert.equal((await runProgram('tar', ['-tf', archive])).stdout.trim().split('\n').sort(), [
          './',
          './dcos_install.sh',
          './packages/',
          './packages/one.tar.xz',
        ]);
        assert.ok(lstatSync(archive).mtimeMs >= lstatSync(place('config.yaml')).mtimeMs);
      }
    }),
);

toolTest(
  genconf,
  ['root', 'tar'],
  'an archive that could not be finished does not take the place of one',
  () =>
    withFolder(async (folder) => {
      const text = configText('valid', 'guide').replace(
        '/home/centos/belugarKey.pem',
        put(folder, 'key.pem', 'x\n', 0o400),
      );
      const config = put(folder, 'config.yml', text);
      for (const [name, body] of [
        ['docker', ''],
        ['tar', 'echo half >"$2"; exit 2'],
      ] as const)
        put(folder, `bin/${name}`, `#!/bin/sh\n${body}\n`, 0o755);
      ends(await uegen(['build', config, '--quiet']), 0);
      put(folder, 'install/dcos_generate_config.sh', INSTALLER);
      const archive = put(folder, 'install/genconf/serve/dcos-install.tar', 'whole\n');
      const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
      ends(await uegen(['run', 'genconf', '--config', config], { env }), 2);
      assert.is(readFileSync(archive, 'utf8'), 'whole\n');
    }),
);

genconf.run();
