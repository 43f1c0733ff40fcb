import { db } from '../apps/db.ts';
import type { Finding } from '../diagnostic.ts';
import { isPassword } from '../facts/mail.ts';
import type { Config } from '../generated/config.ts';
import { says, type Text } from '../text.ts';
import type { Rule } from './rule.ts';

interface Sample {
  path: string[];
  isSample: (config: Config) => boolean;
  risk: Text;
}

// The values that the guide prints. Everybody who has read it knows them.
const SAMPLES: readonly Sample[] = [
  {
    path: ['db', 'password'],
    isSample: ({ db }) => db.password === 'my-secret-pw',
    risk: says(
      `the database can be reached from outside on port ${db.offer.port} of the public agent`,
      `데이터베이스는 외부에서 퍼블릭 에이전트의 ${db.offer.port} 포트로 접속할 수 있습니다`,
    ),
  },
  {
    path: ['iam', 'client-secret'],
    isSample: ({ iam }) => iam['client-secret'] === 'my-client-secret',
    risk: says(
      'anybody can ask for access tokens with it',
      '누구나 이 값으로 액세스 토큰을 요청할 수 있습니다',
    ),
  },
  {
    path: ['iam', 'admin', 'password'],
    isSample: ({ iam: { admin } }) => admin.username === 'admin' && admin.password === 'admin',
    risk: says(
      'anybody can log in as the administrator of all users',
      '누구나 전체 유저의 관리자로 로그인할 수 있습니다',
    ),
  },
  {
    path: ['gitlab', 'root', 'password'],
    isSample: ({ gitlab }) => gitlab.root.password === 'adminadmin',
    risk: says("anybody can log in as GitLab's root", '누구나 GitLab 의 root 로 로그인할 수 있습니다'),
  },
];

/** No password is one that the guide prints. */
export const passwordsAreOwn: Rule = ({ config }) =>
  SAMPLES.filter(({ isSample }) => isSample(config)).map(
    ({ path, risk }): Finding => ({
      code: 'sample-password',
      severity: 'warning',
      message: says(
        `${path.join('.')} is still the guide's sample: ${risk.en}`,
        `${path.join('.')} 이(가) 가이드의 예제 값입니다. ${risk.ko}`,
      ),
      path,
      hint: says('choose a value of your own', '직접 정한 값으로 바꾸십시오'),
    }),
  );

/** A mail server that wants a login gets one; the guide's ******** is none. */
export const mailHasCredentials: Rule = ({ config }) => {
  const mail = config.iam.mail;
  if (mail === undefined || !mail['smtp-auth']) return [];
  const lacking = (path: string, what: Text): Finding => ({
    code: 'mail-credentials',
    severity: 'warning',
    message: says(`${what.en}, so no mail will be sent`, `${what.ko} 메일을 보내지 못합니다`),
    path: ['iam', 'mail', path],
    hint: says(
      'set it, or smtp-auth: false where the server wants no login',
      '값을 지정하십시오. 로그인이 필요 없는 서버이면 smtp-auth: false 를 지정합니다',
    ),
  });
  return [
    ...(mail.username === undefined
      ? [lacking('username', says('iam.mail.username is not set', 'iam.mail.username 이 없어'))]
      : []),
    ...(!isPassword(mail.password)
      ? [
          lacking(
            'password',
            mail.password === undefined
              ? says('iam.mail.password is not set', 'iam.mail.password 가 없어')
              : says(
                  "iam.mail.password is the guide's sample",
                  'iam.mail.password 가 가이드의 예제 값이어서',
                ),
          ),
        ]
      : []),
  ];
};
