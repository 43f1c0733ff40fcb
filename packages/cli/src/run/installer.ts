import { join } from 'node:path';
import { type Command, spell } from '@uegen/core/phases';
import { say } from '../language.ts';
import type { Terminal } from '../terminal.ts';
import type { Layout } from '../tree/layout.ts';

/** What the installer answers to a flag that it doesn't know. */
const BAD_FLAGS = 2;

/**
 * Why the installer refused its action, if it is too new for it: DC/OS 1.14 and 2.0 dropped the installation over ssh.
 * Its own list of flags tells.
 */
export async function tooNew(
  command: Command,
  code: number,
  at: Layout,
  terminal: Terminal,
): Promise<string | undefined> {
  const [program, ...args] = command.argv;
  const place = args.findIndex((word) => word.startsWith('--'));
  const action = args[place];
  if (command.installer !== true || code !== BAD_FLAGS || action === undefined) return undefined;
  const asked = [...args.slice(0, place), '--help'];
  terminal.err(`$ ${spell({ ...command, argv: [program, ...asked] })}\n`);
  const { spawnSync } = await import('node:child_process');
  const { stdout, stderr } = spawnSync(program, asked, {
    cwd: join(at.root, command.folder),
    encoding: 'utf8',
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  const usage = `${stdout}${stderr}`;
  if (!usage.includes('--genconf') || usage.includes(action)) return undefined;
  return say(
    `this dcos_generate_config.sh has no ${action}: it is of DC/OS 1.14, 2.0 or later, which can't be installed over ssh; take that of DC/OS 1.10, as in the guide's 클러스터 설치 / 설치파일 다운로드`,
    `이 dcos_generate_config.sh 에는 ${action} 이(가) 없습니다. DC/OS 1.14, 2.0 이후의 것이며 ssh 로 설치할 수 없습니다. 가이드의 클러스터 설치 / 설치파일 다운로드에 있는 DC/OS 1.10 의 것을 쓰십시오`,
  );
}
