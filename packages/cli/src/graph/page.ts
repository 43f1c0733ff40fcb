import {
  type Lang,
  type Picture,
  type PictureMachine,
  portsText,
  ROLE_NAMES,
  STATE_NAMES,
  type Text,
} from '@uegen/core';
import type { DnsRecord } from '@uegen/core/phases';
import { x } from 'xastscript';
import { PAGE_STYLE } from './style.ts';
import { svgElement, xmlOf } from './svg.ts';

/** What a page shows besides the picture. */
export interface PageParts {
  machines: readonly PictureMachine[];
  names: readonly DnsRecord[];
  /** Each phase: its name, what it does, how it stands with it, and why. */
  phases: readonly (readonly [name: string, title: string, state: string, detail: string])[];
}

const WORDS = {
  machines: { en: 'Machines', ko: '서버' },
  apps: { en: 'Apps on Marathon', ko: 'Marathon 앱' },
  flows: { en: 'Connections', ko: '연결' },
  names: { en: 'DNS records', ko: 'DNS 레코드' },
  phases: { en: 'Phases', ko: '단계' },
} satisfies Record<string, Text>;

const HEADS = {
  machines: [
    { en: 'Role', ko: '역할' },
    { en: 'Host name', ko: '호스트네임' },
    { en: 'Address', ko: 'IP 주소' },
    { en: 'State', ko: '상태' },
    { en: 'Runs', ko: '실행' },
    { en: 'cadvisor', ko: 'cadvisor' },
  ],
  apps: [
    { en: 'App', ko: '앱' },
    { en: 'What it is', ko: '설명' },
    { en: 'Host name', ko: '호스트네임' },
    { en: 'Port', ko: '포트' },
    { en: 'Machine', ko: '서버' },
  ],
  flows: [
    { en: 'From', ko: '출발' },
    { en: 'To', ko: '도착' },
    { en: 'What', ko: '내용' },
    { en: 'Ports', ko: '포트' },
  ],
  names: [
    { en: 'Name', ko: '이름' },
    { en: 'What it is', ko: '설명' },
    { en: 'Addresses', ko: '주소' },
  ],
  phases: [
    { en: 'Phase', ko: '단계' },
    { en: 'What it does', ko: '설명' },
    { en: 'State', ko: '상태' },
    { en: 'Why', ko: '이유' },
  ],
} satisfies Record<string, readonly Text[]>;

/** One page that needs nothing else: the picture, tables of all that is in it, and the phases. */
export function toPage(picture: Picture, parts: PageParts, lang: Lang): string {
  const section = (name: keyof typeof HEADS, rows: readonly (readonly string[])[]) =>
    rows.length === 0
      ? []
      : [
          x('h2', WORDS[name][lang]),
          table(
            HEADS[name].map((head) => head[lang]),
            rows,
          ),
        ];
  const title = (id: string) => picture.groups.find((group) => group.id === id)?.title[lang] ?? id;
  const page = x(
    'html',
    { lang },
    x(
      'head',
      null,
      x('meta', { charset: 'utf-8' }),
      x('meta', { name: 'viewport', content: 'width=device-width' }),
      x('title', picture.name),
      x('style', PAGE_STYLE),
    ),
    x(
      'body',
      null,
      x('h1', picture.name),
      x('figure', [svgElement(picture, lang)]),
      ...section(
        'machines',
        parts.machines.map((machine) => machineRow(machine, lang)),
      ),
      ...section('apps', appRows(picture, lang)),
      ...section(
        'flows',
        picture.flows.map(({ from, to, what, ports }) => [
          title(from),
          title(to),
          what[lang],
          portsText(ports),
        ]),
      ),
      ...section(
        'names',
        parts.names.map(({ name, purpose, addresses }) => [name, purpose[lang], addresses.join(', ')]),
      ),
      ...section('phases', parts.phases),
    ),
  );
  // What is empty in HTML has no end of its own, and nothing else is empty here.
  return `<!doctype html>\n${xmlOf(page)}\n`;
}

function machineRow(
  { role, name, address, state, programs, cadvisor }: PictureMachine,
  lang: Lang,
): string[] {
  const what = role === undefined ? '' : ROLE_NAMES[role][lang];
  return [what, name, address, STATE_NAMES[state][lang], programs.join(', '), cadvisor ?? ''];
}

function appRows({ groups }: Picture, lang: Lang): string[][] {
  return groups.flatMap(({ apps }) =>
    apps.map(({ name, purpose, host = '', port, machines }) => [
      name,
      purpose[lang],
      host,
      port === undefined ? '' : String(port),
      machines.join(', '),
    ]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]) {
  const cell = (kind: 'td' | 'th', text: string) => x(kind, text === '' ? '\u2013' : text);
  const row = (kind: 'td' | 'th', cells: readonly string[]) =>
    x(
      'tr',
      cells.map((text) => cell(kind, text)),
    );
  return x('table', [
    x('thead', [row('th', heads)]),
    x(
      'tbody',
      rows.map((cells) => row('td', cells)),
    ),
  ]);
}
