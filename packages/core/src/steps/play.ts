import { ROLES } from '../cluster/roles.ts';
import type { Cluster } from '../cluster/types.ts';
import type { Data } from '../serialize/json.ts';
import { toAnsibleYaml } from '../serialize/yaml.ts';

/** What all plays of a playbook say in the same way. */
export interface Play {
  name: string;
  /** A pattern of inventory groups. Never `all`: leaving nodes are touched by their own plays only. */
  hosts: string;
  roles: readonly string[];
  /** Hosts at a time, as numbers or percentages, each for one turn and the last for all that follow; absent for all at once. */
  serial?: number | string | readonly (number | string)[];
  /** The first host that fails ends the run for all. */
  together?: boolean;
  /** A machine that fails is left behind, and the others go on, unless more than a quarter of all fail. */
  tolerant?: boolean;
  /** False where no role looks at the machine's facts. */
  facts?: boolean;
  vars?: Data;
}

/** A playbook of a phase: the file `install/ansible-<name>.yml`. */
export interface Playbook {
  name: string;
  /** Its plays, for a cluster that gives its phase something to do. */
  plays(cluster: Cluster): readonly Play[];
}

/** Standing nodes: every machine that neither joins nor leaves. */
export const STANDING = ROLES.join(':');

/** Nodes that are to join. */
export const JOINING = 'add_agent:add_public_agent';

/** All that config.yml names, leaving nodes too: only to look at them. */
export const EVERY_MACHINE = `${STANDING}:${JOINING}:gracefully_remove_agent:uninstall`;

/** The text of a playbook; every play runs as root. Where there are several roles, each is a tag of its own. */
export function playbookText(plays: readonly Play[]): string {
  const tagged = new Set(plays.flatMap(({ roles }) => roles)).size > 1;
  return toAnsibleYaml(plays.map((play) => written(play, tagged)));
}

/**
 * A play that takes machines out of service, for masters and for public agents one by one, since one of each must answer
 * always, and for groups of `others` a share at a time: one alone unless told otherwise, so that what is wrong with all
 * shows there, and then a fifth.
 */
export function inTurn(
  { name, ...play }: Pick<Play, 'name' | 'facts' | 'roles'>,
  others: string,
  serial: NonNullable<Play['serial']> = [1, '20%'],
): readonly Play[] {
  return [
    { name: `${name}: masters, one by one`, hosts: 'master', serial: 1, ...play },
    { name: `${name}: public agents, one by one`, hosts: 'public:!master', serial: 1, ...play },
    { name: `${name}: other machines`, hosts: `${others}:!master:!public`, serial, ...play },
  ];
}

/** After agents came or went: the proxy forwards to those that are there now. */
export const proxyRules: Play = {
  name: 'Rules of the cadvisor proxy',
  hosts: 'public:add_public_agent',
  facts: false,
  roles: ['cadvisor_proxy'],
};

/** A play on no machine at all, which says why nothing else happens. */
export function notice(text: string): Play {
  return {
    name: 'Nothing to do',
    hosts: 'localhost',
    facts: false,
    roles: ['notice'],
    vars: { notice_text: text },
  };
}

function written(
  { name, hosts, roles, serial, together, tolerant, facts, vars }: Play,
  tagged: boolean,
): Data {
  return {
    name,
    hosts,
    ...(hosts === 'localhost' ? { connection: 'local' } : { become: true }),
    gather_facts: facts ?? true,
    ...(together && { any_errors_fatal: true }),
    ...(tolerant && { max_fail_percentage: 25 }),
    ...(serial !== undefined && { serial }),
    ...(vars !== undefined && { vars }),
    roles: roles.map((role) => (tagged ? { role, tags: role } : role)),
  };
}
