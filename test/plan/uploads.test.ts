import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gitlabFile, gitlabFiles } from '../../packages/core/src/facts/gitlab-files.ts';
import type { PlannedFile } from '../../packages/core/src/plan/types.ts';
import { uploadConcerns } from '../../packages/core/src/plan/uploads.ts';
import { ends, guideConfig, uegen } from '../cli/support.ts';
import { imageResources } from '../support/image-resources.ts';
import { put, withFolder } from '../support/scratch.ts';

const uploads = suite('plan: uploads');

function file(path: string, action: PlannedFile['action'] = 'change'): PlannedFile {
  return { path, action, secret: false, backup: false };
}

uploads('each file of GitLab has the entry that fits it first, and no other file has one', () => {
  const treatments = {
    'cloud-config-repository/application.yml': 'merged',
    'cloud-config-repository/application.yml.old': 'by-hand',
    'cloud-config-repository/uengine-cloud-server.yml': 'replaced',
    'cloud-config-repository/dcos-apps.yml': 'seeded',
    'cloud-config-repository/deployment/shop/cd.json': 'seeded',
    'cloud-config-repository/template/deployment/x': 'by-hand',
    'template-iam/README.md': 'by-hand',
    'template-iam': undefined,
    'install/hosts': undefined,
  };
  for (const [path, treatment] of Object.entries(treatments))
    assert.is(gitlabFile(path)?.treatment, treatment, path);
  // Whoever isn't alone is never replaced.
  for (const { path, writers, treatment } of gitlabFiles)
    assert.is(treatment === 'replaced', writers.length === 1 && writers[0] === 'uegen', path);
});

uploads('what GitLab does not get by itself is named, with the command that uploads it', () => {
  const folder = 'cloud-config-repository';
  assert.equal(
    uploadConcerns([
      file(`${folder}/template/a b.json`),
      file(`${folder}/dcos-apps.yml`),
      file(`${folder}/old.yml`, 'delete'),
      file(`${folder}/kept.yml`, 'kept'),
      file(`${folder}/same.yml`, 'unchanged'),
      file(`${folder}/application.yml`),
      file(`${folder}/uengine-cloud-server.yml`),
      file('install/hosts'),
    ]),
    [
      {
        path: `${folder}/template/a b.json`,
        message: `${folder}/template/a b.json: install/template-upload.sh --file '${folder}/template/a b.json'`,
        command: `install/template-upload.sh --file '${folder}/template/a b.json'`,
      },
      {
        path: `${folder}/dcos-apps.yml`,
        message: `${folder}/dcos-apps.yml belongs to the running platform`,
        ko: { message: `${folder}/dcos-apps.yml: 실행 중인 플랫폼이 관리합니다` },
      },
      {
        path: `${folder}/old.yml`,
        message: `${folder}/old.yml stays in GitLab until it is deleted there`,
        ko: { message: `${folder}/old.yml: GitLab 에서 직접 지울 때까지 남습니다` },
      },
    ],
  );
});

uploads('uegen plan says so, but not before the first build, and names no phase for it', () =>
  withFolder(async (folder) => {
    const config = put(folder, 'uengine-resource/config.yml', guideConfig());
    for (const { source, content } of imageResources()) put(folder, source, content);
    const carried = put(folder, 'uengine-resource/config-repository/template/cd.json', '{}\n');
    const first = ends(await uegen(['plan', config, '--summary']), 2).stdout;
    assert.not.match(first, 'Not uploaded');
    ends(await uegen(['build', config, '--quiet']), 0);
    put(folder, 'uengine-resource/config-repository/template/cd.json', '{"a": "@host.db@"}\n');
    assert.ok(readFileSync(carried, 'utf8').includes('@'));
    const command = 'install/template-upload.sh --file cloud-config-repository/template/cd.json';
    const { stdout } = ends(await uegen(['plan', config, '--summary']), 2);
    assert.match(
      stdout,
      `Not uploaded to a project of GitLab that has commits:\n  cloud-config-repository/template/cd.json: ${command}\n`,
    );
    assert.not.match(stdout, 'To run after the build');
    const json = JSON.parse(ends(await uegen(['plan', config, '--json']), 2).stdout);
    assert.equal(
      [json.phases, json.uploads.map((upload: { command: string }) => upload.command)],
      [[], [command]],
    );
    assert.ok(readFileSync(join(folder, 'install/template-upload.sh'), 'utf8').includes('--file'));
  }),
);

uploads.run();
