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
          message:
            'whoever reaches the config server reads the DC/OS and GitLab tokens and the client secret: it asks for no login',
          path: ['host', 'config'],
          hint: 'let only your users reach it, renew the tokens now and then, and set acknowledged: [config-server]',
        },
      ];
