import { engines } from '../../package.json';
import { say } from '../language.ts';
import type { Check } from './check.ts';

/** Node itself: an older one doesn't come as far as this. */
export const node: Check = async () => [
  {
    subject: 'Node',
    state: 'ok',
    what: `${process.versions.node}; ${say(`${engines.node} is wanted`, `${engines.node} 이 필요합니다`)}`,
  },
];
