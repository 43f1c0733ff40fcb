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

/** Each public agent has its load balancer, and is reached from outside where the DNS table knows its address. */
export const publicAgentsAreReached: Rule = (subject) => {
  const outside = subject.config.server.public.public;
  // A name that was misspelt is one mistake, said once.
  if (typeof outside === 'string' || publicAddressesMatch(subject).length > 0) return [];
  return subject.cluster.nodes
    .filter(({ role, joining, name }) => role === 'public' && !joining && !Object.hasOwn(outside, name))
    .map(({ name }) => ({
      code: 'public-address',
      severity: 'warning',
      message: `the public agent ${name} has no public address: no DNS record leads to it`,
      path: ['server', 'public', 'public'],
      hint: `add ${name} with its public address`,
    }));
};
