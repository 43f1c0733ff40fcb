#!/usr/bin/env bash
# Makes the DC/OS user and its long-lived token for dcos.token of config.yml, and prints the token once, on stdout.
# On a master:             bash dcos-token.sh [MAIL]
# From the bootstrap node: ssh MASTER 'bash -s -- MAIL' <dcos-token.sh
#
# The token and the secret that signs it stay in the memory of one process: they stand in no file, no log and no
# argument or variable of a program. A second run makes another token; the first stays valid.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail

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

readonly default_user=''
readonly user=${1:-$default_user}
readonly mesosphere=/opt/mesosphere/bin
readonly secret=/var/lib/dcos/dcos-oauth/auth-token-secret

# Python 2.7 or 3. As DC/OS' own login makes them, but with the guide's lifetime: 86400000 hours.
read -r -d '' program <<'PYTHON' || true
import base64
import hashlib
import hmac
import io
import json
import sys
import time

try:
    from urllib.request import ProxyHandler, Request, build_opener
    from urllib.error import HTTPError
except ImportError:
    from urllib2 import HTTPError, ProxyHandler, Request, build_opener

LIFETIME = 86400000 * 3600
TRIAL = 'http://localhost/service/marathon/v2/apps'


def fail(problem):
    sys.exit('dcos-token: ' + problem)


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=')


def part(data):
    return encode(json.dumps(data, separators=(',', ':')).encode('ascii'))


def make(user, secret):
    claims = {'uid': user, 'exp': int(time.time()) + LIFETIME}
    signed = part({'alg': 'HS256', 'typ': 'JWT'}) + b'.' + part(claims)
    return (signed + b'.' + encode(hmac.new(secret, signed, hashlib.sha256).digest())).decode('ascii')


def check(token):
    """Asks Marathon through DC/OS' front door; past any proxy, which would see the token."""
    request = Request(TRIAL, headers={'Authorization': 'token=' + token})
    try:
        build_opener(ProxyHandler({})).open(request, timeout=30).read()
    except HTTPError as error:
        fail('{0} answers {1} to the new token'.format(TRIAL, error.code))
    except EnvironmentError as error:
        fail('{0} does not answer: {1}'.format(TRIAL, getattr(error, 'reason', error)))


def main(user, path):
    with io.open(path, 'rb') as file:
        secret = file.read()
    if not secret:
        fail(path + ' is empty')
    token = make(user, secret)
    check(token)
    print(token)


main(*sys.argv[1:])
PYTHON
readonly program

fail() {
  echo "dcos-token: $1" >&2
  exit 1
}

find_python() {
  local candidate
  for candidate in /usr/bin/python python python3 python2; do
    if "$candidate" -c '' >/dev/null 2>&1 </dev/null; then
      python=$candidate
      return
    fi
  done
  fail "the program python is missing"
}

check() {
  [[ $user =~ ^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$ ]] || fail "say whom the token is for: the mail address of a user"
  [[ -e $mesosphere/dcos_add_user.py ]] || fail "$mesosphere/dcos_add_user.py is missing: this runs on a DC/OS master"
  [[ -r $secret ]] || fail "$secret can't be read: run this as root"
  find_python
}

# The program ends with 1 also where the user is there already.
add_user() {
  local said
  if said=$("$mesosphere/dcos-shell" "$mesosphere/dcos_add_user.py" "$user" 2>&1 </dev/null); then
    echo "dcos-token: $said" >&2
  elif [[ $said == *"already exists"* ]]; then
    echo "dcos-token: the user $user is there already" >&2
  else
    fail "the user $user could not be added: $said"
  fi
}

check
add_user
"$python" -c "$program" "$user" "$secret" </dev/null
