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

/** A file that everybody may read. */
export function publicFile(path: string, content: string): GeneratedFile {
  return { path, content, mode: '0644', secret: false };
}

/** A file that holds a secret: only its owner may read it. */
export function secretFile(path: string, content: string): GeneratedFile {
  return { path, content, mode: '0600', secret: true };
}

/** A program without secrets. */
export function scriptFile(path: string, content: string): GeneratedFile {
  return { path, content, mode: '0755', secret: false };
}
