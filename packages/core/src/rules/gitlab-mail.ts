import { isPassword, smtpLogin } from '../cluster/smtp.ts';
import type { Finding } from '../diagnostic.ts';
import type { Config } from '../generated/config.ts';
import type { Rule } from './rule.ts';

/** Where GitLab's mail is set up at all, it has a server. */
export const gitlabMailHasServer: Rule = ({ config: { gitlab, iam } }) => {
  const wishes = Object.entries(gitlab.smtp).filter(
    ([key, value]) => key !== 'verify-mode' && value !== false,
  );
  if (
    wishes.length === 0 ||
    iam.mail !== undefined ||
    (gitlab.smtp !== false && gitlab.smtp.host !== undefined)
  )
    return [];
  const message = 'gitlab.smtp.host is missing, and there is no iam.mail to take it from';
  return [{ code: 'missing-key', message, path: ['gitlab', 'smtp'] }];
};

/** GitLab's mail server gets a login where it wants one. What iam.mail lacks is said there. */
export const gitlabMailHasLogin: Rule = ({ config }) => {
  const login = smtpLogin(config);
  if (login === undefined) return [];
  const lacks = (key: 'username' | 'password') => {
    const { section, value } = login[key];
    const saidThere = section === 'iam.mail' && config.iam.mail?.['smtp-auth'] === true;
    return !saidThere && !(key === 'password' ? isPassword(value) : value !== undefined);
  };
  return (['username', 'password'] as const).filter(lacks).map((key) => ({
    code: 'mail-credentials',
    severity: 'warning',
    message: `${login[key].section}.${key} is not set, so GitLab sends no mail`,
    path: [...login[key].section.split('.'), key],
    hint: 'set it, or gitlab.smtp.authentication: none where the server wants no login',
  }));
};

/** TLS from the start and STARTTLS exclude each other. */
export const gitlabMailHasOneTls: Rule = ({ config: { gitlab } }) =>
  gitlab.smtp !== false && gitlab.smtp.tls && gitlab.smtp.starttls
    ? [
        {
          code: 'invalid-value',
          message: 'gitlab.smtp.tls and gitlab.smtp.starttls exclude each other',
          path: ['gitlab', 'smtp', 'tls'],
          hint: 'tls is for servers that speak TLS from the start, on port 465',
        },
      ]
    : [];

// What stands unquoted in YAML and stays the text that it is.
const NAME =
  /^(?!(?:y|n|yes|no|on|off|true|false|null)$)\p{L}(?:[\p{L}\p{M}\p{N} .,()&@_/+!?-]*[\p{L}\p{M}\p{N}.)!?])?$/iu;
const ADDRESS = /^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9.-]+$/;

/** Chef writes GitLab's sender into a YAML file without quotes: there it must still be the same text. */
export const chefKeepsSender: Rule = ({ config, cluster }) => {
  const smtp = cluster.gitlab.smtp;
  const broken: ('from-name' | 'from-address')[] = [];
  if (smtp?.fromName !== undefined && !NAME.test(smtp.fromName)) broken.push('from-name');
  if (smtp?.fromAddress !== undefined && !ADDRESS.test(smtp.fromAddress)) broken.push('from-address');
  return broken.map((key) => sender(config, key));
};

function sender({ gitlab: { smtp } }: Config, key: 'from-name' | 'from-address'): Finding {
  const own = smtp !== false && smtp[key] !== undefined;
  const path = own ? ['gitlab', 'smtp', key] : ['iam', 'mail', key];
  const plain = key === 'from-name' ? 'letters, digits, spaces and dots' : 'letters, digits, dots and dashes';
  return {
    code: 'unsafe-value',
    message: `${path.join('.')} would break GitLab's settings: Chef writes it there without quotes`,
    path,
    hint: own ? `use only ${plain}` : `use only ${plain}, or set gitlab.smtp.${key} to something else`,
  };
}
