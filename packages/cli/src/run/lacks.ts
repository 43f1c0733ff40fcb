import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type LaterBlank, laterBlanks } from '@uegen/core';
import { fileSources, type NeededFile, needsOf, stepOf, toolsOf } from '@uegen/core/phases';
import type { Job } from './job.ts';

/** Something that a phase needs and that isn't there: in a word, and with what to do about it. */
export interface Lack {
  what: string;
  advice: string;
}

/** Everything that keeps a phase from being run, whatever the tree is worth. */
export function lacksOf(
  { phase, commands, cluster, loaded }: Omit<Job, 'target' | 'whole'>,
  isRoot: boolean,
): Lack[] {
  const { at, text, fileName } = loaded;
  const blanks = laterBlanks(text, cluster).filter(({ path }) => phase.keys?.includes(path.join('.')));
  return [
    ...needsOf(phase, cluster)
      .filter(({ path }) => !exists(at.place(path)))
      .map(missingFile),
    ...blanks.map((blank) => blankKey(blank, fileName)),
    ...toolsOf(phase, commands, isRoot)
      .filter((tool) => !isOnPath(tool))
      .map(missingTool),
  ];
}

function missingFile({ path, from }: NeededFile): Lack {
  return { what: path, advice: `${path} is missing: ${fileSources[from].en}` };
}

function blankKey({ path, position, source }: LaterBlank, fileName: string): Lack {
  const key = path.join('.');
  return { what: key, advice: `${key} is blank (${fileName}:${position.line}): its value is ${source}` };
}

function missingTool(tool: string): Lack {
  const step = stepOf(tool);
  return {
    what: `the program ${tool}`,
    advice: `the program ${tool} is missing${step === undefined ? '' : `: see the guide's ${step}`}`,
  };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isOnPath(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isProgram(join(folder || '.', tool)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
