import { gitlabFile } from '../facts/gitlab-files.ts';
import { word } from '../steps/command.ts';
import { INSTALL } from '../steps/step.ts';
import { inBoth, says } from '../text.ts';
import type { PlannedFile } from './types.ts';

/** A changed file that GitLab's project, once it has commits, doesn't get by itself; `command` uploads it. */
export interface UploadConcern {
  path: string;
  message: string;
  ko?: { message: string };
  command?: string;
}

/** The changed files that other people, or the running platform, own in GitLab. */
export function uploadConcerns(files: readonly PlannedFile[]): UploadConcern[] {
  return files.flatMap(({ path, action }) => {
    if (!isLeftAlone(path)) return [];
    if (action === 'delete')
      return [
        {
          path,
          ...inBoth({
            message: says(
              `${path} stays in GitLab until it is deleted there`,
              `${path}: GitLab 에서 직접 지울 때까지 남습니다`,
            ),
          }),
        },
      ];
    return action === 'create' || action === 'change' ? [concern(path)] : [];
  });
}

/** Whether template-upload.sh leaves a file alone where GitLab's project has commits. */
export function isLeftAlone(path: string): boolean {
  const treatment = gitlabFile(path)?.treatment;
  return treatment === 'seeded' || treatment === 'by-hand';
}

function concern(path: string): UploadConcern {
  if (gitlabFile(path)?.treatment === 'seeded')
    return {
      path,
      ...inBoth({
        message: says(`${path} belongs to the running platform`, `${path}: 실행 중인 플랫폼이 관리합니다`),
      }),
    };
  const command = `${INSTALL}/template-upload.sh --file ${word(path)}`;
  return { path, message: `${path}: ${command}`, command };
}
