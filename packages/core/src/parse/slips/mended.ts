import type { Position } from '../../diagnostic.ts';

/** A change of one line that makes YAML of it. */
export interface Mend {
  /** Where the change begins, from 0. */
  column: number;
  removed: number;
  inserted: string;
}

/** A text whose slips are mended one by one, so that what stands behind them can be read. Lines are never added nor removed. */
export interface MendedText {
  /** Its lines as they stand by now, counted from 0. */
  lines: string[];
  mend(line: number, change: Mend): void;
  /** A place of the mended text in the one that was given. */
  original(position: Position): Position;
}

/** The text, which nothing was mended in yet. */
export function mendedText(text: string): MendedText {
  const lines = text.split(/\r?\n/);
  const changes = new Map<number, Mend[]>();
  return {
    lines,
    mend(line, change) {
      const now = lines[line] ?? '';
      lines[line] = now.slice(0, change.column) + change.inserted + now.slice(change.column + change.removed);
      changes.set(line, [change, ...(changes.get(line) ?? [])]);
    },
    original(position) {
      let column = position.column - 1;
      for (const { column: start, removed, inserted } of changes.get(position.line - 1) ?? []) {
        if (column < start) continue;
        column = column < start + inserted.length ? start : column - inserted.length + removed;
      }
      return { ...position, column: column + 1 };
    },
  };
}
