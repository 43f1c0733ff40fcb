import type { DnsRecord } from '@uegen/core/phases';
import { say } from '../language.ts';
import { type Answer, ask, inParallel } from './ask.ts';

const PATIENCE_S = 10;
const AT_ONCE = 20;

/** How a name of the DNS table resolves here: rightly, where nothing is said. */
export interface NameAnswer {
  name: string;
  /** The addresses that it has. */
  found: readonly string[];
  problem?: string;
}

/**
 * Looks names of the DNS table up as the machines' own look does (`names.sh`), /etc/hosts included. Undefined where that
 * can't be asked here. Not by Node's own lookup: it waits in four threads, however many names there are.
 */
export async function lookUp(records: readonly DnsRecord[]): Promise<NameAnswer[] | undefined> {
  const places = [...new Set(records.flatMap(({ name, right, wrong }) => [name, ...right, ...wrong]))];
  const answers = await inParallel(places, AT_ONCE, (place) =>
    ask(['getent', 'ahostsv4', place], { seconds: PATIENCE_S }),
  );
  if (answers.some(({ missing }) => missing)) return undefined;
  const known = new Map(answers.map((answer, index) => [places[index], addressesIn(answer)]));
  const addressesOf = (names: readonly string[]) => names.flatMap((name) => known.get(name) ?? []);
  return records.map((record) => {
    const problem = problemOf(record, addressesOf);
    const { name } = record;
    return { name, found: addressesOf([name]), ...(problem !== undefined && { problem }) };
  });
}

function problemOf(
  { name, right, wrong }: DnsRecord,
  addressesOf: (names: readonly string[]) => string[],
): string | undefined {
  const found = addressesOf([name]);
  if (found.length === 0) return say(`${name} doesn't resolve`, `${name} 의 주소를 찾을 수 없습니다`);
  const wrongs = addressesOf(wrong);
  const other = found.find((address) => wrongs.includes(address));
  if (other !== undefined)
    return say(
      `${name} resolves to ${other}, which is the public agent`,
      `${name} 의 주소가 퍼블릭 에이전트의 ${other} 입니다`,
    );
  const rights = addressesOf(right);
  const strange = found.find((address) => right.length > 0 && !rights.includes(address));
  if (strange === undefined) return undefined;
  return say(
    `${name} resolves to ${strange} and not to ${right[0]}`,
    `${name} 의 주소가 ${right[0]} 이 아닌 ${strange} 입니다`,
  );
}

function addressesIn({ stdout }: Answer): string[] {
  const lines = stdout.split('\n').map((line) => /^(\d{1,3}(?:\.\d{1,3}){3})\s/.exec(line)?.[1]);
  return [...new Set(lines.filter((address): address is string => address !== undefined))];
}
