import { apps } from '../apps/index.ts';
import type { GeneratedFile } from '../file.ts';
import { ansibleCfg } from './ansible-cfg.ts';
import { cloudConfigApplication } from './cloud-config-application.ts';
import { cloudConfigApps } from './cloud-config-apps.ts';
import { cloudConfigServer } from './cloud-config-server.ts';
import { dcosToken } from './dcos-token.ts';
import { dnsRecords } from './dns-records.ts';
import { dockerBuild } from './docker-build.ts';
import { download } from './download.ts';
import { FILL_MIRROR, fillMirror } from './fill-mirror.ts';
import { genconf } from './genconf.ts';
import { gitlabBackupCron } from './gitlab-backup-cron.ts';
import { CREDENTIALS, gitlabCredentials } from './gitlab-credentials.ts';
import { gitlabProjects } from './gitlab-projects.ts';
import { gitlabRb } from './gitlab-rb.ts';
import { gitlabRestore } from './gitlab-restore.ts';
import { gitlabToken } from './gitlab-token.ts';
import { groupVars } from './group-vars.ts';
import { hosts } from './hosts.ts';
import { inventory } from './inventory.ts';
import { ipDetect } from './ip-detect.ts';
import { deployPath, marathonApps } from './marathon-apps.ts';
import { MAVEN_SETTINGS, mavenSettings } from './maven-settings.ts';
import type { Output } from './output.ts';
import { packageDeploy } from './package-deploy.ts';
import { playbookPaths, playbooks } from './playbooks.ts';
import { rinetdConf } from './rinetd-conf.ts';
import { roles } from './roles.ts';
import { runbook } from './runbook.ts';
import { RUNNER_CONFIG, runnerConfig } from './runner-config.ts';
import { templateUpload } from './template-upload.ts';

/** Every file that uegen makes, in the order in which they are reported. */
export const outputs: readonly Output[] = [
  runbook,
  // install/: the machines and DC/OS
  ansibleCfg,
  inventory,
  groupVars,
  hosts,
  genconf,
  ipDetect,
  rinetdConf,
  dnsRecords,
  // install/: GitLab and its runner
  gitlabRb,
  gitlabBackupCron,
  gitlabRestore,
  runnerConfig,
  // install/: the playbooks, in the order of their phases, and their roles
  playbooks,
  roles,
  // install/: access to DC/OS, the platform's packages
  download,
  fillMirror,
  dcosToken,
  gitlabToken,
  gitlabCredentials,
  gitlabProjects,
  mavenSettings,
  dockerBuild,
  templateUpload,
  packageDeploy,
  // deploys/: the apps on Marathon
  marathonApps,
  // cloud-config-repository/: the platform's own settings
  cloudConfigApplication,
  cloudConfigServer,
  cloudConfigApps,
];

/**
 * What not every config gives: the playbooks of phases that a cluster goes without, the definitions of apps that it hasn't
 * got, and the like. A tree that holds one which its config doesn't give is one of an earlier config.
 */
export const sometimesMade: readonly Pick<GeneratedFile, 'path' | 'secret'>[] = [
  ...playbookPaths.map((path) => ({ path, secret: false })),
  ...apps.map((app) => ({ path: deployPath(app), secret: app.secret })),
  { path: FILL_MIRROR, secret: false },
  { path: MAVEN_SETTINGS, secret: false },
  { path: RUNNER_CONFIG, secret: true },
  { path: CREDENTIALS, secret: true },
];
