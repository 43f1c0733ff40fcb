import type { Lang } from '../text.ts';
import type { Flow } from './flows.ts';
import type { AppBox, MachineBox, PictureGroup } from './picture.ts';
import { portsText } from './ports.ts';
import { type PictureState, STATE_NAMES } from './words.ts';

/** How a box is drawn: an app, or a machine by what becomes of it. */
export type BoxKind = 'app' | 'standing' | 'new' | 'leaving';

/** What stands in a box of a picture, line by line. */
export interface BoxLabel {
  kind: BoxKind;
  lines: readonly string[];
}

const KINDS: Readonly<Record<PictureState, BoxKind>> = {
  standing: 'standing',
  new: 'new',
  joining: 'new',
  removing: 'leaving',
  uninstalling: 'leaving',
  gone: 'leaving',
};

/** The lines over a group: what it is, its public addresses, and its ports that are open from outside. */
export function groupLines({ title, addresses, ports }: PictureGroup, lang: Lang): string[] {
  const opened = ports === undefined ? '' : { en: `open: ${ports.en}`, ko: `외부 포트: ${ports.ko}` }[lang];
  return [title[lang], addresses.join(', '), opened].filter((line) => line !== '');
}

/** The boxes in a group. */
export function boxLabels({ machines, apps }: PictureGroup, lang: Lang): BoxLabel[] {
  return [...machines.map((box) => machineLabel(box, lang)), ...apps.map((box) => appLabel(box, lang))];
}

/** The lines along a flow. */
export function flowLines({ what, ports }: Pick<Flow, 'what' | 'ports'>, lang: Lang): string[] {
  return [what[lang], portsText(ports)].filter((line) => line !== '');
}

function machineLabel({ name, address, state, programs, count, last }: MachineBox, lang: Lang): BoxLabel {
  const kind = KINDS[state];
  const many = { en: `${count} machines`, ko: `${count}대` }[lang];
  const names =
    count === 1 ? [name, address] : [`${name} … ${last.name}`, `${address} … ${last.address}`, many];
  const word = state === 'standing' ? [] : [STATE_NAMES[state][lang]];
  return { kind, lines: [...names, ...word, ...(programs.length > 0 ? [programs.join(', ')] : [])] };
}

function appLabel({ name, purpose, host, port, machines }: AppBox, lang: Lang): BoxLabel {
  const place = host === undefined ? [] : [`${host} :${port}`];
  const bound = machines.join(', ');
  const where = machines.length === 0 ? [] : [{ en: `on ${bound}`, ko: `${bound} 에서 실행` }[lang]];
  return { kind: 'app', lines: [name, purpose[lang], ...place, ...where] };
}
