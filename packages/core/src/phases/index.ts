import { addAgent } from './add-agent.ts';
import { apps } from './apps.ts';
import { backup } from './backup.ts';
import { bootstrapTools } from './bootstrap-tools.ts';
import { cadvisor } from './cadvisor.ts';
import { ciRunner } from './ci-runner.ts';
import { clean } from './clean.ts';
import { dataDisk } from './data-disk.ts';
import { dbPassword } from './db-password.ts';
import { dcosToken } from './dcos-token.ts';
import { deploy } from './deploy.ts';
import { download } from './download.ts';
import { genconf } from './genconf.ts';
import { gitlab } from './gitlab.ts';
import { gitlabBackup } from './gitlab-backup.ts';
import { gitlabProjects } from './gitlab-projects.ts';
import { gitlabToken } from './gitlab-token.ts';
import { gracefullyRemoveAgent } from './gracefully-remove-agent.ts';
import { health } from './health.ts';
import { hostname } from './hostname.ts';
import { inspect } from './inspect.ts';
import { install } from './install.ts';
import { packagePhase } from './package.ts';
import type { Phase as AnyPhase } from './phase.ts';
import { postflight } from './postflight.ts';
import { preflight } from './preflight.ts';
import { reconfigure } from './reconfigure.ts';
import { renewSshKey } from './renew-ssh-key.ts';
import { replaceMaster } from './replace-master.ts';
import { restartCloudServer } from './restart-cloud-server.ts';
import { sshRootLogin } from './ssh-root-login.ts';
import { sshRootLoginRevert } from './ssh-root-login-revert.ts';
import { staticIp } from './static-ip.ts';
import { uninstall } from './uninstall.ts';
import { upgradeDocker } from './upgrade-docker.ts';

export { type DnsRecord, dnsRecords } from '../apps/dns.ts';
export { quorumText } from '../cluster/quorum.ts';
export { ANSIBLE_VERSIONS, isAnsibleSupported } from '../facts/ansible.ts';
export { DCOS_VERSION } from '../facts/dcos.ts';
export { CLOCK_SECONDS, FREE_GIB } from '../facts/machine.ts';
export { type Answer, parseAnswer } from '../steps/answer.ts';
export { asUser, type Command, INSTALL, spell, sshPlace } from '../steps/command.ts';
export { INSTALLER } from '../steps/installer.ts';
export { fileSources, stepOf } from '../steps/sources.ts';
export type { NeededFile } from '../steps/step.ts';
export type { Fetched } from './phase.ts';
export { commandsOf, needsOf, readsOf, told, toolsOf } from './phase.ts';

// The guide's order, and that of the work on a platform that runs: nodes come and go before the platform is told of them.
const list = [
  bootstrapTools,
  download,
  hostname,
  sshRootLogin,
  staticIp,
  dataDisk,
  install,
  genconf,
  preflight,
  deploy,
  postflight,
  health,
  sshRootLoginRevert,
  dcosToken,
  inspect,
  addAgent,
  gracefullyRemoveAgent,
  uninstall,
  replaceMaster,
  reconfigure,
  upgradeDocker,
  gitlab,
  gitlabToken,
  ciRunner,
  gitlabProjects,
  packagePhase,
  dbPassword,
  apps,
  restartCloudServer,
  cadvisor,
  gitlabBackup,
  backup,
  clean,
  renewSshKey,
] as const;

/** What a phase may be called. */
export type PhaseName = (typeof list)[number]['name'];

/** A part of the guide that one run of `uegen run` carries out. */
export type Phase = AnyPhase<PhaseName>;

/** The keys of config.yml, dotted, whose values a phase fetches. */
export const fetchedKeys: readonly string[] = (list as readonly Phase[]).flatMap(({ fetches = [] }) =>
  fetches.map(({ key }) => key),
);

/** Every phase in the order in which they are carried out: that of `uegen run`, of plans and of the runbook's parts. */
export const phases: readonly Phase[] = list;
