import { existsSync } from 'node:fs';
import type { Cluster } from '@uegen/core';
import { ANSIBLE_VERSIONS, INSTALL, isAnsibleSupported, stepOf } from '@uegen/core/phases';
import { say } from '../language.ts';
import { Problem } from '../problem.ts';
import { ask, checkAnsible, plain } from '../run/index.ts';
import type { Layout } from '../tree/layout.ts';
import type { Check, Finding } from './check.ts';

const PROGRAM = 'ansible-playbook';
const PATIENCE_S = 30;
const { first, last } = ANSIBLE_VERSIONS;

/** Ansible in a version that the playbooks are for, and nothing that turns it away from them. */
export const ansible: Check = async ({ loaded: { at }, cluster }) => {
  const [version, turned] = [
    await versionFound(),
    existsSync(at.place(INSTALL)) ? turnedAway(at, cluster) : undefined,
  ];
  return turned === undefined ? [version] : [version, turned];
};

async function versionFound(): Promise<Finding> {
  const subject = 'ansible';
  const wanted = say(`${first} to ${last} is wanted`, `${first} - ${last} 이 필요합니다`);
  const todo = say(`see the guide's ${stepOf(PROGRAM)}`, `가이드의 ${stepOf(PROGRAM)} 를 참조합니다`);
  const { code, missing, stdout, stderr } = await ask([PROGRAM, '--version'], { seconds: PATIENCE_S });
  if (missing)
    return {
      subject,
      state: 'bad',
      what: `${say(`the program ${PROGRAM} is missing`, `${PROGRAM} 프로그램이 없습니다`)}; ${wanted}`,
      todo,
    };
  const version = /^ansible-playbook (?:\[core )?(\d[\w.]*)/.exec(stdout)?.[1];
  if (code !== 0 || version === undefined)
    return {
      subject,
      state: 'bad',
      what: `${say(`${PROGRAM} --version fails`, `${PROGRAM} --version 이 실패합니다`)}: ${plain(stderr || stdout)}`,
      todo,
    };
  if (!isAnsibleSupported(version)) return { subject, state: 'bad', what: `${version}; ${wanted}`, todo };
  return { subject, state: 'ok', what: `${version}; ${wanted}` };
}

function turnedAway(at: Layout, cluster: Cluster): Finding | undefined {
  try {
    checkAnsible(INSTALL, at, cluster);
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { message, hint } = error;
    return { subject: 'ansible.cfg', state: 'bad', what: message, ...(hint && { todo: hint }) };
  }
}
