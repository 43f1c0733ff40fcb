import { cronWord } from '../escape/cron.ts';
import { publicFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

/** `install/gitlab/gitlab-backup.cron`: when GitLab's data and /etc/gitlab are backed up, in the form of /etc/cron.d. */
export const gitlabBackupCron: Output = ({ gitlab: { backup } }) => {
  const { schedule, configSchedule, configPath, configKeepTime, upload } = backup;
  // In a bucket the folder is given with each backup; in a mounted folder it is part of GitLab's settings.
  const directory = upload?.type === 's3' ? upload.directory : undefined;
  const values = {
    schedule,
    configSchedule,
    configPath,
    directory,
    // Less than a minute is not for ever.
    minutes: Math.ceil(configKeepTime / 60),
  };
  return [
    publicFile('install/gitlab/gitlab-backup.cron', () => render('gitlab-backup.cron', values, cronWord)),
  ];
};
