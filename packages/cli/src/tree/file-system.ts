import {
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { ensureDirSync, readJsonSync, removeSync } from 'fs-extra/esm';

/** What a name leads to, without following a link. */
export interface Status {
  kind: 'file' | 'folder' | 'link' | 'other';
  /** Permission bits as a number. */
  mode: number;
  size: number;
  /** Who owns it. */
  uid: number;
  /** The same for two names of one file. */
  identity: string;
}

/**
 * The file operations of a build, one method per system call, so that a test can stop after each of them. All of
 * them throw the system's own error; `status` alone answers undefined where nothing lies.
 */
export interface FileSystem {
  status(path: string): Status | undefined;
  list(folder: string): string[];
  /** The content of a regular file; a link is an error. */
  read(path: string): Uint8Array;
  /** The data of a JSON file; a link is an error, and so is what isn't JSON. */
  readJson(path: string): unknown;
  /** Creates a file with its final mode; anything that lies there is an error. */
  openNew(path: string, mode: number): number;
  /** Opens a file that is there, so that the kernel can lock it; what is written goes to its end. A link is an error. */
  openToLock(path: string): number;
  write(file: number, content: Uint8Array): void;
  /** Opens a folder, so that it can be synced; a link is an error. */
  openFolder(path: string): number;
  /** Waits until the content is on the disk: of a file its bytes, of a folder its names. */
  sync(file: number): void;
  close(file: number): void;
  /** Makes a folder; anything that lies there is an error. */
  makeFolder(path: string, mode: number): void;
  /** Makes a folder and those above it, unless they are there. */
  ensureFolder(path: string, mode: number): void;
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  removeFolder(path: string): void;
  /** Removes whatever lies there, with all that is in it; no link is followed. */
  removeTree(path: string): void;
  setFolderMode(path: string, mode: number): void;
}

// Not blocking, since a pipe that takes the file's place in between would never end.
const TO_READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The real file system. */
export const disk: FileSystem = {
  status(path) {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const kind = stats.isFile()
      ? 'file'
      : stats.isDirectory()
        ? 'folder'
        : stats.isSymbolicLink()
          ? 'link'
          : 'other';
    const identity = `${stats.dev}:${stats.ino}`;
    return { kind, mode: stats.mode & 0o7777, size: stats.size, uid: stats.uid, identity };
  },
  list: (folder) => readdirSync(folder),
  read(path) {
    const file = openSync(path, TO_READ);
    try {
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  },
  // Its type knows flags of letters only, among which there is none that refuses a link.
  readJson: (path) => readJsonSync(path, { flag: TO_READ as unknown as string }),
  openNew: (path, mode) => {
    return openSync(
      path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      mode,
    );
  },
  openToLock: (path) => {
    return openSync(
      path,
      constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
  },
  openFolder: (path) => openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW),
  write: (file, content) => writeFileSync(file, content),
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  makeFolder: (path, mode) => mkdirSync(path, { mode }),
  ensureFolder: (path, mode) => ensureDirSync(path, mode),
  link: (from, to) => linkSync(from, to),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => unlinkSync(path),
  removeFolder: (path) => rmdirSync(path),
  removeTree: (path) => removeSync(path),
  setFolderMode: (path, mode) => chmodSync(path, mode),
};
