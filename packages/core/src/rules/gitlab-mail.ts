import { smtpLogin } from '../cluster/smtp.ts';
import type { Finding } from '../diagnostic.ts';
import { isPassword, TLS_PORT } from '../facts/mail.ts';
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

/** GitLab's mail server speaks TLS from the start at port 465, and takes STARTTLS elsewhere. */
export const gitlabMailFitsPort: Rule = ({ config: { gitlab }, cluster }) => {
  const smtp = cluster.gitlab.smtp;
  if (smtp === undefined || gitlab.smtp === false) return [];
  const { port, tls, starttls } = smtp;
  // Both at once is an error of its own.
  if (tls && starttls) return [];
  if (tls ? ![25, 587].includes(port) : port !== TLS_PORT) return [];
  const key = gitlab.smtp.port === undefined ? ['iam', 'mail', 'port'] : ['gitlab', 'smtp', 'port'];
  const message = tls
    ? `gitlab.smtp.tls is on, but at port ${port} mail servers take STARTTLS`
    : `at port ${port} mail servers speak TLS from the start, but gitlab.smtp.tls is off`;
  const hint = tls
    ? `set gitlab.smtp.port: ${TLS_PORT}, or tls: false`
    : 'set gitlab.smtp.tls: true, without starttls';
  return [{ code: 'mail-server', severity: 'warning', message, path: key, hint }];
};

/** IAM knows STARTTLS or nothing: it has no setting for TLS from the start. */
export const mailFitsPort: Rule = ({ config: { iam } }) =>
  iam.mail?.port === TLS_PORT
    ? [
        {
          code: 'mail-server',
          severity: 'warning',
          message: `at port ${TLS_PORT} mail servers speak TLS from the start, and IAM knows STARTTLS only`,
          path: ['iam', 'mail', 'port'],
          hint: 'most servers take STARTTLS at port 587',
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
