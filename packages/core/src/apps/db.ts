import { imageOf, type OfferedApp } from './app.ts';
import { serviceHealth } from './parts/health.ts';
import { restartPolicy } from './parts/restart-policy.ts';

/** The platform's MySQL, bound to the one node that keeps its data in /mysql/datadir. */
export const db: OfferedApp = {
  name: 'db',
  id: '/uengine-db',
  stage: 'foundation',
  purpose: { ko: '데이터베이스', en: 'the database' },
  image: 'mysql:5.7',
  offer: { port: 10002, host: 'db', service: 'db', portOnly: true },
  machines: ({ database }) => [database.ip],
  secret: true,
  definition: (cluster) => ({
    id: db.id,
    instances: 1,
    cpus: 0.3,
    mem: 512,
    disk: 0,
    // The value is a regular expression.
    constraints: [['hostname', 'LIKE', cluster.database.ip.replaceAll('.', '\\.')]],
    networks: [{ mode: 'container/bridge' }],
    container: {
      type: 'DOCKER',
      docker: {
        image: imageOf(db, cluster),
        forcePullImage: false,
        privileged: false,
        parameters: [{ key: 'rm', value: 'true' }],
      },
      portMappings: [{ containerPort: 3306, hostPort: 0, servicePort: db.offer.port, protocol: 'tcp' }],
      volumes: [{ containerPath: '/var/lib/mysql', hostPath: '/mysql/datadir', mode: 'RW' }],
    },
    args: ['--character-set-server', 'utf8', '--collation-server', 'utf8_unicode_ci'],
    env: { MYSQL_DATABASE: cluster.database.database, MYSQL_ROOT_PASSWORD: cluster.database.password },
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
  }),
};
