import { db } from '../apps/db.ts';
import type { Finding } from '../diagnostic.ts';
import { isPassword } from '../facts/mail.ts';
import type { Config } from '../generated/config.ts';
import type { Rule } from './rule.ts';

interface Sample {
  path: string[];
  isSample: (config: Config) => boolean;
  risk: string;
}

// The values that the guide prints. Everybody who has read it knows them.
const SAMPLES: readonly Sample[] = [
  {
    path: ['db', 'password'],
    isSample: ({ db }) => db.password === 'my-secret-pw',
    risk: `the database can be reached from outside on port ${db.offer.port} of the public agent`,
  },
  {
    path: ['iam', 'client-secret'],
    isSample: ({ iam }) => iam['client-secret'] === 'my-client-secret',
    risk: 'anybody can ask for access tokens with it',
  },
  {
    path: ['iam', 'admin', 'password'],
    isSample: ({ iam: { admin } }) => admin.username === 'admin' && admin.password === 'admin',
    risk: 'anybody can log in as the administrator of all users',
  },
  {
    path: ['gitlab', 'root', 'password'],
    isSample: ({ gitlab }) => gitlab.root.password === 'adminadmin',
    risk: "anybody can log in as GitLab's root",
  },
];

/** No password is one that the guide prints. */
export const passwordsAreOwn: Rule = ({ config }) =>
  SAMPLES.filter(({ isSample }) => isSample(config)).map(
    ({ path, risk }): Finding => ({
      code: 'sample-password',
      severity: 'warning',
      message: `${path.join('.')} is still the guide's sample: ${risk}`,
      path,
      hint: 'choose a value of your own',
    }),
  );

/** A mail server that wants a login gets one; the guide's ******** is none. */
export const mailHasCredentials: Rule = ({ config }) => {
  const mail = config.iam.mail;
  if (mail === undefined || !mail['smtp-auth']) return [];
  const lacking = (path: string, what: string): Finding => ({
    code: 'mail-credentials',
    severity: 'warning',
    message: `${what}, so no mail will be sent`,
    path: ['iam', 'mail', path],
    hint: 'set it, or smtp-auth: false where the server wants no login',
  });
  return [
    ...(mail.username === undefined ? [lacking('username', 'iam.mail.username is not set')] : []),
    ...(!isPassword(mail.password)
      ? [
          lacking(
            'password',
            mail.password === undefined
              ? 'iam.mail.password is not set'
              : "iam.mail.password is the guide's sample",
          ),
        ]
      : []),
  ];
};
