import { secretFile } from '../file.ts';
import type { Output } from '../outputs/output.ts';
import { toJson } from '../serialize/json.ts';
import { serviceHealth } from './health.ts';
import { restartPolicy } from './restart-policy.ts';
import { servicePorts } from './service-ports.ts';

/** `deploys/db.json`: the platform's MySQL, bound to the one node that keeps its data in /mysql/datadir. */
export const marathonDb: Output = ({ database }) => {
  const app = {
    id: '/uengine-db',
    instances: 1,
    cpus: 0.3,
    mem: 512,
    disk: 0,
    // The value is a regular expression.
    constraints: [['hostname', 'LIKE', database.address.replaceAll('.', '\\.')]],
    networks: [{ mode: 'container/bridge' }],
    container: {
      type: 'DOCKER',
      docker: {
        image: 'mysql:5.7',
        forcePullImage: false,
        privileged: false,
        parameters: [{ key: 'rm', value: 'true' }],
      },
      portMappings: [{ containerPort: 3306, hostPort: 0, servicePort: servicePorts.db, protocol: 'tcp' }],
      volumes: [{ containerPath: '/var/lib/mysql', hostPath: '/mysql/datadir', mode: 'RW' }],
    },
    args: ['--character-set-server', 'utf8', '--collation-server', 'utf8_unicode_ci'],
    env: { MYSQL_DATABASE: database.name, MYSQL_ROOT_PASSWORD: database.password },
    labels: { HAPROXY_GROUP: 'external,internal', HAPROXY_0_MODE: 'tcp' },
    healthChecks: [
      {
        protocol: 'COMMAND',
        // Mesos 1.4 runs it inside sh -c "…", so it holds neither quotes nor `$`. It succeeds as soon as the server
        // answers on TCP, even if it refuses the user; the server of the image's first start has no TCP.
        command: { value: 'mysqladmin --host=127.0.0.1 ping' },
        ...serviceHealth,
      },
    ],
    // Two servers on one data folder would destroy it: the old one ends before the new one starts.
    upgradeStrategy: { maximumOverCapacity: 0, minimumHealthCapacity: 0 },
    ...restartPolicy,
  };
  return [secretFile('deploys/db.json', toJson(app))];
};
