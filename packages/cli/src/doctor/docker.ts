import { say } from '../language.ts';
import { ask, isRoot, plain } from '../run/index.ts';
import { absent, type Check } from './check.ts';

const PATIENCE_S = 20;
const VERSION = ['docker', 'version', '--format', '{{.Server.Version}}'] as const;

/** Docker, in which the installer runs, as root. */
export const docker: Check = async (setting) => {
  const subject = 'Docker';
  const { code, missing, stdout, stderr } = await askDocker(VERSION);
  if (missing)
    return [
      absent(subject, say('the program docker is missing', 'docker 프로그램이 없습니다'), 'install', setting),
    ];
  if (code === 0) return [{ subject, state: 'ok', what: `${plain(stdout)} ${say('runs', '실행 중')}` }];
  const what = `${say("it doesn't answer", '응답하지 않습니다')}: ${plain(stderr)}`;
  return [{ subject, state: 'bad', what, todo: 'sudo systemctl start docker' }];
};

/** Asks Docker, through sudo where it doesn't answer this user and sudo asks for nothing. */
export async function askDocker(argv: typeof VERSION | readonly ['docker', ...string[]]) {
  const answer = await ask(argv, { seconds: PATIENCE_S });
  if (answer.code === 0 || answer.missing || isRoot()) return answer;
  const again = await ask(['sudo', '-n', ...argv], { seconds: PATIENCE_S });
  return again.code === 0 ? again : answer;
}
