import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText } from '../support/scenarios.ts';

const smtp = suite("GitLab's mail server");

/** What `port tls starttls` come to, and whether somebody is warned, with these settings of GitLab's and IAM's mail. */
function mailOf(settings: string, iamPort = 587): string {
  const text = configText('valid', 'guide')
    .replace('"********"', 'a-password')
    .replace('    port: 587', `    port: ${iamPort}`)
    .replace(/^gitlab:$/m, `gitlab:\n  smtp: {${settings}}`);
  const { cluster, diagnostics } = generate(text);
  const { port, tls, starttls } = cluster?.gitlab.smtp ?? {};
  const warned = diagnostics.some(
    ({ code, message }) => code === 'mail-server' && message.includes('gitlab.smtp'),
  );
  return `${port} ${tls ? 'tls' : ''}${starttls ? 'starttls' : ''}${warned ? ' warned' : ''}`;
}

const LOGIN = 'username: a, password: b, host: relay.test';

for (const [settings, expected] of [
  ['', '587 starttls'],
  ['port: 25', '25 starttls'],
  ['port: 465', '465 tls'],
  ['tls: true', '587 tls warned'],
  ['port: 465, tls: true', '465 tls'],
  ['port: 465, tls: false', '465 starttls warned'],
  ['port: 465, starttls: true', '465 starttls warned'],
  ['port: 465, starttls: false', '465 tls'],
  ['port: 587, tls: true', '587 tls warned'],
  ['port: 25, tls: true', '25 tls warned'],
  ['port: 2525, tls: true', '2525 tls'],
  [LOGIN, '587 starttls'],
  [`${LOGIN}, tls: true`, '465 tls'],
] as const)
  smtp(`{${settings}} is ${expected}`, () => assert.is(mailOf(settings), expected));

smtp("IAM's port is GitLab's too where the server is the same", () => {
  assert.is(mailOf('', 465), '465 tls');
  assert.is(mailOf('starttls: true', 465), '465 starttls warned');
  assert.is(mailOf(LOGIN, 465), '587 starttls');
});

smtp.run();
