# Root reads on from here. Where sudo asks for a terminal (requiretty, as CentOS 7.2 has it), it gets one of its own;
# input and output stay as they are.
if ((EUID != 0)); then
  [[ -z ${BASH_SOURCE[0]:-} ]] || exec sudo bash "$0" "$@"
  read -r -d '' with_terminal <<'PYTHON' || true
import os
import sys

terminal = os.openpty()[1]
child = os.fork()
if child == 0:
    os.setsid()
    os.open(os.ttyname(terminal), os.O_RDWR)
    os.execvp(sys.argv[1], sys.argv[1:])
status = os.waitpid(child, 0)[1]
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)
PYTHON
  for python in /usr/bin/python python3 python2; do
    # -n: nobody could answer at that terminal.
    if command -v "$python" >/dev/null; then exec "$python" -c "$with_terminal" sudo -n bash -s -- "$@"; fi
  done
  exec sudo -n bash -s -- "$@"
fi
