import { pathProblem } from './paths.ts';
import type { Manifest, ManifestFile, NodeState, PlannedNode } from './types.ts';

/** The version of the manifest's format. */
const FORMAT = 1;
const MODE = /^0[0-7]{3}$/;
const HASH = /^[0-9a-f]{64}$/;
const STATES: readonly NodeState[] = ['standing', 'joining', 'removing', 'uninstalling'];

/** A manifest that could be read, or why it couldn't. */
export type ManifestAnswer = { manifest: Manifest } | { problem: string };

/** The manifest as a text, one line per file and node, so that two of them compare well. */
export function formatManifest(manifest: Manifest): string {
  const { uegen, config, files, nodes } = manifest;
  const head = `{"format":${FORMAT},"uegen":${JSON.stringify(uegen)},"config":${JSON.stringify(config)}`;
  return `${head},"files":${formatList(files)},"nodes":${formatList(nodes)}}\n`;
}

/** Reads a manifest. Nothing in it is trusted: a path that leads out of the root makes the whole of it a problem. */
export function parseManifest(text: string): ManifestAnswer {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  if (isRecord(data) && Number.isSafeInteger(data.format) && Number(data.format) > FORMAT)
    return { problem: 'a newer uegen wrote it, use that one or a later one' };
  if (!isRecord(data) || data.format !== FORMAT) return { problem: `it is not of format ${FORMAT}` };
  const { uegen, config, files, nodes } = data;
  if (typeof uegen !== 'string' || typeof config !== 'string') return { problem: 'its head is damaged' };
  if (!Array.isArray(files) || !files.every(isManifestFile))
    return { problem: 'its list of files is damaged' };
  if (!Array.isArray(nodes) || !nodes.every(isPlannedNode))
    return { problem: 'its list of nodes is damaged' };
  const problem = firstPathProblem(files);
  return problem === undefined ? { manifest: { uegen, config, files, nodes } } : { problem };
}

function formatList(items: readonly object[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
}

function firstPathProblem(files: readonly ManifestFile[]): string | undefined {
  for (const { path } of files) {
    const problem = pathProblem(path);
    if (problem !== undefined) return `it lists ${JSON.stringify(path)}, but ${problem}`;
  }
  return undefined;
}

function isManifestFile(item: unknown): item is ManifestFile {
  if (!isRecord(item)) return false;
  const { path, mode, hash, secret } = item;
  return (
    typeof path === 'string' && matches(mode, MODE) && matches(hash, HASH) && typeof secret === 'boolean'
  );
}

function isPlannedNode(item: unknown): item is PlannedNode {
  if (!isRecord(item)) return false;
  const { name, address, role, state, database } = item;
  if (typeof name !== 'string' || typeof address !== 'string') return false;
  if (database !== undefined && database !== true) return false;
  return (role === undefined || typeof role === 'string') && STATES.includes(state as NodeState);
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
