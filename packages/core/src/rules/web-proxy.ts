import { says } from '../text.ts';
import type { Rule } from './rule.ts';

/** Without a proxy nothing has to be kept from it. */
export const bypassHasProxy: Rule = ({ config: { proxy }, cluster: { webProxy } }) =>
  webProxy !== undefined || proxy['no-proxy'].length === 0
    ? []
    : [
        {
          code: 'proxy-missing',
          severity: 'warning',
          message: says(
            'proxy.no-proxy has no effect without proxy.http or proxy.https',
            'proxy.http 나 proxy.https 가 없으면 proxy.no-proxy 는 효과가 없습니다',
          ),
          path: ['proxy', 'no-proxy'],
          hint: says(
            'name the proxy as proxy.http: http://host:port, or remove proxy.no-proxy',
            '프록시를 proxy.http: http://host:port 로 기입하거나 proxy.no-proxy 를 지우십시오',
          ),
        },
      ];
