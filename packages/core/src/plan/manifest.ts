import { type InBoth, inBoth, says, type Text } from '../text.ts';
import { pathProblem } from './paths.ts';
import type { Manifest, ManifestFile, NodeState, PlannedNode } from './types.ts';

/** The version of the manifest's format. */
const FORMAT = 1;
const MODE = /^0[0-7]{3}$/;
const HASH = /^[0-9a-f]{64}$/;
const STATES: readonly NodeState[] = ['standing', 'joining', 'removing', 'uninstalling'];

/** A manifest that could be read, or why it couldn't. */
export type ManifestAnswer = { manifest: Manifest } | (InBoth<{ problem: Text }> & { newer?: true });

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
    return inBoth({ problem: says('it is not JSON', 'JSON 이 아닙니다') });
  }
  if (isRecord(data) && Number.isSafeInteger(data.format) && Number(data.format) > FORMAT)
    return {
      newer: true,
      ...inBoth({
        problem: says(
          'a newer uegen wrote it: use that one or a later one',
          '더 새로운 uegen 이 썼습니다. 그 버전이나 이후 버전을 쓰십시오',
        ),
      }),
    };
  if (!isRecord(data) || data.format !== FORMAT)
    return inBoth({ problem: says(`it is not of format ${FORMAT}`, `형식 ${FORMAT} 이(가) 아닙니다`) });
  const { uegen, config, files, nodes } = data;
  if (typeof uegen !== 'string' || typeof config !== 'string')
    return inBoth({ problem: says('its head is damaged', '머리 부분이 손상되었습니다') });
  if (!Array.isArray(files) || !files.every(isManifestFile))
    return inBoth({ problem: says('its list of files is damaged', '파일 목록이 손상되었습니다') });
  if (!Array.isArray(nodes) || !nodes.every(isPlannedNode))
    return inBoth({ problem: says('its list of nodes is damaged', '노드 목록이 손상되었습니다') });
  const problem = firstPathProblem(files);
  return problem === undefined ? { manifest: { uegen, config, files, nodes } } : inBoth({ problem });
}

function formatList(items: readonly object[]): string {
  if (items.length === 0) return '[]';
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
}

function firstPathProblem(files: readonly ManifestFile[]): Text | undefined {
  for (const { path } of files) {
    const problem = pathProblem(path);
    if (problem !== undefined)
      return says(
        `it lists ${JSON.stringify(path)}, but ${problem.en}`,
        `목록의 ${JSON.stringify(path)}: ${problem.ko}`,
      );
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
