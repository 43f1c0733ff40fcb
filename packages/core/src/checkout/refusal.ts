import { type Diagnostic, diagnose, type Severity } from '../diagnostic.ts';
import { positionFinder } from '../parse/line-column.ts';
import { GITLAB_HOST } from './gitlab-place.ts';
import { arrives, isReplaced, type Site } from './resource.ts';
import { betweenQuotes } from './spellings.ts';

/** Why no spelling of a value arrives in all of its places, with the places that stand in the way and the way out. */
export function refusal(key: string, sites: readonly Site[], severity: Severity): Diagnostic {
  const { message, hint } = reason(key, sites, severity === 'error');
  return diagnose({ code: 'image-value', severity, message, hint, path: key.split('.') });
}

function reason(key: string, sites: readonly Site[], isCheckout: boolean): { message: string; hint: string } {
  const where = (site: Site | undefined) => (site === undefined ? '' : placeOf(site, isCheckout));
  const [first] = sites;
  const choose = 'choose a value without it';
  if (sites.some(({ wanted }) => wanted?.includes('${')))
    return {
      message: `${key} holds "\${", which Maven and Spring would replace on its way to ${where(first)}`,
      hint: choose,
    };
  if (sites.some(({ wanted }) => isReplaced(wanted ?? '')))
    return {
      message: `${key} starts with "{cipher}", which Spring would decrypt in ${where(first)}`,
      hint: choose,
    };
  if (key === GITLAB_HOST) return gitlabReason(sites, where);
  const bad = sites.filter(
    (site) => !arrives(site.resource, [{ site, spelling: betweenQuotes(site.wanted ?? '') }]),
  );
  const unknown = bad.find(({ resource }) => resource.read === undefined);
  if (unknown !== undefined)
    return {
      message: `${key} holds characters that may mean something in ${where(unknown)}`,
      hint: 'choose a value of letters, digits and ._:/@+,-',
    };
  const places = (bad.length > 0 ? bad : sites).map(where).join(', ');
  return {
    message: `no spelling of ${key} arrives everywhere, since some of its places have no double quotes: ${places}`,
    hint: `put the whole value there in double quotes, as in "@${key}@"`,
  };
}

function gitlabReason(sites: readonly Site[], where: (site: Site | undefined) => string) {
  const closed = sites.find(({ wanted }) => wanted === undefined);
  const hint = 'write the address itself in one of them, or leave gitlab.external-url blank';
  if (closed !== undefined)
    return { message: `gitlab.external-url says another port than ${where(closed)}`, hint };
  const other = sites.find(({ wanted }) => wanted !== sites[0]?.wanted);
  return {
    message: `@${GITLAB_HOST}@ stands for GitLab's address at one place and for its name at another, and Maven has one value for both: ${where(sites[0])}, ${where(other)}`,
    hint,
  };
}

function placeOf({ resource: { source, text, places }, index }: Site, isCheckout: boolean): string {
  if (!isCheckout) return `${source} of uEngine-cloud v1.0`;
  return `${source}:${positionFinder(text)(places[index]?.start ?? 0, 1).line}`;
}
