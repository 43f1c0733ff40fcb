import { mermaidLabel } from '../escape/mermaid.ts';
import type { Lang } from '../text.ts';
import { boxLabels, flowLines, groupLines } from './label.ts';
import type { Picture } from './picture.ts';

const STYLES = ['new stroke-width:3px', 'leaving stroke-dasharray:4 4'];

/** A picture as a flowchart in Mermaid, which GitLab and GitHub draw in Markdown. */
export function toMermaid({ groups, flows }: Picture, lang: Lang): string {
  const frames = groups.flatMap((group) => {
    const boxes = boxLabels(group, lang);
    const title = quoted(groupLines(group, lang));
    if (boxes.length === 0) return [`  ${group.id}([${title}])`];
    const inner = boxes.map(
      ({ lines, kind }, index) => `    ${group.id}${index + 1}[${quoted(lines)}]:::${kind}`,
    );
    return [`  subgraph ${group.id}[${title}]`, ...inner, '  end'];
  });
  const arrows = flows.map(({ from, to, kind, ...flow }) => {
    const label = quoted(flowLines(flow, lang));
    return kind === 'care' ? `  ${from} -. ${label} .-> ${to}` : `  ${from} -- ${label} --> ${to}`;
  });
  const styles = STYLES.map((style) => `  classDef ${style}`);
  return `${['flowchart TB', ...frames, ...arrows, ...styles].join('\n')}\n`;
}

function quoted(lines: readonly string[]): string {
  return `"${lines.map(mermaidLabel).join('<br>')}"`;
}
