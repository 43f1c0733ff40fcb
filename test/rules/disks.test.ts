import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { diskMountsAreFree } from '../../packages/core/src/rules/disks.ts';
import { found } from '../support/subject.ts';

const rules = suite('rules about disks');
const mountedAt = (mount: string) =>
  found(diskMountsAreFree, { disks: [{ nodes: 'agent', device: '/dev/xvdf', mount }] });
const refused = (where: string) => [
  `error disk disks.0.mount: no disk can be mounted there: ${where} a system folder (mount it at a separate folder, such as /data, /var/lib/docker, /var/lib/mesos or /var/log)`,
];

rules('no disk is mounted over the system, nor over the home of the user who logs in', () => {
  for (const mount of ['/var', '/usr', '/opt', '/home/centos'])
    assert.equal(mountedAt(mount), refused(`${mount} is`));
  assert.equal(mountedAt('/etc/docker'), refused('/etc/docker is inside /etc,'));
  assert.equal(mountedAt('/opt/mesosphere/data'), refused('/opt/mesosphere/data is inside /opt/mesosphere,'));
  for (const mount of ['/data', '/var/lib/docker', '/var/lib/mesos', '/var/log', '/opt/data', '/home/data'])
    assert.equal(mountedAt(mount), [], mount);
});

rules.run();
