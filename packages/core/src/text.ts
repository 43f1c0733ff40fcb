/** A sentence in the languages that uegen writes for people. */
export interface Text {
  ko: string;
  en: string;
}

/** A language of what people read. */
export type Lang = keyof Text;
