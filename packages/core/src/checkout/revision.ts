import type { Cluster } from '../cluster/types.ts';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { LATER_REVISION, PLATFORM_REVISION, UI_ROUTER } from '../facts/platform.ts';
import { positionFinder } from '../parse/line-column.ts';
import { says } from '../text.ts';
import type { CheckoutFile } from './types.ts';

/** The files of a checkout that tell its revision, and what it holds in its source, as paths from its root. */
export const REVISION_FILES: readonly string[] = [LATER_REVISION, UI_ROUTER];

/** What of a checkout uegen's files don't fit, as far as {@link REVISION_FILES} tell. */
export function checkRevision(files: readonly CheckoutFile[], cluster: Cluster): Diagnostic[] {
  return files.flatMap(({ source, content }) => {
    if (source === LATER_REVISION) return [laterRevision()];
    return source === UI_ROUTER ? otherClient(new TextDecoder().decode(content), cluster) : [];
  });
}

function laterRevision(): Diagnostic {
  return diagnose({
    code: 'platform-revision',
    severity: 'warning',
    message: says(
      `this checkout is later than ${PLATFORM_REVISION}: its server needs vcap.services.redis and .kafka and another load balancer image, and uegen makes neither; nothing is built or uploaded from it`,
      `이 체크아웃은 ${PLATFORM_REVISION} 이후의 버전입니다. 서버에 vcap.services.redis, .kafka 와 다른 로드 밸런서 이미지가 필요하지만 uegen 은 만들지 않으며, 이 체크아웃에서는 빌드도 업로드도 하지 않습니다`,
    ),
    path: [],
    file: LATER_REVISION,
    hint: says(
      `check out the revision that fits: git checkout ${PLATFORM_REVISION}`,
      `맞는 버전을 체크아웃하십시오: git checkout ${PLATFORM_REVISION}`,
    ),
  });
}

// iam.setDefaultClient('my-client-key', 'my-client-secret'), in either kind of quotes.
const CLIENT = /\.setDefaultClient\(\s*(['"])((?:\\.|(?!\1).)*)\1\s*,\s*(['"])((?:\\.|(?!\3).)*)\3\s*\)/;

function otherClient(text: string, { iam }: Cluster): Diagnostic[] {
  const call = CLIENT.exec(text);
  if (call === null) return [];
  const [, , key = '', , secret = ''] = call;
  const other = [
    ...(unescaped(key) === iam['client-key'] ? [] : ['iam.client-key']),
    ...(unescaped(secret) === iam['client-secret'] ? [] : ['iam.client-secret']),
  ];
  if (other.length === 0) return [];
  const found = diagnose({
    code: 'ui-client',
    severity: 'warning',
    message: says(
      `the UI's source has another value than ${other.join(' and ')}: nobody could log in`,
      `UI 의 소스에 있는 값이 ${other.join(', ')} 와(과) 달라 아무도 로그인할 수 없습니다`,
    ),
    path: [],
    file: UI_ROUTER,
    hint: says(
      'write the values of config.yml into setDefaultClient before you build the images',
      '이미지를 빌드하기 전에 config.yml 의 값을 setDefaultClient 에 적으십시오',
    ),
  });
  return [{ ...found, position: positionFinder(text)(call.index + 1, 'setDefaultClient'.length) }];
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
