import { configRepository } from '../facts/gitlab-files.ts';
import { JAVA_IMAGE } from '../facts/platform.ts';
import type { OfferedApp } from './app.ts';
import { corsLabel } from './parts/cors.ts';
import { service } from './parts/service.ts';

const GIT = 'SPRING_CLOUD_CONFIG_SERVER_GIT';

/** Spring Cloud Config, which serves the cloud-config-repository of GitLab. */
export const config: OfferedApp = {
  name: 'config',
  id: '/uengine-cloud-config',
  stage: 'foundation',
  purpose: { ko: '클라우드 콘피그 서버', en: 'the config server' },
  image: { folder: 'uengine-cloud-config', from: JAVA_IMAGE, maven: 'package' },
  offer: { port: 10000, host: 'config', service: 'uengine-cloud-config' },
  secret: true,
  definition: (cluster) => {
    const { url, root } = cluster.gitlab;
    return service(config, cluster, {
      cpus: 0.4,
      mem: 512,
      containerPort: 8080,
      healthPath: '/health',
      env: {
        [`${GIT}_URI`]: `${url}/root/${configRepository}.git`,
        // A blank user name would make Spring send an empty one instead of none.
        ...(root.username !== '' && { [`${GIT}_USERNAME`]: root.username }),
        ...(root.password !== '' && { [`${GIT}_PASSWORD`]: root.password }),
      },
      labels: corsLabel,
    });
  },
};
