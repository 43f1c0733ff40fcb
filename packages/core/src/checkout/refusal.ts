import { type Diagnostic, diagnose, type Severity } from '../diagnostic.ts';
import { positionFinder } from '../parse/line-column.ts';
import { says, type Text } from '../text.ts';
import { GITLAB_HOST } from './gitlab-place.ts';
import { arrives, isReplaced, type Site } from './resource.ts';
import { betweenQuotes } from './spellings.ts';

/** Why no spelling of a value arrives in all of its places, with the places that stand in the way and the way out. */
export function refusal(key: string, sites: readonly Site[], severity: Severity): Diagnostic {
  const { message, hint } = reason(key, sites, severity === 'error');
  return diagnose({ code: 'image-value', severity, message, hint, path: key.split('.') });
}

function reason(key: string, sites: readonly Site[], isCheckout: boolean): { message: Text; hint: Text } {
  const where = (site: Site | undefined) => (site === undefined ? '' : placeOf(site, isCheckout));
  const [first] = sites;
  const choose = says('choose a value without it', '그 문자열이 없는 값을 쓰십시오');
  if (sites.some(({ wanted }) => wanted?.includes('${')))
    return {
      message: says(
        `${key} holds "\${", which Maven and Spring would replace on its way to ${where(first)}`,
        `${key} 의 값에 "\${" 이(가) 있어, Maven 과 Spring 이 바꿉니다: ${where(first)}`,
      ),
      hint: choose,
    };
  if (sites.some(({ wanted }) => isReplaced(wanted ?? '')))
    return {
      message: says(
        `${key} starts with "{cipher}", which Spring would decrypt in ${where(first)}`,
        `${key} 의 값이 "{cipher}" 로 시작하여, Spring 이 복호화합니다: ${where(first)}`,
      ),
      hint: choose,
    };
  if (key === GITLAB_HOST) return gitlabReason(sites, where);
  const bad = sites.filter(
    (site) => !arrives(site.resource, [{ site, spelling: betweenQuotes(site.wanted ?? '') }]),
  );
  const unknown = bad.find(({ resource }) => resource.read === undefined);
  if (unknown !== undefined)
    return {
      message: says(
        `${key} holds characters that may mean something in ${where(unknown)}`,
        `${key} 의 값에 다른 뜻으로 읽힐 수 있는 문자가 있습니다: ${where(unknown)}`,
      ),
      hint: says(
        'choose a value of letters, digits and ._:/@+,-',
        '글자, 숫자, ._:/@+,- 로 된 값을 쓰십시오',
      ),
    };
  const places = (bad.length > 0 ? bad : sites).map(where).join(', ');
  return {
    message: says(
      `no spelling of ${key} fits everywhere: some of its places have no double quotes: ${places}`,
      `${key} 의 값을 모든 곳에 그대로 넣을 방법이 없습니다. 큰따옴표가 없는 곳이 있습니다: ${places}`,
    ),
    hint: says(
      `put double quotes around the whole value there: "@${key}@"`,
      `그곳의 값 전체를 큰따옴표로 감싸십시오: "@${key}@"`,
    ),
  };
}

function gitlabReason(sites: readonly Site[], where: (site: Site | undefined) => string) {
  const closed = sites.find(({ wanted }) => wanted === undefined);
  const hint = says(
    'write the address itself in one of them, or leave gitlab.external-url blank',
    '한쪽에 주소를 직접 적거나, gitlab.external-url 을 비우십시오',
  );
  if (closed !== undefined)
    return {
      message: says(
        `gitlab.external-url has another port than ${where(closed)}`,
        `gitlab.external-url 의 포트가 다릅니다: ${where(closed)}`,
      ),
      hint,
    };
  const other = sites.find(({ wanted }) => wanted !== sites[0]?.wanted);
  return {
    message: says(
      `@${GITLAB_HOST}@ is GitLab's address in one place and its name in another, and Maven has one value for both: ${where(sites[0])}, ${where(other)}`,
      `@${GITLAB_HOST}@ 이(가) 한 곳에서는 GitLab 의 주소, 다른 곳에서는 이름이지만, Maven 의 값은 하나입니다: ${where(sites[0])}, ${where(other)}`,
    ),
    hint,
  };
}

function placeOf({ resource: { source, text, places }, index }: Site, isCheckout: boolean): string {
  if (!isCheckout) return `uEngine-cloud v1.0, ${source}`;
  return `${source}:${positionFinder(text)(places[index]?.start ?? 0, 1).line}`;
}
