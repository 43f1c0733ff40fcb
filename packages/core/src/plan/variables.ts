import { load } from 'js-yaml';
import { PLATFORM_SETTINGS, SERVER_VARIABLES } from '../steps/platform.ts';
import { INVENTORY, SECRETS, SETTINGS } from '../steps/variables.ts';

/** The files of which a phase reads single values: those in which ansible finds the variables of its roles, and more. */
export const VARIABLE_FILES: readonly string[] = [INVENTORY, SETTINGS, SECRETS, PLATFORM_SETTINGS];

// Where the machines of a group come from: what joined has everything already when it settles.
const JOINS_BY: Values<string> = { agent: 'add_agent', public: 'add_public_agent' };

type Values<Value = unknown> = Readonly<Record<string, Value>>;

/**
 * The variables, dotted, whose values differ between two texts of one of {@link VARIABLE_FILES}. Of the inventory, those
 * of any machine that is still there, and `groups.<name>` where a machine is new. A text that isn't YAML holds none.
 */
export function changedVariables(path: string, before: string, after: string): string[] {
  if (before === after) return [];
  const [old, now] = [valuesIn(path, before), valuesIn(path, after)];
  return path === INVENTORY ? changedInventory(old, now) : changedValues(old, now);
}

/** The variables that one of {@link VARIABLE_FILES} sets, dotted. */
export function variablesIn(path: string, text: string): string[] {
  return changedVariables(path, '', text);
}

/** The values of the variables of one of {@link VARIABLE_FILES}, as JSON; before the name of a machine's, its address. */
export function valuesOf(path: string, text: string): Map<string, string> {
  const data = valuesIn(path, text);
  if (path !== INVENTORY) return leaves(data);
  const { vars, machines } = inventoryOf(data);
  const ofMachines = [...machines].flatMap(([address, values]) =>
    [...leaves(values)].map(([name, value]): [string, string] => [`${address}/${name}`, value]),
  );
  return new Map([...leaves(vars), ...ofMachines]);
}

function changedValues(before: Values, after: Values): string[] {
  const [old, now] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
}

function changedInventory(before: Values, after: Values): string[] {
  const [old, now] = [inventoryOf(before), inventoryOf(after)];
  const ofMachines = [...now.machines].flatMap(([address, values]) =>
    changedValues(old.machines.get(address) ?? {}, values),
  );
  const groups = [...now.groups]
    .filter(([name, members]) => {
      const former = [name, JOINS_BY[name] ?? name].flatMap((group) => old.groups.get(group) ?? []);
      return members.some((address) => !former.includes(address));
    })
    .map(([name]) => `groups.${name}`);
  return [...new Set([...changedValues(old.vars, now.vars), ...ofMachines, ...groups])];
}

/** The groups of an inventory with the addresses in them, and the machines with their variables. */
export function inventoryIn(text: string) {
  return inventoryOf(dataIn(text));
}

function inventoryOf(data: Values) {
  const { vars, children } = record(data.all);
  const groups = Object.entries(record(children)).map(([name, group]): [string, Values] => [
    name,
    record(record(group).hosts),
  ]);
  return {
    vars: record(vars),
    groups: new Map(groups.map(([name, hosts]) => [name, Object.keys(hosts)])),
    machines: new Map(
      groups.flatMap(([, hosts]) =>
        Object.entries(hosts).map(([address, values]): [string, Values] => [address, record(values)]),
      ),
    ),
  };
}

// Its keys could be taken for ansible's variables.
function valuesIn(path: string, text: string): Values {
  const data = dataIn(text);
  return path === PLATFORM_SETTINGS ? { [SERVER_VARIABLES]: data } : data;
}

function dataIn(text: string): Values {
  try {
    return record(load(text));
  } catch {
    return {};
  }
}

function leaves(values: Values): Map<string, string> {
  return new Map(
    Object.entries(values).flatMap(([name, value]): [string, string][] => {
      const below = [...leaves(record(value))].map(([rest, leaf]): [string, string] => [
        `${name}.${rest}`,
        leaf,
      ]);
      return below.length > 0 ? below : [[name, JSON.stringify(value)]];
    }),
  );
}

function record(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}
