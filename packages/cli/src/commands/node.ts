import type { Lang } from '@uegen/core';
import { spokenIn, suggest } from '@uegen/core';
import type { Payload } from '../answer.ts';
import { columns } from '../cells.ts';
import { loadChecked } from '../edit/index.ts';
import { language, say } from '../language.ts';
import {
  ACTION_WORDS,
  ACTIONS,
  additionOf,
  departureOf,
  type NodeRow,
  nodeRows,
  settlingOf,
  stateText,
} from '../nodes/index.ts';
import { Problem } from '../problem.ts';
import { readState } from '../state/index.ts';
import type { Terminal } from '../terminal.ts';
import { disk } from '../tree/file-system.ts';
import type { EditAnswer, NodeListAnswer } from './answers.ts';
import { editAndGoOn } from './next.ts';

/** What `uegen node` is told on the command line. */
export interface NodeOptions {
  config: string;
  out: string | undefined;
  lang: Lang | undefined;
  extension: readonly string[] | undefined;
  run: boolean;
  public: boolean;
  action: string | undefined;
  name: string | undefined;
  address: string | undefined;
}

/** `uegen node`: lists the nodes with what is wanted and known of them, or edits config.yml. 1 where nothing could be done. */
export async function node(options: NodeOptions, terminal: Terminal): Promise<number> {
  const action = checkWords(options);
  const loaded = await loadChecked(options, terminal);
  const { cluster } = loaded?.generated ?? {};
  if (loaded === undefined || cluster === undefined) return 1;
  const { state, problem } = spokenIn(language(), readState(disk, loaded.at));
  if (problem !== undefined)
    terminal.tell(
      say(
        `uegen: warning: .uegen/state.json can't be read: ${problem}\n`,
        `uegen: 경고: .uegen/state.json 을 읽을 수 없습니다: ${problem}\n`,
      ),
    );
  if (action === 'list') {
    const rows = nodeRows(cluster, state);
    if (terminal.json === undefined) terminal.out(table(rows));
    else {
      const answer: Payload<NodeListAnswer> = { status: 'listed', nodes: rows };
      terminal.json.answer(answer);
    }
    return 0;
  }
  const { name = '', address = '' } = options;
  const { edits, notes } =
    action === 'settle'
      ? settlingOf(state, loaded.text)
      : action === 'add'
        ? additionOf(cluster, name, address, options.public)
        : departureOf(cluster, state, name, action);
  for (const note of notes) terminal.tell(`uegen: ${say('note', '알림')}: ${note}\n`);
  if (edits.length > 0) return editAndGoOn(options, { edits }, options.run, terminal);
  terminal.json?.answer({ status: 'unchanged' } satisfies Payload<EditAnswer>);
  return 0;
}

type Action = 'list' | 'add' | 'remove' | 'uninstall' | 'settle';

function checkWords({ action = 'list', name, address, public: asPublic }: NodeOptions): Action {
  const count = Object.hasOwn(ACTION_WORDS, action) ? ACTION_WORDS[action] : undefined;
  const hint = 'uegen node list | add NAME ADDRESS [--public] | remove NAME | uninstall NAME | settle';
  if (count === undefined) {
    const meant = suggest(action, ACTIONS);
    throw new Problem(
      say(`there is no uegen node ${action}`, `uegen node ${action} 명령은 없습니다`),
      meant === undefined
        ? hint
        : say(`did you mean uegen node ${meant}?`, `uegen node ${meant} 을(를) 찾으셨습니까?`),
    );
  }
  const given = [name, address].filter((word) => word !== undefined).length;
  if (given < count)
    throw new Problem(
      say(
        `uegen node ${action} needs ${count === 2 ? 'a name and an address' : 'a name'}`,
        `uegen node ${action} 에는 ${count === 2 ? '이름과 주소가' : '이름이'} 필요합니다`,
      ),
      hint,
    );
  if (given > count)
    throw new Problem(
      say(
        `uegen node ${action} takes no ${count === 0 ? 'name' : 'address'}`,
        `uegen node ${action} 에는 ${count === 0 ? '이름을' : '주소를'} 적지 않습니다`,
      ),
      hint,
    );
  if (asPublic && action !== 'add')
    throw new Problem(
      say(`uegen node ${action} takes no --public`, `uegen node ${action} 에는 --public 을 쓰지 않습니다`),
      hint,
    );
  return action as Action;
}

function table(rows: readonly NodeRow[]): string {
  return columns([
    [
      say('name', '이름'),
      say('address', '주소'),
      say('role', '역할'),
      say('wanted', '설정'),
      say('known', '기록'),
    ],
    ...rows.map(({ name, address, role, wanted, known }) => [
      name,
      address,
      role ?? '-',
      stateText(wanted) ?? '-',
      stateText(known) ?? '-',
    ]),
  ]).replace(/^ {2}/gm, '');
}
