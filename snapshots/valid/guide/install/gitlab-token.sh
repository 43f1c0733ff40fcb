#!/usr/bin/env bash
# Finds or makes root's access token in GitLab, named uegen, reads the token that registers runners, and prints both on
# stdout.
# On GitLab's machine:     bash gitlab-token.sh
# From the bootstrap node: ssh GITLAB 'bash -s' <gitlab-token.sh
#
# Both stand in no file, no log and no argument or variable of a program. A second run prints the same.

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

# GitLab keeps tokens as they are up to 11.x; later ones can't be read back, and so another one is made.
read -r -d '' program <<'RUBY' || true
user = User.find_by(username: 'root')
abort 'gitlab-token: GitLab has no user root' if user.nil?
usable = user.personal_access_tokens.where(name: 'uegen', revoked: false, impersonation: false).to_a.select do |one|
  one.scopes.map(&:to_s).include?('api') && one.expires_at.nil? && one.token.to_s != ''
end
token = usable.first || user.personal_access_tokens.create!(name: 'uegen', scopes: [:api])
$stdout.puts "gitlab.root.token=#{token.token}"
settings = ApplicationSetting.current || ApplicationSetting.create_from_defaults
$stdout.puts "runner.registration-token=#{settings.runners_registration_token}"
RUBY
readonly program

if ! command -v gitlab-rails >/dev/null; then
  echo "gitlab-token: the program gitlab-rails is missing: this runs on GitLab's machine, as root" >&2
  exit 1
fi
gitlab-rails runner "$program" </dev/null
