import { isSecret, mayHoldSecret } from '../config/secrets.ts';
import type { Diagnostic, DiagnosticCode, KeyPath, Position } from '../diagnostic.ts';
import { findPositions, type Positions } from '../parse/positions.ts';
import type { ConfigTree } from '../parse/tree.ts';

// These speak about a key, the others about the value that stands behind it.
const ABOUT_KEYS: ReadonlySet<DiagnosticCode> = new Set([
  'unknown-key',
  'known-later-key',
  'missing-key',
  'blank-key',
  'invalid-name',
  'unused-extra',
  'duplicate-name',
  'node-state',
  'cluster-ends',
  'quorum',
]);

const order = { error: 0, warning: 1, note: 2 } as const;

/**
 * Adds the positions in config.yml, and sorts: errors first, then by place. `tree` is what was read of the text, of which
 * only what a diagnostic names is read again; without a text there are no positions.
 */
export function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  text: string | undefined,
  tree?: ConfigTree,
): Diagnostic[] {
  const needy = text !== undefined && diagnostics.some(inConfig);
  const positions = needy ? findPositions(text, tree) : undefined;
  const located = diagnostics.map((diagnostic) => {
    if (positions === undefined || !inConfig(diagnostic)) return diagnostic;
    const { code, path, also } = diagnostic;
    const at = (place: KeyPath) => placeOf(code, place, positions);
    const others = also?.map((other) => ({ ...other, position: at(other.path) }));
    return { ...diagnostic, position: at(path), ...(others && { also: others }) };
  });
  return sortDiagnostics(located);
}

function placeOf(code: DiagnosticCode, path: KeyPath, positions: Positions): Position {
  if (ABOUT_KEYS.has(code)) return positions.key(path);
  const [key, position] = [positions.key(path), positions.value(path)];
  const isValue = key.line !== position.line || key.column !== position.column;
  const hidden = isValue ? mayHoldSecret(path) : isSecret(path);
  return hidden ? { ...position, length: 1 } : position;
}

/** Errors first, then by place. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => order[a.severity] - order[b.severity] || byPlace(a, b));
}

function inConfig(diagnostic: Diagnostic): boolean {
  return diagnostic.file === undefined && diagnostic.position === undefined;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [left, right] = [a.position, b.position];
  if (a.file !== b.file) return (a.file ?? '') < (b.file ?? '') ? -1 : 1;
  return (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0);
}
