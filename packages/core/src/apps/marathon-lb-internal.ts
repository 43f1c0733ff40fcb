import type { App } from './app.ts';
import { LOAD_BALANCER_IMAGE, loadBalancer } from './parts/load-balancer.ts';

/** The load balancer through which the apps reach each other. */
export const marathonLbInternal: App = {
  name: 'marathon-lb-internal',
  id: '/marathon-lb-internal',
  stage: 'balancers',
  purpose: { ko: '내부 로드 밸런서', en: 'the load balancer between the apps' },
  image: LOAD_BALANCER_IMAGE,
  secret: false,
  definition: (cluster) =>
    loadBalancer(marathonLbInternal, cluster, {
      instances: 1,
      group: 'internal',
      webPorts: [],
      options: ['--dont-bind-http-https'],
    }),
};
