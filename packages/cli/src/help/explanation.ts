import type { Text } from '@uegen/core';

/** What a code of a diagnostic means, and what to do, with an example of each kind. */
export interface Explanation {
  about: Text;
  /** Lines that yield the code, and the same put right. */
  wrong: string;
  right: string;
  /** Where the lines stand; in config.yml unless said otherwise. */
  place?: Text | string;
}

/** Lines that are typed in a shell. */
export const SHELL: Text = { en: 'in a shell', ko: '셸' };

/** Names of files, as paths from the root of a checkout. */
export const CHECKOUT: Text = { en: 'files of the checkout', ko: '체크아웃의 파일' };
