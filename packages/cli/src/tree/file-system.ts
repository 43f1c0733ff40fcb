import fs from 'node:fs';
import { ensureDirSync, readJsonSync, removeSync } from 'fs-extra/esm';

/** What a name leads to, without following a link. */
export interface Status {
  kind: 'file' | 'folder' | 'link' | 'other';
  /** Permission bits as a number. */
  mode: number;
  size: number;
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
  write(file: number, content: Uint8Array): void;
  /** Waits until the content is on the disk. */
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
const TO_READ = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;

/** The real file system. */
export const disk: FileSystem = {
  status(path) {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    const kind = stats.isFile()
      ? 'file'
      : stats.isDirectory()
        ? 'folder'
        : stats.isSymbolicLink()
          ? 'link'
          : 'other';
    return { kind, mode: stats.mode & 0o7777, size: stats.size, identity: `${stats.dev}:${stats.ino}` };
  },
  list: (folder) => fs.readdirSync(folder),
  read(path) {
    const file = fs.openSync(path, TO_READ);
    try {
      return fs.readFileSync(file);
    } finally {
      fs.closeSync(file);
    }
  },
  // Its type knows flags of letters only, among which there is none that refuses a link.
  readJson: (path) => readJsonSync(path, { flag: TO_READ as unknown as string }),
  openNew: (path, mode) => {
    return fs.openSync(
      path,
      fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_NOFOLLOW,
      mode,
    );
  },
  write: (file, content) => fs.writeFileSync(file, content),
  sync: (file) => fs.fdatasyncSync(file),
  close: (file) => fs.closeSync(file),
  makeFolder: (path, mode) => fs.mkdirSync(path, { mode }),
  ensureFolder: (path, mode) => ensureDirSync(path, mode),
  link: (from, to) => fs.linkSync(from, to),
  rename: (from, to) => fs.renameSync(from, to),
  remove: (path) => fs.unlinkSync(path),
  removeFolder: (path) => fs.rmdirSync(path),
  removeTree: (path) => removeSync(path),
  setFolderMode: (path, mode) => fs.chmodSync(path, mode),
};
