import type { Lang, Text } from '@uegen/core';

let spoken: Lang = 'en';

/** The variables that name a language, the first that is set counts: POSIX' own order. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** The language in which the rest of the run speaks. */
export function speak(lang: Lang): void {
  spoken = lang;
}

/** The language in which this run speaks. */
export function language(): Lang {
  return spoken;
}

/** One sentence in both languages, side by side; the answer is that of this run. */
export function say(en: string, ko: string): string {
  return spoken === 'ko' ? ko : en;
}

/** A sentence in both languages, for who doesn't know yet in which it will be read. */
export function pair(en: string, ko: string): Text {
  return { en, ko };
}

/** A text that was written before the language was known, such as the help of a command. */
export function told(text: Text): string {
  return text[spoken];
}

/** The language that a command line asks for, or else the locale; English where neither says one. */
export function languageOf(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Lang {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const asked = args
    .slice(0, end)
    .flatMap((word, index) =>
      word === '--lang'
        ? [args[index + 1]]
        : word.startsWith('--lang=')
          ? [word.slice('--lang='.length)]
          : [],
    )
    .at(-1);
  if (asked === 'ko' || asked === 'en') return asked;
  const locale = VARIABLES.map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';
  return /^ko(?![a-z])/.test(locale) ? 'ko' : 'en';
}
