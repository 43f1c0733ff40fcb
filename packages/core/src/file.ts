/**
 * One file as it will lie on disk. `path` is relative to the output root with `/` between its parts;
 * `mode` holds the permission bits as ansible writes them, for example '0644'.
 */
export interface GeneratedFile {
  path: string;
  content: string | Uint8Array;
  mode: '0600' | '0644' | '0700' | '0755';
  /** True when the content holds a secret; such a file is 0600 or 0700. */
  secret: boolean;
}

/** A text, or what makes it when it is first asked for: what only checks a config asks for none. */
export type Content = string | (() => string);

function fileOf(path: string, content: Content, mode: GeneratedFile['mode'], secret: boolean): GeneratedFile {
  if (typeof content === 'string') return { path, content, mode, secret };
  let made: string | undefined;
  // What it is made from isn't kept.
  let make: (() => string) | undefined = content;
  return {
    path,
    get content() {
      made ??= make?.() ?? '';
      make = undefined;
      return made;
    },
    mode,
    secret,
  };
}

/** A file that everybody may read. */
export function publicFile(path: string, content: Content): GeneratedFile {
  return fileOf(path, content, '0644', false);
}

/** A file that holds a secret: only its owner may read it. */
export function secretFile(path: string, content: Content): GeneratedFile {
  return fileOf(path, content, '0600', true);
}

/** A program without secrets. */
export function scriptFile(path: string, content: Content): GeneratedFile {
  return fileOf(path, content, '0755', false);
}
