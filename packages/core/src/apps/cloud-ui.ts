import { WEB_IMAGE } from '../facts/platform.ts';
import type { OfferedApp } from './app.ts';
import { restartPolicy } from './parts/restart-policy.ts';
import { service } from './parts/service.ts';

/** The platform's user interface. */
export const cloudUi: OfferedApp = {
  name: 'cloud-ui',
  id: '/uengine-cloud-ui',
  stage: 'services',
  purpose: { ko: '클라우드 플랫폼 UI', en: "the platform's user interface" },
  image: { folder: 'uengine-cloud-ui', from: WEB_IMAGE, frontEnd: 'uengine-cloud-ui' },
  offer: { port: 10006, host: 'cloud-ui', service: 'uengine-cloud-ui' },
  secret: false,
  definition: (cluster) => ({
    ...service(cloudUi, cluster, {
      cpus: 0.4,
      mem: 512,
      containerPort: 8080,
      healthPath: '/',
      env: { DEPLOYMENT: 'blue' },
    }),
    ...restartPolicy,
  }),
};
