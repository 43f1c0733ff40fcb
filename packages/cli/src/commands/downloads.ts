import { type Download, type DownloadKind, downloadsOf, type Text } from '@uegen/core';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { columns } from '../cells.ts';
import { say, told } from '../language.ts';
import { load, printDiagnostics } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import type { DownloadsAnswer } from './answers.ts';

/** What `uegen downloads` may be told. */
export interface DownloadsOptions {
  config: string;
  out: string | undefined;
  'no-resolve': boolean;
}

const HEADINGS: Readonly<Record<DownloadKind, Text>> = {
  file: { en: 'Files', ko: '파일' },
  sources: { en: 'Sources (Git)', ko: '소스 (Git)' },
  key: { en: 'Keys of the repositories', ko: '저장소의 키' },
  repository: { en: 'Repositories (yum)', ko: '패키지 저장소' },
  package: { en: 'Packages', ko: '패키지' },
  image: { en: 'Images (Docker)', ko: '이미지 (Docker)' },
};

/** `uegen downloads`: everything that a config has machines fetch, and for which phases; 1 on a config with errors. */
export async function downloads(options: DownloadsOptions, terminal: Terminal): Promise<number> {
  const loaded = load(options.config, options.out, { draft: options['no-resolve'] });
  const { cluster } = loaded.generated;
  if (!loaded.ok || cluster === undefined) {
    printDiagnostics(loaded, terminal);
    return 1;
  }
  enter('report');
  const list = downloadsOf(cluster);
  if (terminal.json === undefined) terminal.out(textOf(list));
  else {
    const answer: Payload<DownloadsAnswer> = { status: 'listed', cluster: cluster.name, downloads: list };
    terminal.json.answer(answer);
  }
  return 0;
}

function textOf(list: readonly Download[]): string {
  const kinds = Object.keys(HEADINGS) as DownloadKind[];
  const parts = kinds
    .map((kind) => ({ kind, own: list.filter((download) => download.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => `${told(HEADINGS[kind])}:\n${columns(own.map(rowOf))}`);
  const note = say(
    'Packages need further ones, which yum finds by itself.\n',
    '패키지가 의존하는 다른 패키지도 함께 설치됩니다.\n',
  );
  return `${parts.join('\n')}\n${note}`;
}

function rowOf({ kind, name, phases, source, checksum }: Download): string[] {
  const when = phases.join(', ');
  if (kind === 'image') return [name, when];
  return [name, when, source, ...(checksum === undefined ? [] : [checksum])];
}
