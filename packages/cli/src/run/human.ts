import type { Cluster } from '@uegen/core';
import type { Phase } from '@uegen/core/phases';
import { say } from '../language.ts';
import { whileWaiting } from '../progress.ts';
import { ask, plain } from './ask.ts';
import { lookUp } from './names.ts';

const PATIENCE_S = 30;

/** What somebody has to do before a phase can go on, once a look shows that it isn't done. */
type HumanStep = (phase: Phase, cluster: Cluster) => Promise<string | undefined>;

const steps: readonly HumanStep[] = [registerNames, logIn];

/** All of it, one sentence each. */
export async function humanSteps(phase: Phase, cluster: Cluster): Promise<string[]> {
  const looks = steps.map((step) => step(phase, cluster));
  const found = await whileWaiting(say('Checking names and logins', '도메인과 로그인을 확인하는 중'), looks);
  return found.filter((one): one is string => one !== undefined);
}

async function registerNames({ reaches }: Phase, cluster: Cluster): Promise<string | undefined> {
  const records = reaches?.(cluster) ?? [];
  const problems = (await lookUp(records))?.flatMap(({ problem }) => problem ?? []) ?? [];
  if (problems.length === 0) return undefined;
  return `${problems.join(', ')}: ${say('make the records of install/dns-records.md on your name server', '도메인 서버에 install/dns-records.md 의 레코드를 등록하십시오')}`;
}

// DC/OS lets its CLI in once somebody has logged in with a browser.
async function logIn({ tools = [] }: Phase, { publicAddress }: Cluster): Promise<string | undefined> {
  if (!tools.includes('dcos')) return undefined;
  const { code, stdout, stderr } = await ask(['dcos', 'marathon', 'app', 'list', '--json'], {
    seconds: PATIENCE_S,
  });
  if (code === 0) return undefined;
  const said = plain(stderr || stdout);
  const why = said && ` (${said})`;
  const setup = `dcos cluster setup http://${publicAddress.master}`;
  return say(
    `dcos can't ask Marathon${why}: run ${setup} and log in with a browser, or dcos auth login where it is set up`,
    `dcos 로 마라톤에 접속할 수 없습니다${why}: ${setup} 을 실행하고 브라우저로 로그인합니다. 이미 등록했다면 dcos auth login 을 실행합니다`,
  );
}
