/** A sentence in the languages that uegen writes for people. */
export interface Text {
  ko: string;
  en: string;
}

/** A language of what people read. */
export type Lang = keyof Text;

/** One sentence in both languages, side by side. */
export function says(en: string, ko: string): Text {
  return { en, ko };
}

/** English texts, for programs and for people, and below `ko` the same in Korean. */
export type InBoth<Texts> = { -readonly [Name in keyof Texts]: string } & {
  ko?: { -readonly [Name in keyof Texts]: string };
};

/** Texts as {@link InBoth} has them. One that is a plain text is of somebody else's, and there in one language only. */
export function inBoth<Texts extends Readonly<Record<string, Text | string>>>(texts: Texts): InBoth<Texts> {
  const en: Record<string, string> = {};
  const ko: Record<string, string> = {};
  let isTold = false;
  for (const name in texts) {
    const text = texts[name] as Text | string;
    isTold ||= typeof text !== 'string';
    en[name] = typeof text === 'string' ? text : text.en;
    ko[name] = typeof text === 'string' ? text : text.ko;
  }
  return (isTold ? { ...en, ko } : en) as InBoth<Texts>;
}

/** The same thing with its texts in a language. */
export function spokenIn<T extends { ko?: object }>(lang: Lang, thing: T): T {
  return lang === 'ko' ? { ...thing, ...thing.ko } : thing;
}
