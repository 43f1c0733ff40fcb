import { suite } from 'uvu';
import { OLD_ANSIBLE_TOOLS } from '../support/old-ansible.ts';
import { toolTest, XFS } from '../support/tool.ts';
import { type HostsWanted, startHosts, type TestHosts } from './hosts.ts';

const TOOLS = ['root', 'apt-get', 'ansible-playbook', 'ssh', 'ssh-keygen', 'nsenter', 'losetup'];
const TOOLS_OF_MACHINES = [...TOOLS, 'mmdebstrap', 'mkfs.xfs', 'openssl', XFS];

/**
 * A suite of steps on hosts that live as long as it does; each starts where the one before it ended, so that none runs
 * after one that failed. With UEGEN_HOSTS=old, ansible 2.10 plays them on machines. `needs` are further programs of this
 * machine.
 */
export function stepsOnHosts(
  name: string,
  count: number,
  { needs = [], ...wishes }: Omit<HostsWanted, 'count'> & { needs?: readonly string[] } = {},
) {
  const wanted = { count, ...wishes, old: wishes.python2 || process.env.UEGEN_HOSTS === 'old' };
  const kind = wishes.python2 ? TOOLS : TOOLS_OF_MACHINES;
  const tools = [...kind, ...(wanted.old ? OLD_ANSIBLE_TOOLS : []), ...needs];
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
        running ??= await startHosts(wanted);
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
