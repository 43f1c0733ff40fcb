const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something lies there already',
  EFBIG: 'the file is too large for the file system',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of the path is not a folder',
  ENXIO: 'it is not a file that can be read',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ESTALE: 'the network file system lost it',
};

/** Something that the operator can put right: it ends a command with one message and exit code 1. */
export class Problem extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'Problem';
    this.hint = hint;
  }
}

/** Runs `action`; an error of the file system becomes a {@link Problem} that begins with `doing`. */
export function during<T>(doing: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asProblem(error, doing);
  }
}

/** An error of the file system as a {@link Problem}; any other error as it is. */
export function asProblem(error: unknown, doing: string): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  const reason = REASONS[code];
  return new Problem(`${doing}: ${reason === undefined ? code : `${reason} (${code})`}`);
}

/** The code of an error of the file system, such as ENOSPC. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
