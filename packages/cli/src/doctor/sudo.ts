import { say } from '../language.ts';
import { ask, isRoot, plain } from '../run/index.ts';
import type { Check } from './check.ts';

const PATIENCE_S = 10;

/** Whether the installer can be run as root from here. */
export const sudo: Check = async () => {
  const subject = 'sudo';
  if (isRoot())
    return [
      {
        subject,
        state: 'ok',
        what: say('you are root: sudo is not needed', 'root 사용자이므로 sudo 를 사용하지 않습니다'),
      },
    ];
  const { code, missing, stderr } = await ask(['sudo', '-n', 'true'], { seconds: PATIENCE_S });
  if (missing)
    return [
      {
        subject,
        state: 'bad',
        what: say('the program sudo is missing', 'sudo 프로그램이 없습니다'),
        todo: say('install it, or run uegen as root', '설치하거나 root 로 실행하십시오'),
      },
    ];
  if (code === 0)
    return [{ subject, state: 'ok', what: say('it asks for no password', '패스워드를 묻지 않습니다') }];
  if (/password is required|terminal is required|must have a tty/i.test(stderr))
    return [
      {
        subject,
        state: 'ok',
        what: say(
          'it asks for a password: run uegen on a terminal',
          '패스워드를 묻습니다. uegen 을 터미널에서 실행하십시오',
        ),
      },
    ];
  const what = `${say('it refuses', '거부합니다')}: ${plain(stderr)}`;
  return [
    {
      subject,
      state: 'bad',
      what,
      todo: say(
        'allow your user in /etc/sudoers, or run uegen as root',
        '/etc/sudoers 에 사용자를 허용하거나 root 로 실행하십시오',
      ),
    },
  ];
};
