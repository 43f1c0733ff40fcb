import { namedNodes } from '../cluster/nodes.ts';
import type { Cluster } from '../cluster/types.ts';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import type { Config } from '../generated/config.ts';
import { addressesAreDistinct, namesAreDistinct, namesAreNotReserved } from './addresses.ts';
import { machineOptionsAreDistinct, machinesAreComplete, machinesShareCache } from './autoscale.ts';
import { configServerIsOpen } from './config-server.ts';
import { databaseKeepsItsNode } from './database.ts';
import { diskMountsAreFree, diskMountsAreKnown, diskNodesAreKnown, disksAreDistinct } from './disks.ts';
import {
  configBackupLiesApart,
  dataLiesApart,
  uploadFitsItsType,
  uploadGoesElsewhere,
} from './gitlab-backup.ts';
import {
  chefKeepsSender,
  gitlabMailFitsPort,
  gitlabMailHasLogin,
  gitlabMailHasOneTls,
  gitlabMailHasServer,
  mailFitsPort,
} from './gitlab-mail.ts';
import { gitlabPortsAreDistinct, registryIsWhereNodesLook, registryListsTags } from './gitlab-ports.ts';
import { configHostIsKnown, gitlabHasOnePort, hostsAreDistinct, portsLeadToServices } from './hosts.ts';
import {
  databaseStays,
  leavingAddressesAreDistinct,
  leavingNamesMatch,
  removedNodesAreAgents,
  uninstalledNodesAreKnown,
} from './leaving.ts';
import { agentsRemain, mastersAreOdd, quorumSurvives } from './masters.ts';
import { mirrorHasDistribution } from './mirror.ts';
import { gatewayHasDevice, gatewayIsReachable, netmaskIsContiguous } from './network.ts';
import { cadvisorPortIsFree, sshPortIsFree } from './ports.ts';
import { proxyNamesAreKnown, proxyPortsAreChosen, proxyPortsAreFree } from './proxy-ports.ts';
import {
  publicAddressesMatch,
  publicAgentsAreReached,
  publicNamesStandAlone,
  publicPlacesAreElsewhere,
} from './public-agents.ts';
import { imagesStayPrivate } from './registry.ts';
import {
  resolversAreCounted,
  resolversAreNotDcos,
  resolversAreNotNodes,
  resolversAreUsable,
  resolversLieOutsideContainerNetworks,
} from './resolvers.ts';
import type { Former, Rule } from './rule.ts';
import { minioIsUsed, minioPortIsFree, runnerHasMachine } from './runner.ts';
import { cacheHasKeys, cacheIsComplete, minioTakesSettings } from './runner-cache.ts';
import { mailHasCredentials, passwordsAreOwn } from './samples.ts';
import { schedulesComeTrue } from './schedules.ts';
import { springKeepsValues } from './second-readers.ts';
import { nodesHaveUsableAddresses, nodesLieOutsideContainerNetworks } from './subnets.ts';
import { hostKeysArePinned, whatVouchesIsSafe } from './trust.ts';
import { bypassHasProxy } from './web-proxy.ts';

/** Every rule over several keys, in the order in which they report. */
export const rules: readonly Rule[] = [
  mastersAreOdd,
  quorumSurvives,
  agentsRemain,
  addressesAreDistinct,
  nodesHaveUsableAddresses,
  nodesLieOutsideContainerNetworks,
  resolversAreNotDcos,
  resolversAreNotNodes,
  resolversAreUsable,
  resolversAreCounted,
  resolversLieOutsideContainerNetworks,
  namesAreDistinct,
  namesAreNotReserved,
  removedNodesAreAgents,
  uninstalledNodesAreKnown,
  leavingNamesMatch,
  leavingAddressesAreDistinct,
  databaseStays,
  databaseKeepsItsNode,
  publicAddressesMatch,
  publicNamesStandAlone,
  publicPlacesAreElsewhere,
  publicAgentsAreReached,
  configHostIsKnown,
  hostsAreDistinct,
  portsLeadToServices,
  gitlabHasOnePort,
  configServerIsOpen,
  hostKeysArePinned,
  whatVouchesIsSafe,
  cadvisorPortIsFree,
  sshPortIsFree,
  proxyPortsAreFree,
  proxyPortsAreChosen,
  proxyNamesAreKnown,
  gatewayHasDevice,
  netmaskIsContiguous,
  gatewayIsReachable,
  diskNodesAreKnown,
  diskMountsAreKnown,
  diskMountsAreFree,
  disksAreDistinct,
  runnerHasMachine,
  cacheIsComplete,
  cacheHasKeys,
  machinesAreComplete,
  machineOptionsAreDistinct,
  machinesShareCache,
  minioTakesSettings,
  minioIsUsed,
  minioPortIsFree,
  springKeepsValues,
  passwordsAreOwn,
  mailHasCredentials,
  gitlabMailHasServer,
  gitlabMailHasLogin,
  gitlabMailHasOneTls,
  gitlabMailFitsPort,
  mailFitsPort,
  chefKeepsSender,
  configBackupLiesApart,
  dataLiesApart,
  uploadFitsItsType,
  uploadGoesElsewhere,
  schedulesComeTrue,
  gitlabPortsAreDistinct,
  registryIsWhereNodesLook,
  registryListsTags,
  imagesStayPrivate,
  // what lies outside
  mirrorHasDistribution,
  bypassHasProxy,
];

/** Holds a typed config and its Cluster against every rule, or against others. */
export function applyRules(
  config: Config,
  cluster: Cluster,
  former: Former = {},
  applied: readonly Rule[] = rules,
): Diagnostic[] {
  const subject = { config, cluster, named: namedNodes(config), former };
  return applied.flatMap((rule) => rule(subject)).map(diagnose);
}
