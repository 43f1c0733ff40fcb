import { ROLES, type Role } from '../cluster/roles.ts';
import { type InBoth, inBoth, says, type Text } from '../text.ts';

/** The version of the state's format. */
const FORMAT = 1;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const MEMBER_STATES: readonly Member['state'][] = ['joined', 'removed', 'uninstalled'];
const DIGEST = /^[0-9a-f]{16,64}$/;

/** What became of a phase, times in UTC as ISO 8601 writes them. */
export interface PhaseRecord {
  /** When it was begun the last time, as long as that run hasn't succeeded. */
  started?: string;
  /** When it last succeeded. */
  done?: string;
  /** Digests of what it read then, by the names that `inputsOf` gives; of what the machines show, what it would have read. */
  inputs: Readonly<Record<string, string>>;
  /** The machines that show that they haven't got what it brings. */
  missing?: readonly string[];
}

/** A machine as it was last known: it has what its role brings, or had it and left, with DC/OS stopped or taken off. */
export interface Member {
  name: string;
  address: string;
  role: Role;
  state: 'joined' | 'removed' | 'uninstalled';
  /** The cluster that it belongs to by its own word, where that is another one. */
  cluster?: string;
}

/** What was carried out on a cluster's machines, and what they said when they were last asked. It holds no secret. */
export interface State {
  phases: Readonly<Record<string, PhaseRecord>>;
  members: readonly Member[];
  /** Values of config.yml that the machines were installed with, by their keys, dotted. */
  values: Readonly<Record<string, string>>;
  /** True where the cluster is older than this record: a phase without one may be done or not. */
  gaps?: true;
}

/** A state that could be read, or why it couldn't: `it` is what the problem begins with. */
export type StateAnswer = { state: State } | InBoth<{ problem: Text }>;

/** That of a cluster of which nothing is known. */
export const NO_STATE: State = { phases: {}, members: [], values: {} };

/** The state as a text, one line per phase and machine. */
export function formatState({ phases, members, values, gaps }: State): string {
  const lines = [
    `"format":${FORMAT}`,
    ...(gaps ? ['"gaps":true'] : []),
    `"phases":{${Object.entries(phases)
      .map(([name, record]) => `\n${JSON.stringify(name)}:${JSON.stringify(record)}`)
      .join(',')}}`,
    `"members":[${members.map((member) => `\n${JSON.stringify(member)}`).join(',')}]`,
    `"values":${JSON.stringify(values)}`,
  ];
  return `{${lines.join(',\n')}}\n`;
}

/** Reads a state. Nothing in it is trusted. */
export function parseState(text: string): StateAnswer {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return inBoth({ problem: says('it is not JSON', 'JSON 이 아닙니다') });
  }
  if (!isRecord(data)) return inBoth({ problem: says('it is not an object', '객체가 아닙니다') });
  if (data.format !== FORMAT)
    return inBoth({
      problem:
        Number(data.format) > FORMAT
          ? says('a newer uegen wrote it', '더 새로운 uegen 이 썼습니다')
          : says(`it is not of format ${FORMAT}`, `형식 ${FORMAT} 이(가) 아닙니다`),
    });
  const { phases, members, values, gaps } = data;
  if (!isRecordOf(phases, isPhaseRecord))
    return inBoth({ problem: says('its phases are damaged', '단계의 기록이 손상되었습니다') });
  if (!Array.isArray(members) || !members.every(isMember))
    return inBoth({ problem: says('its machines are damaged', '서버의 기록이 손상되었습니다') });
  if (!isRecordOf(values, isText))
    return inBoth({ problem: says('its values are damaged', '값의 기록이 손상되었습니다') });
  return { state: { phases, members, values, ...(gaps === true && { gaps }) } };
}

function isPhaseRecord(item: unknown): item is PhaseRecord {
  if (!isRecord(item)) return false;
  const { started, done, inputs, missing = [] } = item;
  return (
    [started, done].every((time) => time === undefined || matches(time, TIME)) &&
    isInputs(inputs) &&
    Array.isArray(missing) &&
    missing.every(isText)
  );
}

function isInputs(item: unknown): boolean {
  return isRecordOf(item, (digest): digest is string => matches(digest, DIGEST));
}

function isMember(item: unknown): item is Member {
  if (!isRecord(item)) return false;
  const { name, address, role, state, cluster = '' } = item;
  return (
    isText(name) &&
    isText(cluster) &&
    isText(address) &&
    ROLES.includes(role as Role) &&
    MEMBER_STATES.includes(state as Member['state'])
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function matches(value: unknown, pattern: RegExp): value is string {
  return isText(value) && pattern.test(value);
}

function isRecordOf<T>(value: unknown, is: (item: unknown) => item is T): value is Record<string, T> {
  return isRecord(value) && Object.values(value).every(is);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
