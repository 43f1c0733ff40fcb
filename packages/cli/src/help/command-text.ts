import { columns } from '../cells.ts';
import { told } from '../language.ts';
import { details } from './details.ts';
import { sectionsOf } from './sections.ts';

/** The sections of a command's help behind its options, in lines of at most `width` cells. */
export function detailsText(name: string, width: number): string {
  const found = details[name];
  const sections = found === undefined ? [] : sectionsOf(found);
  return sections
    .map(
      ({ heading, rows }) =>
        `\n${told(heading)}:\n${columns(
          rows.map(([thing, about]) => [thing, told(about)]),
          width,
        )}`,
    )
    .join('');
}
