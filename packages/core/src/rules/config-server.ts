import { says } from '../text.ts';
import type { Rule } from './rule.ts';

/**
 * The config server of the platform's v1.0 has no authentication, and browsers load /uengine-cloud-server.json from it:
 * it can't be closed.
 */
export const configServerIsOpen: Rule = ({ config }) =>
  config.acknowledged.includes('config-server')
    ? []
    : [
        {
          code: 'config-server',
          severity: 'note',
          message: says(
            'anyone who can reach the config server can read the DC/OS and GitLab tokens and the client secret: it asks for no login',
            '콘피그 서버는 로그인을 요구하지 않으므로, 접속할 수 있으면 누구나 DC/OS 와 GitLab 의 토큰, 클라이언트 시크릿을 읽을 수 있습니다',
          ),
          path: ['host', 'config'],
          hint: says(
            'let only your users reach it, renew the tokens now and then, and set acknowledged: [config-server]',
            '사용자만 접속하게 하고 토큰을 주기적으로 바꾼 뒤, acknowledged: [config-server] 를 지정하십시오',
          ),
        },
      ];
