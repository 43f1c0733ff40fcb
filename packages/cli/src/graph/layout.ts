import { graphlib, layout as place } from '@dagrejs/dagre';
import {
  type BoxLabel,
  boxLabels,
  type Flow,
  flowLines,
  groupLines,
  type Lang,
  type Picture,
} from '@uegen/core';
import { LINE, linesWidth, PAD } from './measure.ts';

/** Something drawn, by its upper left corner. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A group in its frame; one without boxes is a box itself. */
export interface Frame extends Area {
  id: string;
  lines: readonly string[];
  boxes: readonly (Area & BoxLabel)[];
}

/** A flow as a line through points, with a text at its middle. */
export interface Arrow {
  kind: Flow['kind'];
  points: readonly { x: number; y: number }[];
  label: Area & { lines: readonly string[] };
}

/** Everything at its place. */
export interface Layout {
  width: number;
  height: number;
  frames: readonly Frame[];
  arrows: readonly Arrow[];
}

const GAP = 10;
const MARGIN = 16;
/** How much wider than high a group is. */
const ASPECT = 1.6;

/** Gives everything in a picture its place: dagre the groups, so that few flows cross, and each group its boxes in rows. */
export function layoutOf(picture: Picture, lang: Lang): Layout {
  const graph = new graphlib.Graph({ directed: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 44, edgesep: 24, marginx: MARGIN, marginy: MARGIN });
  for (const group of picture.groups) graph.setNode(group.id, frameOf(group, lang));
  for (const flow of picture.flows) {
    const lines = flowLines(flow, lang);
    const size = { width: Math.ceil(linesWidth(lines)) + GAP, height: lines.length * LINE };
    graph.setEdge(flow.from, flow.to, { ...size, lines, kind: flow.kind, labelpos: 'c' });
  }
  place(graph);
  const { width = 0, height = 0 } = graph.graph();
  const frames = picture.groups.map(({ id }) => corner(graph.node(id) as Frame));
  const arrows = picture.flows.map(({ from, to, kind }): Arrow => {
    const { points, lines, ...label } = graph.edge(from, to);
    const row = (id: string) => rowOf(corner(graph.node(id) as Frame), frames);
    return {
      kind,
      points: upright(points.map(rounded), row(from), row(to)),
      label: corner({ ...label, lines }),
    };
  });
  return { width: Math.ceil(width), height: Math.ceil(height), frames, arrows };
}

function frameOf(group: Picture['groups'][number], lang: Lang): Frame {
  const lines = groupLines(group, lang);
  const labels = boxLabels(group, lang);
  const head = lines.length * LINE + PAD;
  const width = Math.ceil(Math.max(0, ...labels.map((label) => linesWidth(label.lines)))) + 2 * PAD;
  const height = Math.max(0, ...labels.map((label) => label.lines.length)) * LINE + PAD;
  const columns = columnsOf(labels.length, width, height);
  const rows = Math.ceil(labels.length / columns);
  const boxes = labels.map((label, index) => ({
    ...label,
    x: PAD + (index % columns) * (width + GAP),
    y: head + Math.floor(index / columns) * (height + GAP),
    width,
    height,
  }));
  const inner = labels.length === 0 ? 0 : columns * (width + GAP) - GAP;
  return {
    id: group.id,
    lines,
    boxes,
    x: 0,
    y: 0,
    width: Math.max(inner, Math.ceil(linesWidth(lines))) + 2 * PAD,
    height: head + (rows === 0 ? 0 : rows * (height + GAP)) + (rows === 0 ? PAD / 2 : 0),
  };
}

function columnsOf(count: number, width: number, height: number): number {
  return Math.max(1, Math.min(count, Math.round(Math.sqrt((count * ASPECT * height) / width))));
}

type Point = Arrow['points'][number];

/**
 * dagre lets a flow leave a group straight towards its first bend, through the side of the group and over its neighbours.
 * Here it leaves at the edge that faces the bend and bends where the row of groups ends, and arrives likewise.
 */
function upright(points: readonly Point[], from: Row, to: Row): Point[] {
  const [first, second] = points;
  const [before, last] = points.slice(-2);
  if (first === undefined || second === undefined || before === undefined || last === undefined)
    return [...points];
  return [...facing(from, second, first), ...points.slice(1, -1), ...facing(to, before, last).reverse()];
}

/** A group, and where the row in which it stands begins and ends. */
interface Row {
  area: Area;
  top: number;
  bottom: number;
}

function rowOf(area: Area, all: readonly Area[]): Row {
  const middle = (one: Area) => one.y + one.height / 2;
  const row = all.filter((one) => Math.abs(middle(one) - middle(area)) <= 1);
  const ends = row.map(({ y, height }) => y + height);
  return { area, top: Math.min(...row.map(({ y }) => y)), bottom: Math.max(...ends) };
}

/** From the edge of a group, where `at` is or else nearest to the bend, to the end of its row. */
function facing({ area, top, bottom }: Row, bend: Point, at: Point): Point[] {
  const isBelow = bend.y > area.y + area.height;
  if (!isBelow && bend.y >= area.y) return [at];
  const [edge, end] = isBelow ? [area.y + area.height, bottom] : [area.y, top];
  const near = Math.abs(at.y - edge) <= 1 ? at.x : bend.x;
  const x = Math.min(Math.max(near, area.x + GAP), area.x + area.width - GAP);
  return edge === end
    ? [{ x, y: edge }]
    : [
        { x, y: edge },
        { x, y: end },
      ];
}

// dagre speaks of middles.
function corner<T extends Area>(area: T): T {
  const { x, y } = rounded({ x: area.x - area.width / 2, y: area.y - area.height / 2 });
  return { ...area, x, y };
}

function rounded({ x, y }: { x: number; y: number }) {
  return { x: Math.round(x), y: Math.round(y) };
}
