import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Cluster, type LaterBlank, laterBlanks, spokenIn } from '@uegen/core';
import { type Command, fileSources, type NeededFile, needsOf, stepOf, toolsOf } from '@uegen/core/phases';
import { language, say } from '../language.ts';
import type { Job } from './job.ts';
import { knownHostsFault } from './ssh-key.ts';

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
    ...missingHostKeys(commands, cluster),
  ];
}

function missingHostKeys(commands: readonly Command[], cluster: Cluster): Lack[] {
  const fault = usesSsh(commands, cluster) ? knownHostsFault(cluster) : undefined;
  if (fault === undefined) return [];
  return [{ what: say('the host keys', '호스트 키'), advice: `${fault.what}: ${fault.todo}` }];
}

/** Whether any of the commands logs in to machines. */
export function usesSsh(commands: readonly Command[], { ssh }: Cluster): boolean {
  return commands.some(({ argv }) => argv[0] === 'ansible-playbook' || argv.includes(ssh.keyFile));
}

function missingFile({ path, from }: NeededFile): Lack {
  return {
    what: path,
    advice: say(
      `${path} is missing: ${fileSources[from].en}`,
      `${path} 이(가) 없습니다: ${fileSources[from].ko.replace(/`/g, '')}`,
    ),
  };
}

function blankKey(blank: LaterBlank, fileName: string): Lack {
  const { path, position, source } = spokenIn(language(), blank);
  const key = path.join('.');
  return {
    what: key,
    advice: say(
      `${key} is blank (${fileName}:${position.line}): its value is ${source}`,
      `${key} 이(가) 비어 있습니다(${fileName}:${position.line}). 값: ${source}`,
    ),
  };
}

function missingTool(tool: string): Lack {
  const step = stepOf(tool);
  return {
    what: say(`the program ${tool}`, `프로그램 ${tool}`),
    advice: say(
      `the program ${tool} is missing${step === undefined ? '' : `: see the guide's ${step}`}`,
      `프로그램 ${tool} 이(가) 없습니다${step === undefined ? '' : `. 가이드의 ${step} 을(를) 보십시오`}`,
    ),
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
