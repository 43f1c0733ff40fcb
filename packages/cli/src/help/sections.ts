import type { Text } from '@uegen/core';
import type { Details } from './details.ts';

/** A section of a command's help: a heading, and rows of two columns. */
export interface Section {
  heading: Text;
  rows: readonly (readonly [thing: string, about: Text])[];
}

/** What is said of a command beside its arguments and options; what it has nothing of has no section. */
export function sectionsOf({ examples, exits, files }: Details): Section[] {
  const all: Section[] = [
    { heading: { en: 'Examples', ko: '예' }, rows: examples },
    { heading: { en: 'Exit codes', ko: '종료 코드' }, rows: exits },
    { heading: { en: 'Files', ko: '파일' }, rows: files },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
