/** True for a text that may hold a slip that shows in its own line; the others needn't be looked at. */
export function mayHoldSlips(text: string): boolean {
  return SUSPICIOUS.test(text);
}

const SUSPICIOUS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are slips.
  /[\x00-\x09\x0B\x0C\x0E-\x1F\x7F-\uFFFF]|^ *-[^ -]|^ *["']?[A-Za-z_][\w-]*["']?:[^\s]|^ *[`;*/<=>|]|^ *-- |\{.*\w:\w/m;
