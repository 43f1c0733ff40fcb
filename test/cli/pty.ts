import { type RunOptions, run } from '../support/scratch.ts';

// Types each answer once its question has been shown, and ends as the program does. The terminal's owner is another
// process, which lives until all is read: a terminal whose owner ends loses what nobody has read yet.
const PROGRAM = `
import os, pty, select, signal, sys
count = int(sys.argv[1])
dialog = [tuple(sys.argv[2 + 2 * i:4 + 2 * i]) for i in range(count)]
result, report = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    program = os.fork()
    if program == 0:
        os.execv(sys.argv[2 + 2 * count], sys.argv[2 + 2 * count:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.write(report, str(os.waitpid(program, 0)[1]).encode())
    signal.pause()
signal.alarm(60)
shown = b''
while True:
    ready = select.select([terminal, result], [], [], 60)[0]
    if terminal in ready:
        shown += os.read(terminal, 4096)
    elif result in ready:
        break
    if dialog and dialog[0][0].encode() in shown:
        sys.stdout.buffer.write(shown)
        shown = b''
        os.write(terminal, dialog.pop(0)[1].encode())
while select.select([terminal], [], [], 0.2)[0]:
    shown += os.read(terminal, 4096)
sys.stdout.buffer.write(shown)
os.kill(pid, signal.SIGKILL)
status = int(os.read(result, 100))
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
`;

/** Runs a program on a terminal of its own: each answer is typed when its question is there. */
export function onTerminal(
  argv: readonly string[],
  dialog: readonly (readonly [question: string, answer: string])[],
  options: RunOptions,
) {
  return run(
    '/usr/bin/env',
    ['python3', '-c', PROGRAM, String(dialog.length), ...dialog.flat(), ...argv],
    options,
  );
}

/** What Ctrl-C sends. */
export const CTRL_C = '\x03';
