import { isPassword, SUBMISSION_PORT, TLS_PORT } from '../facts/mail.ts';
import type { Config } from '../generated/config.ts';
import { isAddress, placeOf } from './place.ts';
import type { Smtp } from './types.ts';

/** Half of a login: its value, if there is one, and the section of config.yml that it comes or should come from. */
interface LoginHalf {
  section: 'gitlab.smtp' | 'iam.mail';
  value?: string;
}

/** How GitLab logs in at its mail server. */
export interface SmtpLogin {
  method: string;
  username: LoginHalf;
  password: LoginHalf;
}

/**
 * How GitLab logs in at its mail server; undefined where it sends no mail or the server wants no login. What iam.mail
 * says is for the same server only: another one never gets the password of the first.
 */
export function smtpLogin(config: Config): SmtpLogin | undefined {
  const { smtp } = config.gitlab;
  const { mail } = config.iam;
  if (smtp === false || smtpHost(config) === undefined) return undefined;
  const method = smtp.authentication ?? (mail?.['smtp-auth'] === false ? 'none' : 'login');
  if (method === 'none') return undefined;
  const shared = smtpHost(config) === mail?.host ? mail : undefined;
  const half = (key: 'username' | 'password'): LoginHalf => {
    const value = smtp[key] ?? shared?.[key];
    const section = smtp[key] === undefined && shared !== undefined ? 'iam.mail' : 'gitlab.smtp';
    return { section, ...(value !== undefined && { value }) };
  };
  return { method, username: half('username'), password: half('password') };
}

/** GitLab's mail; undefined where it is off, or where there is no server or no login for it. */
export function resolveSmtp(config: Config): Smtp | undefined {
  const { smtp } = config.gitlab;
  const { mail } = config.iam;
  const host = smtpHost(config);
  if (smtp === false || host === undefined) return undefined;
  const login = smtpLogin(config);
  const [username, password] = [login?.username.value, login?.password.value];
  const complete = login !== undefined && username !== undefined && isPassword(password);
  if (login !== undefined && !complete) return undefined;
  const shared = host === mail?.host ? mail : undefined;
  const port = smtp.port ?? shared?.port ?? (smtp.tls ? TLS_PORT : SUBMISSION_PORT);
  const tls = smtp.tls ?? (port === TLS_PORT && smtp.starttls !== true);
  const fromAddress = smtp['from-address'] ?? mail?.['from-address'];
  const fromName = smtp['from-name'] ?? mail?.['from-name'];
  return {
    host,
    port,
    domain: smtp.domain ?? fromAddress?.replace(/.*@/, '') ?? greeting(config.host.gitlab),
    ...(complete && { login: { method: login.method, username, password } }),
    starttls: smtp.starttls ?? (!tls && (shared?.['smtp-starttls-enable'] ?? true)),
    tls,
    verifyMode: smtp['verify-mode'],
    ...(fromAddress !== undefined && { fromAddress }),
    ...(fromName !== undefined && { fromName }),
  };
}

// An address stands in brackets where mail servers greet each other (RFC 5321, 4.1.3).
function greeting(host: string): string {
  const { name } = placeOf(host);
  return isAddress(name) ? `[${name}]` : name;
}

function smtpHost({ gitlab: { smtp }, iam: { mail } }: Config): string | undefined {
  return smtp === false ? undefined : (smtp.host ?? mail?.host);
}
