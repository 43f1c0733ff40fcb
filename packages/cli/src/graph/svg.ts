import type { Lang, Picture } from '@uegen/core';
import { toXml } from 'xast-util-to-xml';
import { x } from 'xastscript';
import { type Area, type Arrow, type Frame, layoutOf } from './layout.ts';
import { LINE, PAD } from './measure.ts';
import { STYLE } from './style.ts';

type Element = ReturnType<typeof x>;

const HEAD = 'uegen-head';

/** A picture as an SVG document. Its texts are texts, and its colours follow the reader's system. */
export function toSvg(picture: Picture, lang: Lang): string {
  return `${xmlOf(svgElement(picture, lang))}\n`;
}

/** An element as a text. Its serializer leaves `]]>` alone, which XML wants for the end of a section only. */
export function xmlOf(element: Element): string {
  const options = { closeEmptyElements: true, tightClose: true };
  return toXml(element, options).replaceAll(']]>', ']]&gt;');
}

/** The same as an element, for a page. */
export function svgElement(picture: Picture, lang: Lang): Element {
  const { width, height, frames, arrows } = layoutOf(picture, lang);
  const size = { width: String(width), height: String(height), viewBox: `0 0 ${width} ${height}` };
  return x(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', class: 'uegen', role: 'img', lang, ...size },
    x('title', picture.name),
    x('style', STYLE),
    x('defs', [arrowHead()]),
    ...lines([
      ...arrows.map(line),
      ...frames.map((frame) => x('g', { id: frame.id }, frameElements(frame))),
      ...arrows.map(label),
    ]),
  );
}

// One element a line, so that two pictures can be compared.
function lines(elements: readonly Element[]) {
  return ['\n', ...elements.flatMap((element) => [element, '\n'])];
}

function arrowHead(): Element {
  const at = {
    refX: '9',
    refY: '5',
    markerWidth: '8',
    markerHeight: '8',
    orient: 'auto',
    viewBox: '0 0 10 10',
  };
  return x('marker', { id: HEAD, ...at }, x('path', { class: 'head', d: 'M0 1L10 5L0 9z' }));
}

function frameElements(frame: Frame): Element[] {
  return [
    rectangle('frame', frame, frame.boxes.length === 0 ? frame.height / 2 : 8),
    ...texts(frame.lines, frame.x + frame.width / 2, frame.y, 'middle'),
    ...frame.boxes.flatMap((box) => {
      const place = { ...box, x: frame.x + box.x, y: frame.y + box.y };
      return [rectangle(`box ${box.kind}`, place, 5), ...texts(box.lines, place.x + PAD, place.y, 'start')];
    }),
  ];
}

function rectangle(kind: string, { x: left, y, width, height }: Area, radius: number): Element {
  const place = { x: left, y, width, height, rx: radius };
  return x('rect', { class: kind, ...asText(place) });
}

function texts(words: readonly string[], left: number, top: number, anchor: 'start' | 'middle'): Element[] {
  return words.map((word, index) => {
    const place = asText({ x: left, y: top + PAD / 2 + LINE * (index + 0.75) });
    return x('text', { class: index === 0 ? 'title' : 'more', 'text-anchor': anchor, ...place }, word);
  });
}

/** A line that is round where it bends. */
function line({ points, kind }: Arrow): Element {
  const [first = { x: 0, y: 0 }, ...others] = points;
  const last = others.at(-1) ?? first;
  const bends = others.slice(0, -1).map((bend, index) => {
    const next = others[index + 1] ?? last;
    const isLast = index === others.length - 2;
    const end = isLast ? last : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    return `Q${bend.x} ${bend.y} ${end.x} ${end.y}`;
  });
  const path = bends.length === 0 ? `L${last.x} ${last.y}` : bends.join('');
  return x('path', {
    class: `flow ${kind}`,
    d: `M${first.x} ${first.y}${path}`,
    'marker-end': `url(#${HEAD})`,
  });
}

function label({ label: area }: Arrow): Element {
  const middle = area.x + area.width / 2;
  const words = area.lines.map((word, index) =>
    x(
      'text',
      { class: 'more', 'text-anchor': 'middle', ...asText({ x: middle, y: area.y + LINE * (index + 0.75) }) },
      word,
    ),
  );
  return x('g', [rectangle('behind', area, 3), ...words]);
}

function asText(numbers: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, String(number)]));
}
