import type { Rule } from './rule.ts';

/** The config server has a host name of its own, or one below host.default. */
export const configHostIsKnown: Rule = ({ config }) =>
  config.host.config === undefined && config.host.default === undefined
    ? [{ code: 'missing-key', message: 'host.config is missing', path: ['host'] }]
    : [];
