import { JAVA_IMAGE } from '../facts/platform.ts';
import type { OfferedApp } from './app.ts';
import { corsLabel } from './parts/cors.ts';
import { service } from './parts/service.ts';

/** The registry of the services that run on the platform. */
export const eurekaServer: OfferedApp = {
  name: 'eureka-server',
  id: '/eureka-server',
  stage: 'foundation',
  purpose: { ko: '유레카 서버', en: 'the Eureka server' },
  image: { folder: 'uengine-eureka-server', from: JAVA_IMAGE, maven: 'package' },
  offer: { port: 10001, host: 'eureka-server', service: 'eureka-server' },
  secret: false,
  definition: (cluster) =>
    service(eurekaServer, cluster, {
      cpus: 0.4,
      mem: 512,
      containerPort: 8761,
      healthPath: '/',
      // In capitals here only, as the platform always had it.
      env: { DEPLOYMENT: 'BLUE' },
      labels: corsLabel,
    }),
};
