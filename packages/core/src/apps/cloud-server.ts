import { JAVA_IMAGE } from '../facts/platform.ts';
import type { OfferedApp } from './app.ts';
import { service } from './parts/service.ts';

/** The platform's own server. */
export const cloudServer: OfferedApp = {
  name: 'cloud-server',
  id: '/uengine-cloud-server',
  stage: 'services',
  purpose: { ko: '클라우드 플랫폼 서버', en: "the platform's server" },
  image: { folder: 'uengine-cloud-server', from: JAVA_IMAGE, maven: 'clean package' },
  offer: { port: 10005, host: 'cloud-server', service: 'uengine-cloud-server' },
  secret: false,
  definition: (cluster) =>
    service(cloudServer, cluster, {
      cpus: 0.5,
      mem: 1024,
      containerPort: 8080,
      healthPath: '/health',
      env: { DEPLOYMENT: 'blue' },
    }),
};
