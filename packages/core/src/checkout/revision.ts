import type { Cluster } from '../cluster/types.ts';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { LATER_REVISION, PLATFORM_REVISION, UI_ROUTER } from '../facts/platform.ts';
import { positionFinder } from '../parse/line-column.ts';
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
    message: `this checkout is later than ${PLATFORM_REVISION}: its server wants vcap.services.redis and .kafka, its load balancer is another image, and uegen makes neither; nothing is built or uploaded from it`,
    path: [],
    file: LATER_REVISION,
    hint: `take the revision that fits: git checkout ${PLATFORM_REVISION}`,
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
    message: `the UI's source holds another value than ${other.join(' and ')}: nobody could log in to it`,
    path: [],
    file: UI_ROUTER,
    hint: 'write the values of config.yml into setDefaultClient, before the images are built',
  });
  return [{ ...found, position: positionFinder(text)(call.index + 1, 'setDefaultClient'.length) }];
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
