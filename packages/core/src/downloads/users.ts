import type { Cluster } from '../cluster/types.ts';
import { phases } from '../phases/index.ts';

/** Who fetches something: a role, one that is told so by a variable of its play, or a script without arguments. */
export type User = { role: string; when?: string } | { script: string };

/** The phases of a cluster in which a user does its work, in their order; none that has nothing to do. */
export function phasesWith(users: readonly User[], cluster: Cluster): string[] {
  return phases
    .filter(({ idle, steps }) => {
      if (idle?.(cluster) !== undefined) return false;
      const plays = steps.flatMap(({ playbook }) => playbook?.plays(cluster) ?? []);
      const words = steps.flatMap((step) => step.commands(cluster)).map(({ argv }) => argv.join(' '));
      return users.some((user) =>
        'script' in user
          ? words.includes(`bash ${user.script}`)
          : plays.some(
              ({ roles, vars }) =>
                roles.includes(user.role) && (user.when === undefined || isTrue(vars, user.when)),
            ),
      );
    })
    .map(({ name }) => name);
}

function isTrue(vars: unknown, name: string): boolean {
  return (vars as Readonly<Record<string, unknown>> | undefined)?.[name] === true;
}
