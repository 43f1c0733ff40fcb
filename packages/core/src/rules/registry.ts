import { registryOf } from '../facts/docker.ts';
import { says } from '../text.ts';
import type { Rule } from './rule.ts';

/** The platform's images hold its secrets, and Docker Hub shows what is pushed to it, unless it is told otherwise. */
export const imagesStayPrivate: Rule = ({ config: { host } }) =>
  registryOf(host.registry.package) !== undefined
    ? []
    : [
        {
          code: 'public-images',
          severity: 'warning',
          message: says(
            "host.registry.package is an account on Docker Hub, and the platform's images hold passwords and tokens: everybody can pull them unless their repositories are private",
            'host.registry.package 는 Docker Hub 계정이고, 플랫폼의 이미지에는 패스워드와 토큰이 들어 있습니다. 저장소가 비공개가 아니면 누구나 받을 수 있습니다',
          ),
          path: ['host', 'registry', 'package'],
          hint: says(
            "name the registry on GitLab's machine, or make the repositories private before the first push",
            'GitLab 서버의 레지스트리를 지정하거나, 처음 올리기 전에 저장소를 비공개로 바꾸십시오',
          ),
        },
      ];
