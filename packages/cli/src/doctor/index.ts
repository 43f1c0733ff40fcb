import { say } from '../language.ts';
import { whileWaiting } from '../progress.ts';
import { ansible } from './ansible.ts';
import type { Check, Finding, Setting } from './check.ts';
import { disk } from './disk.ts';
import { docker } from './docker.ts';
import { installer } from './installer.ts';
import { machines } from './machines.ts';
import { names } from './names.ts';
import { node } from './node.ts';
import { sshKey } from './ssh-key.ts';
import { sudo } from './sudo.ts';

export type { Finding, Setting } from './check.ts';

/** All that is looked at, in the order in which it is told: this machine, then the way to the others. */
const checks: readonly Check[] = [node, ansible, sshKey, sudo, disk, docker, installer, machines, names];

/** Looks at everything at the same time. */
export async function examineAll(setting: Setting): Promise<Finding[]> {
  const looks = checks.map((check) => check(setting));
  return (await whileWaiting(say('Looking at the machines', '서버를 점검하는 중'), looks)).flat();
}
