import { smtpLogin } from '../cluster/smtp.ts';
import type { Finding } from '../diagnostic.ts';
import { isPassword, TLS_PORT } from '../facts/mail.ts';
import type { Config } from '../generated/config.ts';
import { says } from '../text.ts';
import { alsoAt, type Rule } from './rule.ts';

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
  const message = says(
    'gitlab.smtp.host is missing, and there is no iam.mail to take it from',
    'gitlab.smtp.host 가 없고, 대신 쓸 iam.mail 도 없습니다',
  );
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
    message: says(
      `${login[key].section}.${key} is not set, so GitLab sends no mail`,
      `${login[key].section}.${key} 이(가) 없어 GitLab 이 메일을 보내지 못합니다`,
    ),
    path: [...login[key].section.split('.'), key],
    hint: says(
      'set it, or gitlab.smtp.authentication: none where the server wants no login',
      '값을 지정하십시오. 로그인이 필요 없는 서버이면 gitlab.smtp.authentication: none 을 지정합니다',
    ),
  }));
};

/** TLS from the start and STARTTLS exclude each other. */
export const gitlabMailHasOneTls: Rule = ({ config: { gitlab } }) =>
  gitlab.smtp !== false && gitlab.smtp.tls && gitlab.smtp.starttls
    ? [
        {
          code: 'invalid-value',
          message: says(
            'gitlab.smtp.tls and gitlab.smtp.starttls exclude each other',
            'gitlab.smtp.tls 와 gitlab.smtp.starttls 는 함께 쓸 수 없습니다',
          ),
          path: ['gitlab', 'smtp', 'tls'],
          ...alsoAt(['gitlab', 'smtp', 'starttls']),
          hint: says(
            'tls is for servers that speak TLS from the start, on port 465',
            'tls 는 처음부터 TLS 로 통신하는 465 포트의 서버에 씁니다',
          ),
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
    ? says(
        `gitlab.smtp.tls is on, but at port ${port} mail servers take STARTTLS`,
        `gitlab.smtp.tls 가 켜져 있지만, ${port} 포트의 메일 서버는 STARTTLS 를 씁니다`,
      )
    : says(
        `at port ${port} mail servers speak TLS from the start, but gitlab.smtp.tls is off`,
        `${port} 포트의 메일 서버는 처음부터 TLS 로 통신하지만, gitlab.smtp.tls 가 꺼져 있습니다`,
      );
  const hint = tls
    ? says(
        `set gitlab.smtp.port: ${TLS_PORT}, or tls: false`,
        `gitlab.smtp.port: ${TLS_PORT} 또는 tls: false 를 지정하십시오`,
      )
    : says(
        'set gitlab.smtp.tls: true, without starttls',
        'starttls 없이 gitlab.smtp.tls: true 를 지정하십시오',
      );
  const also = alsoAt(['gitlab', 'smtp', 'tls']);
  return [{ code: 'mail-server', severity: 'warning', message, path: key, ...also, hint }];
};

/** IAM knows STARTTLS or nothing: it has no setting for TLS from the start. */
export const mailFitsPort: Rule = ({ config: { iam } }) =>
  iam.mail?.port === TLS_PORT
    ? [
        {
          code: 'mail-server',
          severity: 'warning',
          message: says(
            `at port ${TLS_PORT} mail servers speak TLS from the start, and IAM knows STARTTLS only`,
            `${TLS_PORT} 포트의 메일 서버는 처음부터 TLS 로 통신하지만, IAM 은 STARTTLS 만 지원합니다`,
          ),
          path: ['iam', 'mail', 'port'],
          hint: says(
            'most servers take STARTTLS at port 587',
            '대부분의 서버는 587 포트에서 STARTTLS 를 받습니다',
          ),
        },
      ]
    : [];

// What stands unquoted in YAML and stays the text that it is. Made where it is asked: V8 looks up all of Unicode's letters.
const isName = (text: string) =>
  /^(?!(?:y|n|yes|no|on|off|true|false|null)$)\p{L}(?:[\p{L}\p{M}\p{N} .,()&@_/+!?-]*[\p{L}\p{M}\p{N}.)!?])?$/iu.test(
    text,
  );
const ADDRESS = /^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9.-]+$/;

/** Chef writes GitLab's sender into a YAML file without quotes: there it must still be the same text. */
export const chefKeepsSender: Rule = ({ config, cluster }) => {
  const smtp = cluster.gitlab.smtp;
  const broken: ('from-name' | 'from-address')[] = [];
  if (smtp?.fromName !== undefined && !isName(smtp.fromName)) broken.push('from-name');
  if (smtp?.fromAddress !== undefined && !ADDRESS.test(smtp.fromAddress)) broken.push('from-address');
  return broken.map((key) => sender(config, key));
};

function sender({ gitlab: { smtp } }: Config, key: 'from-name' | 'from-address'): Finding {
  const own = smtp !== false && smtp[key] !== undefined;
  const path = own ? ['gitlab', 'smtp', key] : ['iam', 'mail', key];
  const plain =
    key === 'from-name'
      ? says('letters, digits, spaces and dots', '글자, 숫자, 공백, 점')
      : says('letters, digits, dots and dashes', '글자, 숫자, 점, 대시');
  return {
    code: 'unsafe-value',
    message: says(
      `${path.join('.')} would break GitLab's settings: Chef writes it there without quotes`,
      `${path.join('.')} 이(가) GitLab 의 설정을 깨뜨립니다. Chef 가 따옴표 없이 씁니다`,
    ),
    path,
    hint: own
      ? says(`use only ${plain.en}`, `${plain.ko}만 쓰십시오`)
      : says(
          `use only ${plain.en}, or set gitlab.smtp.${key} to something else`,
          `${plain.ko}만 쓰거나, gitlab.smtp.${key} 에 다른 값을 지정하십시오`,
        ),
  };
}
