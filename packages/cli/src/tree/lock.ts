import { join } from 'node:path';
import { say } from '../language.ts';
import { during, errorCode, Problem } from '../problem.ts';
import type { FileSystem } from './file-system.ts';
import type { Layout } from './layout.ts';
import { keepForPrograms, type Programs, programsOf } from './programs.ts';
import { checkInside, checkOwnFolder, closed } from './root.ts';
import { type Self, UNKNOWN } from './this-process.ts';

/**
 * A lock in uegen's folder. Its name says whose it is: `lock.<pid>.<started>.<space>.<boot>.<host>`; what it holds, which
 * programs its process has started. See docs/decisions/0019-locks.md.
 */
export interface Holder {
  name: string;
  pid: number;
  host: string;
  /** What becomes of it: `unknown` is a process that can't be seen from here, which counts as alive. */
  state: 'runs' | 'programs-run' | 'unknown' | 'dead';
  /** Whether its numbers of processes are those of here. */
  near: 'same-space' | 'same-machine' | 'elsewhere';
}

const LOCK = /^lock\.(\d+)\.(\d+)\.(\d+)\.([0-9a-f-]+)\.(.+)$/;
const TRIES = 4;
const LONGEST_PAUSE_MS = 20;

/** What only the holder of the lock makes in uegen's folder, and takes away at its end. */
const PASSING = /^(?:ansible\.\d+\.log|state\.(?:json|key)\.new)$/;

/** Every lock but this process' own. */
export function lockHolders(fs: FileSystem, at: Layout, self: Self): Holder[] {
  return holdersAmong(fs, at, self, listOwn(fs, at));
}

function holdersAmong(fs: FileSystem, at: Layout, self: Self, names: readonly string[]): Holder[] {
  const own = lockName(self);
  return names.flatMap((name) => (name === own ? [] : (holderOf(fs, at, self, name) ?? [])));
}

/** False when nobody would mind if the lock went. */
export function isLiving({ state }: Holder): boolean {
  return state !== 'dead';
}

/**
 * Takes the lock for somebody who starts programs: these keep it, even when this process is killed. Returns what gives it
 * back.
 */
export function takeLockForPrograms(fs: FileSystem, at: Layout, self: Self): () => void {
  checkOwnFolder(fs, at);
  const release = takeLock(fs, at, self);
  try {
    const close = during(say("can't lock .uegen", '.uegen 을 잠글 수 없습니다'), () =>
      keepForPrograms(fs, join(at.own, lockName(self))),
    );
    return () => {
      // While it has its name, the kernel holds it.
      release();
      close();
    };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Takes the lock and returns what gives it back. Every build makes a lock file of its own name and then looks for
 * others, so two of them never both go on; locks of dead processes are removed, and so is what these left.
 */
export function takeLock(fs: FileSystem, at: Layout, self: Self): () => void {
  const lock = join(at.own, lockName(self));
  const release = () =>
    during(say("can't remove the lock", '잠금을 지울 수 없습니다'), () => fs.remove(lock));
  for (let attempt = 1; ; attempt += 1) {
    during(say("can't make the lock", '잠금을 만들 수 없습니다'), () => {
      // A lock of this very name is that of a dead process, which had the same number.
      removeStale(fs, lock);
      fs.close(fs.openNew(lock, 0o600));
    });
    const names = listOwn(fs, at);
    const holders = holdersAmong(fs, at, self, names);
    const living = holders.find(isLiving);
    if (living === undefined) {
      checkedInside(fs, at, names, release);
      if (holders.length > 0) clear(fs, at, holders);
      return release;
    }
    release();
    if (attempt === TRIES) throw busy(living, at);
    // Two that start at the same time both step back; who pauses less goes first. In containers all are process 1.
    self.pause(Math.random() * LONGEST_PAUSE_MS * attempt);
  }
}

/** The problem that another build or a phase is running. */
function busy({ name, pid, host, state, near }: Holder, at: Layout): Problem {
  if (state === 'programs-run')
    return new Problem(
      say(
        `a program that another uegen had started is still running (uegen was process ${pid}, which has ended)`,
        `다른 uegen 이 시작한 프로그램이 아직 실행 중입니다(그 uegen 은 프로세스 ${pid} 였고 이미 끝났습니다)`,
      ),
      say('wait until it has ended, or end it', '끝날 때까지 기다리거나 종료하십시오'),
    );
  const hint = say(
    `if it isn't running any more, as after a kill, delete ${join(at.own, name)}`,
    `강제 종료되어 더 이상 실행 중이 아니면 ${join(at.own, name)} 을(를) 지우십시오`,
  );
  const where = {
    'same-space': say(`(process ${pid})`, `(프로세스 ${pid})`),
    'same-machine': say(
      `in another container (process ${pid} there, host name ${host})`,
      `(다른 컨테이너의 프로세스 ${pid}, 호스트 이름 ${host})`,
    ),
    elsewhere: say(`on ${host} (process ${pid})`, `(${host} 의 프로세스 ${pid})`),
  };
  return new Problem(
    say(`another uegen is running ${where[near]}`, `다른 uegen 이 실행 중입니다 ${where[near]}`),
    state === 'unknown' ? hint : undefined,
  );
}

function holderOf(fs: FileSystem, at: Layout, self: Self, name: string): Holder | undefined {
  const [, pid, started, space, boot, host] = LOCK.exec(name) ?? [];
  if (pid === undefined || started === undefined || host === undefined) return undefined;
  const holder = { name, pid: Number(pid), host };
  const programs = () => programsOf(fs, join(at.own, name), self);
  const knows = boot !== UNKNOWN && self.boot !== UNKNOWN;
  if (knows ? boot !== self.boot : host !== self.host) {
    // A machine that was started anew since has no process of then.
    const state = knows && host === self.host ? 'dead' : 'unknown';
    return { ...holder, near: 'elsewhere', state };
  }
  if (space !== self.space) return { ...holder, near: 'same-machine', state: seen(programs()) };
  const runs = self.isAlive(holder.pid, started);
  return { ...holder, near: 'same-space', state: runs ? 'runs' : left(programs()) };
}

function seen({ lock }: Programs): Holder['state'] {
  if (lock === 'unknown') return 'unknown';
  return lock === 'held' ? 'runs' : 'dead';
}

function left({ lock, running }: Programs): Holder['state'] {
  return running || lock === 'held' ? 'programs-run' : 'dead';
}

function checkedInside(fs: FileSystem, at: Layout, names: readonly string[], release: () => void): void {
  try {
    checkInside(fs, at, names);
  } catch (error) {
    release();
    throw error;
  }
}

// The locks last: without them nobody would know that something was left.
function clear(fs: FileSystem, at: Layout, holders: readonly Holder[]): void {
  for (const name of listOwn(fs, at)) if (PASSING.test(name)) removeStale(fs, join(at.own, name));
  for (const { name } of holders) removeStale(fs, join(at.own, name));
}

function lockName({ pid, started, space, boot, host }: Self): string {
  return `lock.${pid}.${started}.${space}.${boot}.${host}`;
}

function listOwn(fs: FileSystem, at: Layout): string[] {
  try {
    return fs.list(at.own);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return [];
    if (errorCode(error) === 'EACCES') throw closed(fs, at);
    throw error;
  }
}

function removeStale(fs: FileSystem, path: string): void {
  try {
    fs.remove(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
