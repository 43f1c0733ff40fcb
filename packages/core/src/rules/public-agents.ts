import type { Rule } from './rule.ts';

/** Where the public agents have names, their public addresses have the same names. */
export const publicAddressesMatch: Rule = ({ config, named }) => {
  const outside = config.server.public;
  if (typeof outside.public === 'string') return [];
  const known = named.filter(({ role }) => role === 'public').map(({ name }) => name);
  return Object.keys(outside.public)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'public-address',
      message: `server.private.public has no public agent ${name}`,
      path: ['server', 'public', 'public', name],
    }));
};
