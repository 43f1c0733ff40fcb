import { dnsRecords } from '@uegen/core/phases';
import { say } from '../language.ts';
import { lookUp } from '../run/index.ts';
import type { Check } from './check.ts';

/** Every row of the DNS table, as this machine resolves it. */
export const names: Check = async ({ cluster }) => {
  const answers = await lookUp(dnsRecords(cluster));
  if (answers === undefined)
    return [
      {
        subject: 'DNS',
        state: 'later',
        what: say(
          'the program getent is missing: no name was looked up here',
          'getent 프로그램이 없어 이름을 확인할 수 없습니다',
        ),
      },
    ];
  return answers.map(({ name, found, problem }) =>
    problem === undefined
      ? { subject: name, state: 'ok', what: found.join(', ') }
      : {
          subject: name,
          state: 'bad',
          what: problem,
          todo: say(
            'make the record of install/dns-records.md',
            'install/dns-records.md 의 레코드를 등록하십시오',
          ),
        },
  );
};
