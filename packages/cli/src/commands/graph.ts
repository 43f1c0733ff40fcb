import { readFileSync, writeFileSync } from 'node:fs';
import { type Cluster, machinesOf, type Picture, pictureOf, toMermaid } from '@uegen/core';
import { dnsRecords, phases } from '@uegen/core/phases';
import { plannedNodes } from '@uegen/core/plan';
import { enter } from '../activity.ts';
import type { Payload } from '../answer.ts';
import { toDot, toPage, toSvg } from '../graph/index.ts';
import { language, say, told } from '../language.ts';
import { type Loaded, load, printDiagnostics } from '../load.ts';
import { during, errorCode, Problem } from '../problem.ts';
import { type Known, knownOf } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import type { GraphAnswer } from './answers.ts';
import { phaseCells, phaseRows } from './status-report.ts';

/** What `uegen graph` may be told. */
export interface GraphOptions {
  config: string;
  out: string | undefined;
  format: string | undefined;
  html: boolean;
  'output-file': string | undefined;
}

/** What each kind of picture begins with. */
const BEGINNINGS = ['<svg ', '<!doctype html>', 'flowchart ', 'digraph '];

/** `uegen graph`: the cluster as people draw it, on stdout or in a file; 1 on a config with errors. */
export async function graph(options: GraphOptions, terminal: Terminal): Promise<number> {
  if (options.html && options.format !== undefined)
    throw new Problem(
      say('--html and --format exclude each other', '--html 과 --format 은 함께 쓸 수 없습니다'),
    );
  const loaded = load(options.config, options.out);
  const { cluster } = loaded.generated;
  if (!loaded.ok || cluster === undefined) {
    printDiagnostics(loaded, terminal);
    return 1;
  }
  enter('compare');
  const known = knownOf(loaded, cluster, loaded.last.nodes(plannedNodes(cluster)));
  enter('report');
  terminal.json?.answer({
    status: 'drawn',
    picture: pictureFrom(cluster, known),
  } satisfies Payload<GraphAnswer>);
  if (terminal.json !== undefined && options['output-file'] === undefined) return 0;
  const text = drawn(options, loaded, cluster, known);
  if (options['output-file'] === undefined) terminal.out(text);
  else replace(options['output-file'], text);
  return 0;
}

function membersOf({ recorded, state }: Known) {
  return recorded ? state.members : undefined;
}

function pictureFrom(cluster: Cluster, known: Known): Picture {
  return pictureOf(cluster, membersOf(known));
}

function drawn({ html, format }: GraphOptions, loaded: Loaded, cluster: Cluster, known: Known): string {
  const lang = language();
  const picture = pictureFrom(cluster, known);
  if (format === 'mermaid') return toMermaid(picture, lang);
  if (format === 'dot') return toDot(picture, lang);
  if (!html) return toSvg(picture, lang);
  const rows = phaseRows(known, loaded, cluster).map((row) => {
    const [state, name, detail] = phaseCells(row);
    const phase = phases.find((one) => one.name === row.phase);
    return [name, phase === undefined ? '' : told(phase.title), state, detail] as const;
  });
  return toPage(
    picture,
    { machines: machinesOf(cluster, membersOf(known)), names: dnsRecords(cluster), phases: rows },
    lang,
  );
}

/** Writes a picture to a file; one that lies there and is no picture stays. */
function replace(path: string, text: string): void {
  during(say(`can't write ${path}`, `${path} 을(를) 쓸 수 없습니다`), () => {
    const before = contentOf(path);
    if (before !== '' && !BEGINNINGS.some((beginning) => before.startsWith(beginning)))
      throw new Problem(
        say(`${path} is there and holds no picture`, `${path} 은(는) 이미 있고 그림이 아닙니다`),
        say('name another file', '다른 파일 이름을 지정하십시오'),
      );
    writeFileSync(path, text);
  });
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
