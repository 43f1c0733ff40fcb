import { spokenIn, type Text } from '@uegen/core';
import type { FileAction, PlannedFile } from '@uegen/core/plan';
import { widthOf } from '../cells.ts';
import { language, say, told } from '../language.ts';
import type { Painter, Style } from '../terminal.ts';
import type { Counts, FileAnswer } from './answers.ts';

/** The most files of one action that are listed one by one; more are counted by folder. */
const LISTED = 12;

/** Counts files by what happens to them. */
export function countActions(files: readonly PlannedFile[]): Counts {
  const counts = { create: 0, change: 0, delete: 0, unchanged: 0, edited: 0, kept: 0, blocked: 0 };
  for (const { action } of files) counts[action] += 1;
  return counts;
}

/** One row of a table: an action, the word for it, and its style. */
export interface Row {
  action: FileAction;
  word: Text;
  style: Style;
}

/** A short table: per action its files, or their folders where there are many. */
export function table(files: readonly PlannedFile[], rows: readonly Row[], paint: Painter): string {
  const width = Math.max(...rows.map(({ word }) => widthOf(told(word))));
  const lines = rows.flatMap(({ action, word, style }) => {
    const concerned = files.filter((file) => file.action === action);
    return details(concerned).map(
      (detail) => `${paint(style, `${told(word)}${' '.repeat(width - widthOf(told(word)))}`)}  ${detail}`,
    );
  });
  return lines.map((line) => `${line}\n`).join('');
}

function details(files: readonly PlannedFile[]): string[] {
  if (files.length > LISTED) return byFolder(files);
  return files.map((file) => {
    const { path, reason } = spokenIn(language(), file);
    return reason === undefined ? path : `${path} (${reason})`;
  });
}

function byFolder(files: readonly PlannedFile[]): string[] {
  const folders = new Map<string, number>();
  for (const { path } of files) {
    const folder = path.replace(/\/.*/s, '/');
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].map(([folder, count]) =>
    folder.endsWith('/')
      ? `${folder} (${say(count === 1 ? '1 file' : `${count} files`, `파일 ${count}개`)})`
      : folder,
  );
}

/** What JSON says of a file. */
export function fileJson({ path, action, secret, reason, ko, backup }: PlannedFile): FileAnswer {
  return {
    path,
    action,
    secret,
    ...(reason === undefined ? {} : { reason }),
    ...(ko && { ko }),
    ...(backup ? { backup } : {}),
  };
}
