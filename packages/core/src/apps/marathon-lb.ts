import { webPorts } from '../facts/marathon-lb.ts';
import type { App } from './app.ts';
import { LOAD_BALANCER_IMAGE, loadBalancer } from './parts/load-balancer.ts';

/**
 * The load balancer on each public agent, the platform's front door. A joining agent counts once it stands: until DC/OS
 * runs there, Marathon would wait for it with the whole deployment.
 */
export const marathonLb: App = {
  name: 'marathon-lb',
  id: '/marathon-lb',
  stage: 'balancers',
  purpose: { ko: '외부 로드 밸런서', en: 'the load balancer for requests from outside' },
  image: LOAD_BALANCER_IMAGE,
  machines: ({ dcos }) => dcos.publicAgents,
  secret: false,
  definition: (cluster) =>
    loadBalancer(marathonLb, cluster, {
      instances: Math.max(1, cluster.dcos.publicAgents.length),
      group: 'external',
      webPorts,
      options: [],
      roles: ['slave_public'],
      constraints: [['hostname', 'UNIQUE']],
    }),
};
