import type { Cluster, LeavingNode } from '@uegen/core';
import { CLOCK_SECONDS, FREE_GIB, INSTALL, sshPlace } from '@uegen/core/phases';
import { say } from '../language.ts';
import { type Answer, ask, inParallel, plain } from '../run/index.ts';
import { disk } from '../tree/file-system.ts';
import type { Check, Finding } from './check.ts';
import { freeIn, gib } from './disk.ts';

/** As many machines as ansible takes at a time. */
const AT_ONCE = 20;
const CONNECT_S = 10;
const PATIENCE_S = 20;

// It asks nobody, and has a terminal as ansible's calls do: sudo may want one.
const OPTIONS = ['-tt', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${CONNECT_S}`];
// Where no keys are pinned, it writes nothing either: /dev/null is where ssh would put the key of a new machine.
const ANY_KEY = [
  ...['-o', 'StrictHostKeyChecking=no'],
  ...['-o', 'UserKnownHostsFile=/dev/null ~/.ssh/known_hosts ~/.ssh/known_hosts2'],
];

const [BEGIN, ROOT, GRANTED] = ['uegen-doctor', 'uegen-root', 'uegen-granted'];
// Of any shell's words only the last one is looked at before it begins.
const LOOK = `sh -c 'echo ${BEGIN}; date +%s; df -Pk / /var; echo ${ROOT}; sudo -n true 2>&1 && echo ${GRANTED}'`;

/** What is wrong with a machine, and what to do about it. */
interface Fault {
  what: string;
  todo: string;
}

/** Every machine, over ssh as the phases take it: who answers, its clock, its disk, and whether sudo lets the user in. */
export const machines: Check = async ({ cluster, loaded: { at } }) => {
  const cwd = disk.status(at.place(INSTALL))?.kind === 'folder' ? at.place(INSTALL) : at.root;
  return inParallel(everyMachine(cluster), AT_ONCE, async (machine) => {
    const began = Date.now() / 1000;
    const keys = cluster.ssh.knownHosts === '' ? ANY_KEY : [];
    const argv = ['ssh', ...OPTIONS, ...keys, ...sshPlace(cluster.ssh, machine.address), LOOK] as const;
    const answer = await ask(argv, { seconds: PATIENCE_S, cwd });
    return findingOf(machine, answer, { began, ended: Date.now() / 1000 }, cluster);
  });
};

interface Machine {
  name: string;
  address: string;
  leaves: boolean;
}

function everyMachine({ nodes, removing, uninstalling }: Cluster): Machine[] {
  const found = new Map<string, Machine>();
  const note =
    (leaves: boolean) =>
    ({ name, address }: LeavingNode) => {
      if (!found.has(address)) found.set(address, { name, address, leaves });
    };
  nodes.forEach(note(false));
  [...removing, ...uninstalling].forEach(note(true));
  return [...found.values()];
}

interface Span {
  began: number;
  ended: number;
}

function findingOf(
  { name, address, leaves }: Machine,
  answer: Answer,
  span: Span,
  cluster: Cluster,
): Finding {
  const subject = `${name} (${address})`;
  const [, told] = answer.stdout.split(new RegExp(`^${BEGIN}\r?$`, 'm'));
  if (told === undefined) {
    const { what, todo } = silence(answer, address, cluster.ssh);
    // A machine that has left may be gone altogether.
    if (leaves)
      return {
        subject,
        state: 'later',
        what,
        todo: say(
          'it leaves: where it is gone, uegen node settle',
          '제거하는 노드입니다. 이미 없앤 서버라면 uegen node settle 을 실행하십시오',
        ),
      };
    return { subject, state: 'bad', what, todo };
  }
  const [looked = '', rights = ''] = told.split(new RegExp(`^${ROOT}\r?$`, 'm'));
  const spaces = freeIn(looked);
  const free = spaces.length === 0 ? undefined : Math.min(...spaces);
  const faults = [
    keyFault(answer.stderr, address, cluster.ssh),
    clockFault(looked, span),
    diskFault(free),
    sudoFault(rights, cluster.ssh),
  ].filter((fault): fault is Fault => fault !== undefined);
  if (faults.length === 0)
    return {
      subject,
      state: 'ok',
      what: say(`answers; ${gib(free ?? 0)} GiB free`, `응답함; 여유 공간 ${gib(free ?? 0)} GiB`),
    };
  return {
    subject,
    state: 'bad',
    what: faults.map(({ what }) => what).join('; '),
    todo: faults.map(({ todo }) => todo).join('; '),
  };
}

function silence({ code, missing, stdout, stderr }: Answer, address: string, ssh: Cluster['ssh']): Fault {
  if (missing)
    return {
      what: say('the program ssh is missing here', 'ssh 프로그램이 없습니다'),
      todo: say('install openssh-clients', 'openssh-clients 를 설치하십시오'),
    };
  const key = keyFault(stderr, address, ssh);
  if (key !== undefined) return key;
  if (code === undefined)
    return {
      what: say(`doesn't answer within ${PATIENCE_S} seconds`, `${PATIENCE_S}초 안에 응답하지 않습니다`),
      todo: say('check that it is running', '서버가 실행 중인지 확인하십시오'),
    };
  const said = plain(withoutWarnings(stderr) || stdout);
  if (/permission denied/i.test(stderr))
    return {
      what: `${say(`refuses ${ssh.user}`, `${ssh.user} 의 접속을 거부합니다`)}: ${said}`,
      todo: say(
        "put the key into that user's authorized_keys there",
        '그 서버의 authorized_keys 에 공개 키를 추가하십시오',
      ),
    };
  if (code === 255)
    return {
      what: `${say("can't be reached", '접속할 수 없습니다')}: ${said}`,
      todo: say(
        `check that it is running and that port ${ssh.port} is open from here`,
        `서버가 실행 중인지, ${ssh.port} 포트가 열려 있는지 확인하십시오`,
      ),
    };
  return {
    what: `${say('answers something else', '다른 내용을 응답합니다')}: ${said}`,
    todo: say(
      `log in with ssh ${sshPlace(ssh, address).join(' ')}`,
      `ssh ${sshPlace(ssh, address).join(' ')} 로 접속해 보십시오`,
    ),
  };
}

// With pinned keys nothing talks to such a machine. Without, ansible goes on all the same, and what the phases call by ssh
// themselves doesn't.
function keyFault(stderr: string, address: string, ssh: Cluster['ssh']): Fault | undefined {
  const { port, knownHosts } = ssh;
  const host = port === 22 ? address : `'[${address}]:${port}'`;
  const file = knownHosts || '~/.ssh/known_hosts';
  if (/HOST IDENTIFICATION HAS CHANGED/.test(stderr)) {
    const removal = knownHosts === '' ? `ssh-keygen -R ${host}` : `ssh-keygen -R ${host} -f ${knownHosts}`;
    return {
      what: say(`its key is not the one that ${file} has`, `호스트 키가 ${file} 와 다릅니다`),
      todo: say(`where it was installed anew, ${removal}`, `서버를 다시 설치했다면 ${removal}`),
    };
  }
  if (knownHosts === '' || !/host key is known for|Host key verification failed/.test(stderr))
    return undefined;
  const scan = `ssh-keyscan -p ${port} ${address}`;
  return {
    what: say(`${knownHosts} has no key of it`, `${knownHosts} 에 이 서버의 키가 없습니다`),
    todo: say(
      `compare what ${scan} prints with the keys at its console, and add it`,
      `${scan} 의 출력을 서버 콘솔의 키와 비교한 뒤 추가하십시오`,
    ),
  };
}

function withoutWarnings(text: string): string {
  return text.replace(/^Warning: Permanently added .*$/gm, '');
}

// It looked at its clock at some moment in between: what is left is off for certain.
function clockFault(looked: string, { began, ended }: Span): Fault | undefined {
  const told = /^(\d{9,11})\r?$/m.exec(looked)?.[1];
  const todo = say(
    'start ntpd or chronyd there; uegen run install does',
    'ntpd 나 chronyd 를 실행하십시오. uegen run install 이 설정합니다',
  );
  if (told === undefined) return { what: say("doesn't report its time", '시각을 알 수 없습니다'), todo };
  const seconds = Number(told);
  const [ahead, behind] = [seconds - ended, began - (seconds + 1)];
  if (Math.max(ahead, behind) <= CLOCK_SECONDS) return undefined;
  const off = Math.round(Math.max(ahead, behind));
  return {
    what:
      ahead > 0
        ? say(`its clock is ${off} seconds ahead`, `시계가 ${off}초 빠릅니다`)
        : say(`its clock is ${off} seconds behind`, `시계가 ${off}초 느립니다`),
    todo,
  };
}

function diskFault(free: number | undefined): Fault | undefined {
  if (free === undefined)
    return {
      what: say("doesn't report its free disk space", '디스크의 여유 공간을 알 수 없습니다'),
      todo: say('run df there', '그 서버에서 df 를 실행해 보십시오'),
    };
  if (free >= FREE_GIB.machine) return undefined;
  return {
    what: say(`${gib(free)} GiB free in / or /var`, `/ 또는 /var 의 여유 공간 ${gib(free)} GiB`),
    todo: say(
      `make room: ${FREE_GIB.machine} are wanted`,
      `공간을 확보하십시오. ${FREE_GIB.machine} GiB 가 필요합니다`,
    ),
  };
}

function sudoFault(rights: string, { user }: Cluster['ssh']): Fault | undefined {
  if (new RegExp(`^${GRANTED}\r?$`, 'm').test(rights)) return undefined;
  return {
    what: `${say(`sudo refuses ${user}`, `sudo 가 ${user} 를 거부합니다`)}: ${plain(rights)}`,
    todo: say(
      `let ${user} in there with NOPASSWD in /etc/sudoers`,
      `그 서버의 /etc/sudoers 에서 ${user} 에게 NOPASSWD 를 주십시오`,
    ),
  };
}
