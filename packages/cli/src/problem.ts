import type { Text } from '@uegen/core';
import { told } from './language.ts';

const REASONS: Readonly<Record<string, Text>> = {
  EACCES: { en: 'permission denied', ko: '권한이 없습니다' },
  EBUSY: { en: 'it is in use', ko: '사용 중입니다' },
  EDQUOT: { en: 'the disk quota is used up', ko: '디스크 할당량을 다 썼습니다' },
  EEXIST: { en: 'it exists already', ko: '같은 이름이 이미 있습니다' },
  EFBIG: { en: 'the file is too large for the file system', ko: '파일 시스템이 허용하는 크기를 넘습니다' },
  EIO: { en: 'the disk reports an error', ko: '디스크 오류입니다' },
  EISDIR: { en: 'it is a folder', ko: '폴더입니다' },
  ELOOP: { en: 'it is a symbolic link', ko: '심볼릭 링크입니다' },
  EMFILE: { en: 'too many files are open', ko: '열린 파일이 너무 많습니다' },
  ENAMETOOLONG: { en: 'the name is too long', ko: '이름이 너무 깁니다' },
  ENFILE: { en: 'too many files are open', ko: '열린 파일이 너무 많습니다' },
  ENOENT: { en: 'no such file or folder', ko: '파일이나 폴더가 없습니다' },
  ENOSPC: { en: 'no space is left on the disk', ko: '디스크에 남은 공간이 없습니다' },
  ENOTDIR: { en: 'a part of the path is not a folder', ko: '경로의 일부가 폴더가 아닙니다' },
  ENXIO: { en: 'it is not a file that can be read', ko: '읽을 수 있는 파일이 아닙니다' },
  EPERM: { en: 'operation not permitted', ko: '허용되지 않은 작업입니다' },
  EROFS: { en: 'the file system is read-only', ko: '읽기 전용 파일 시스템입니다' },
  ESTALE: { en: 'the network file system lost it', ko: '네트워크 파일 시스템에서 사라졌습니다' },
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
  return new Problem(`${doing}: ${reason === undefined ? code : `${told(reason)} (${code})`}`);
}

/** The code of an error of the file system, such as ENOSPC. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
