import { suite } from 'uvu';
import { OLD_ANSIBLE_TOOLS } from '../support/old-ansible.ts';
import { toolTest, XFS } from '../support/tool.ts';
import { type HostsWanted, startHosts, type TestHosts } from './hosts.ts';

const TOOLS = ['root', 'apt-get', 'ansible-playbook', 'ssh', 'ssh-keygen', 'nsenter', 'losetup'];
const TOOLS_OF_MACHINES = [...TOOLS, 'mmdebstrap', 'mkfs.xfs', 'openssl', XFS];

/**
 * A suite of steps on hosts that live as long as it does; each starts where the one before it ended, so that none runs
 * after one that failed. UEGEN_HOSTS=old gives suites on light hosts the old ansible and Python 2.7 as well.
 */
export function stepsOnHosts(name: string, count: number, wishes: Omit<HostsWanted, 'count'> = {}) {
  const more = wishes.light && process.env.UEGEN_HOSTS === 'old' ? { ...wishes, old: true } : wishes;
  const tools = more.old ? [...TOOLS, ...OLD_ANSIBLE_TOOLS] : more.light ? TOOLS : TOOLS_OF_MACHINES;
  const steps = suite(name);
  let running: TestHosts | undefined;
  let broken = false;
  steps.after(async () => {
    await running?.end();
  });
  return {
    step(title: string, body: () => Promise<void>): void {
      toolTest(steps, tools, title, async () => {
        if (broken) throw new Error('an earlier step failed');
        broken = true;
        running ??= await startHosts({ count, ...more });
        await body();
        broken = false;
      });
    },
    hosts(): TestHosts {
      if (running === undefined) throw new Error('no step has begun');
      return running;
    },
    end: () => steps.run(),
  };
}
