import { boxLabels, type Flow, flowLines, groupLines, type Lang, type Picture } from '@uegen/core';

const STYLES = { app: 'filled', standing: 'solid', new: 'bold', leaving: 'dashed' } as const;

/** A picture as a graph for Graphviz: `dot -Tsvg`. */
export function toDot({ name, groups, flows }: Picture, lang: Lang): string {
  const lines = groups.flatMap((group) => {
    const title = quoted(groupLines(group, lang));
    const inner = boxLabels(group, lang).map(
      ({ kind, lines: words }, index) =>
        `    ${group.id}${index + 1} [label=${quoted(words)}, style=${STYLES[kind]}];`,
    );
    if (inner.length === 0) return [`  ${group.id} [label=${title}, shape=ellipse];`];
    return [`  subgraph cluster_${group.id} {`, `    label=${title};`, ...inner, '  }'];
  });
  const anchor = (id: string) => {
    const group = groups.find((one) => one.id === id);
    return group === undefined || boxLabels(group, lang).length === 0 ? id : `${id}1`;
  };
  const isFrame = (id: string) => anchor(id) !== id;
  const arrow = ({ from, to, kind, ...flow }: Flow) => {
    const frames = [
      ...(isFrame(from) ? [`ltail=cluster_${from}`] : []),
      ...(isFrame(to) ? [`lhead=cluster_${to}`] : []),
    ];
    const marks = [
      `label=${quoted(flowLines(flow, lang))}`,
      ...frames,
      ...(kind === 'care' ? ['style=dotted'] : []),
    ];
    return `  ${anchor(from)} -> ${anchor(to)} [${marks.join(', ')}];`;
  };
  const head = [`digraph ${quoted([name])} {`, '  compound=true;', '  node [shape=box];'];
  return `${[...head, ...lines, ...flows.map(arrow), '}'].join('\n')}\n`;
}

// A backslash starts an escape of Graphviz' own, and `&` an entity of HTML.
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replace(/[\\"]/g, '\\$&').replaceAll('&', '&amp;'));
  return `"${escaped.join('\\n')}"`;
}
