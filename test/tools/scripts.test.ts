import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dcosToken } from '../../packages/core/src/outputs/dcos-token.ts';
import { dockerBuild } from '../../packages/core/src/outputs/docker-build.ts';
import { fillMirror } from '../../packages/core/src/outputs/fill-mirror.ts';
import { gitlabProjects } from '../../packages/core/src/outputs/gitlab-projects.ts';
import { gitlabRestore } from '../../packages/core/src/outputs/gitlab-restore.ts';
import { gitlabToken } from '../../packages/core/src/outputs/gitlab-token.ts';
import { ipDetect } from '../../packages/core/src/outputs/ip-detect.ts';
import { packageDeploy } from '../../packages/core/src/outputs/package-deploy.ts';
import { templateUpload } from '../../packages/core/src/outputs/template-upload.ts';
import { sampleCluster } from '../support/cluster.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const scripts = suite('scripts');
const cluster = sampleCluster();
const mirrored = {
  ...cluster,
  mirror: { url: 'http://mirror.test', registry: 'mirror.test:5000', registryUrl: 'http://mirror.test:5000' },
};
const onDevice = { ...cluster, networkDevice: 'no-device' };

// `complaint` is what each says about an empty checkout.
const cases = [
  { name: 'ip-detect', files: ipDetect(cluster), complaint: undefined },
  { name: 'ip-detect of a device', files: ipDetect(onDevice), complaint: 'no network device no-device' },
  { name: 'fill-mirror.sh', files: fillMirror(mirrored), complaint: 'name the folder' },
  { name: 'dcos-token.sh', files: dcosToken(cluster), complaint: 'whom the token is for' },
  { name: 'docker-build.sh', files: dockerBuild(cluster), complaint: 'uengine-cloud-ui is missing' },
  { name: 'template-upload.sh', files: templateUpload(cluster), complaint: 'template-zuul is missing' },
  { name: 'gitlab-restore.sh', files: gitlabRestore(cluster), complaint: 'gitlab-ctl is missing' },
  { name: 'gitlab-projects.sh', files: gitlabProjects(cluster), complaint: 'gitlab.root.token is blank' },
  { name: 'gitlab-token.sh', files: gitlabToken(cluster), complaint: 'gitlab-rails is missing' },
  { name: 'package-deploy.sh', files: packageDeploy(cluster), complaint: 'db.json is missing' },
];

for (const { name, files, complaint } of cases) {
  scripts(`${name} is a program without secrets`, () => {
    assert.equal(
      files.map((file) => [file.mode, file.secret]),
      [['0755', false]],
    );
  });

  toolTest(scripts, ['bash', 'shellcheck'], `bash and shellcheck accept ${name}`, () =>
    withFolder(async (folder) => {
      const file = putGenerated(folder, files);
      assert.equal(await run('bash', ['-n', file]), { status: 0, stdout: '', stderr: '' });
      assert.equal(await run('shellcheck', ['--severity=style', file]), {
        status: 0,
        stdout: '',
        stderr: '',
      });
    }),
  );

  if (complaint === undefined) continue;

  toolTest(scripts, ['bash', 'dash', 'git', 'ip'], `${name} runs under any sh`, () =>
    withFolder(async (folder) => {
      const file = putGenerated(folder, files);
      put(folder, 'bin/dcos', '#!/bin/sh\n', 0o755);
      symlinkSync('/bin/bash', join(folder, 'bin/sh'));
      const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
      for (const shell of ['dash', 'bash', join(folder, 'bin/sh')]) {
        const ended = await run(shell, [file], { env });
        assert.is(ended.status, 1, `${shell}: ${ended.stderr}`);
        assert.ok(ended.stderr.includes(complaint), `${shell}: ${ended.stderr}`);
        assert.is(ended.stdout, '');
      }
    }),
  );
}

scripts.run();
