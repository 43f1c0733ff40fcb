import { generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { configText, generateScenario } from './support/scenarios.ts';

const tables = suite("the guide's own tables");

// Section "Cadvisor Proxy Server" of the guide, then what section "노드 추가" adds to it.
const RULES = [
  '0.0.0.0 9100 172.31.5.136 8080',
  '0.0.0.0 9101 172.31.6.35 8080',
  '0.0.0.0 9102 172.31.1.235 8080',
  '0.0.0.0 9103 172.31.5.245 8080',
  '0.0.0.0 9104 172.31.14.247 8080',
  '0.0.0.0 9105 172.31.7.160 8080',
  '0.0.0.0 9106 172.31.11.70 8080',
  '0.0.0.0 9107 172.31.0.164 8080',
];
const ADDED_RULES = [
  '0.0.0.0 9108 172.31.10.202 8080',
  '0.0.0.0 9109 172.31.14.197 8080',
  '0.0.0.0 9110 172.31.13.131 8080',
  '0.0.0.0 9111 172.31.1.166 8080',
  '0.0.0.0 9112 172.31.8.5 8080',
];
const LIST = [
  '  - 172.31.5.136,http://52.79.51.79:9100',
  '  - 172.31.6.35,http://52.79.51.79:9101',
  '  - 172.31.1.235,http://52.79.51.79:9102',
  '  - 172.31.5.245,http://52.79.51.79:9103',
  '  - 172.31.14.247,http://52.79.51.79:9104',
  '  - 172.31.7.160,http://52.79.51.79:9105',
  '  - 172.31.11.70,http://52.79.51.79:9106',
  '  - 172.31.0.164,http://52.79.51.79:9107',
];
const ADDED_LIST = [
  '  - 172.31.10.202,http://52.79.51.79:9108',
  '  - 172.31.14.197,http://52.79.51.79:9109',
  '  - 172.31.13.131,http://52.79.51.79:9110',
  '  - 172.31.1.166,http://52.79.51.79:9111',
  '  - 172.31.8.5,http://52.79.51.79:9112',
];

function linesOf(scenario: string, path: string): string[] {
  const file = generateScenario('valid', scenario).files.find((one) => one.path === path);
  return String(file?.content).split('\n');
}

const rules = (scenario: string) =>
  linesOf(scenario, 'install/cadvisor-proxy/rinetd.conf').filter((line) => line.startsWith('0.0.0.0'));

function list(scenario: string): string[] {
  const lines = linesOf(scenario, 'cloud-config-repository/uengine-cloud-server.yml');
  return lines.slice(lines.indexOf('cadvisor:') + 1).filter((line) => line !== '');
}

tables('rinetd.conf, line for line', () => {
  assert.equal(rules('guide'), RULES);
  assert.equal(rules('add-agent'), [...RULES, ...ADDED_RULES]);
});

tables('the cadvisor list, line for line', () => {
  assert.equal(list('guide'), LIST);
  assert.equal(list('add-agent'), [...LIST, ...ADDED_LIST]);
});

tables('a node that leaves is gone from both', () => {
  assert.equal(rules('remove-agent'), [...RULES, ADDED_RULES[0]]);
  assert.equal(list('remove-agent'), [...LIST, ADDED_LIST[0]]);
  assert.equal(rules('uninstall'), []);
});

// Section "도메인 준비": mask, domain, purpose and address.
const RECORDS = [
  ['gitlab', 'pas-mini.io', '깃랩 / 도커 레지스트리', '52.78.60.43(깃랩)'],
  ['dcos', 'pas-mini.io', 'DC/OS 마스터', '52.79.125.242(마스터)'],
  ['config', 'pas-mini.io', '클라우드 콘피그 서버', '52.79.51.79(public-agent)'],
  ['eureka-server', 'pas-mini.io', '유레카 서버', '52.79.51.79(public-agent)'],
  ['iam', 'pas-mini.io', '사용자 인증 서버', '52.79.51.79(public-agent)'],
  ['db', 'pas-mini.io', '데이터베이스', '52.79.51.79(public-agent)'],
  ['cloud-server', 'pas-mini.io', '클라우드 플랫폼 서버', '52.79.51.79(public-agent)'],
  ['cloud', 'pas-mini.io', '클라우드 플랫폼 UI', '52.79.51.79(public-agent)'],
];

/** The rows of dns-records.md for the guide's config, changed by `edit`. */
function records(edit: (text: string) => string): string[][] {
  const text = configText('valid', 'guide').replace(
    '  public:\n    #',
    '  public:\n    gitlab: 52.78.60.43\n    #',
  );
  const { files } = generate(edit(text));
  const table = files.find(({ path }) => path === 'install/dns-records.md');
  const lines = String(table?.content)
    .split('\n')
    .filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

tables('the DNS records, cell for cell', () => {
  assert.equal(
    records((text) => text),
    RECORDS,
  );
});

tables('with a wildcard, GitLab and DC/OS keep records of their own', () => {
  const rows = records((text) => `${text}\ndns: {wildcard: true}\n`);
  assert.equal(
    rows.map(([mask, , , address]) => [mask, address]),
    [
      ['gitlab', '52.78.60.43(깃랩)'],
      ['dcos', '52.79.125.242(마스터)'],
      ['*', '52.79.51.79(public-agent)'],
    ],
  );
});

tables('a registry with a name of its own follows GitLab, and each domain has its wildcard', () => {
  const rows = records((text) =>
    `${text}\ndns: {wildcard: true}\n`
      .replaceAll('gitlab.pas-mini.io:5000', 'registry.pas-mini.io:5000')
      .replace('db.pas-mini.io', 'db.data.pas-mini.io')
      .replace('cloud.pas-mini.io', 'pas-mini.io'),
  );
  assert.equal(
    rows.map(([mask, domain]) => `${mask} ${domain}`),
    [
      'gitlab pas-mini.io',
      'registry pas-mini.io',
      'dcos pas-mini.io',
      '* pas-mini.io',
      '* data.pas-mini.io',
      'pas-mini io',
    ],
  );
});

tables.run();
