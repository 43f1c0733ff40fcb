import { JAVA_IMAGE } from '../facts/platform.ts';
import type { OfferedApp } from './app.ts';
import { service } from './parts/service.ts';

/** The authentication server: who may sign in, and with which token. */
export const iam: OfferedApp = {
  name: 'iam',
  id: '/uengine-cloud-iam',
  stage: 'services',
  purpose: { ko: '사용자 인증 서버', en: 'the authentication server' },
  image: {
    folder: 'uengine-cloud-iam',
    from: JAVA_IMAGE,
    frontEnd: 'uengine-cloud-iam/front-end',
    maven: 'clean package',
  },
  offer: { port: 10003, host: 'iam', service: 'iam' },
  secret: false,
  definition: (cluster) =>
    service(iam, cluster, {
      cpus: 0.4,
      mem: 512,
      containerPort: 8080,
      healthPath: '/health',
      env: { DEPLOYMENT: 'blue' },
    }),
};
