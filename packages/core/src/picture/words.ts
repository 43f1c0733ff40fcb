import type { Role } from '../cluster/types.ts';
import type { NodeState } from '../plan/types.ts';
import { says, type Text } from '../text.ts';

/** What a machine is for, as people read it. */
export const ROLE_NAMES: Readonly<Record<Role, Text>> = {
  bootstrap: says('bootstrap node', '부트스트랩'),
  gitlab: says('GitLab', '깃랩'),
  ci: says('CI', 'CI'),
  public: says('public agent', '퍼블릭 에이전트'),
  master: says('master', '마스터'),
  agent: says('private agent', '프라이빗 에이전트'),
};

/**
 * How it stands with a machine: what config.yml says of it, and where the record of the machines is known, `new` for one that
 * stands there and hasn't joined, and `gone` for one that has left.
 */
export type PictureState = NodeState | 'new' | 'gone';

/** The same as people read it. */
export const STATE_NAMES: Readonly<Record<PictureState, Text>> = {
  standing: says('stands', '운영'),
  new: says('is new', '신규'),
  joining: says('joins', '추가'),
  removing: says('leaves', '삭제'),
  uninstalling: says('is uninstalled', '완전 삭제'),
  gone: says('has left', '제거됨'),
};
