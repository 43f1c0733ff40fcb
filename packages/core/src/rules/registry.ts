import { registryOf } from '../facts/docker.ts';
import type { Rule } from './rule.ts';

/** The platform's images hold its secrets, and Docker Hub shows what is pushed to it, unless it is told otherwise. */
export const imagesStayPrivate: Rule = ({ config: { host } }) =>
  registryOf(host.registry.package) !== undefined
    ? []
    : [
        {
          code: 'public-images',
          severity: 'warning',
          message:
            "host.registry.package is an account on Docker Hub, and the platform's images hold passwords and tokens: everybody can pull them unless their repositories are private",
          path: ['host', 'registry', 'package'],
          hint: "name the registry on GitLab's machine, or make the repositories private before the first push",
        },
      ];
