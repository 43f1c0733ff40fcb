#!/usr/bin/env bash
# Creates the platform's five projects in GitLab, those that are missing, as root; and says which number config.yml wants.
# Usage: gitlab-projects.sh
# The token is read from gitlab/credentials beside this script.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail
umask 077

readonly gitlab='http://gitlab.pas-mini.io'
readonly account=root
readonly database=cloud-config-repository
readonly projects=("$database" template-springboot template-iam template-zuul template-vuejs)
# gitlab.config-repo.projectId, as config.yml had it.
readonly configured=''

credentials=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)/gitlab/credentials
readonly credentials

# Python 2.7 or 3: prints a key of the JSON object on stdin, or nothing; what isn't text or a number, as JSON.
read -r -d '' program <<'PYTHON' || true
import json
import sys

try:
    value = json.loads(getattr(sys.stdin, 'buffer', sys.stdin).read().decode('utf-8'))[sys.argv[1]]
    if not isinstance(value, (int, type(u''))):
        value = json.dumps(value)
    getattr(sys.stdout, 'buffer', sys.stdout).write((u'%s' % value).encode('utf-8'))
except (ValueError, KeyError, TypeError, UnicodeError):
    pass
PYTHON
readonly program

say() {
  echo "gitlab-projects: $1"
}

complain() {
  echo "gitlab-projects: $1" >&2
}

fail() {
  complain "$1"
  exit 1
}

find_python() {
  local candidate
  for candidate in python /usr/bin/python python3 python2; do
    if "$candidate" -c '' >/dev/null 2>&1; then
      python=$candidate
      return
    fi
  done
  return 1
}

check() {
  local missing=0
  if ! command -v curl >/dev/null; then
    complain "the program curl is missing"
    missing=1
  fi
  if ! find_python; then
    complain "the program python is missing"
    missing=1
  fi
  if [[ -r $credentials ]]; then token=$(sed -n 's/^token=//p' "$credentials"); fi
  if [[ -z $token ]]; then
    complain "gitlab.root.token is blank: make one in GitLab, logged in as $account, under Settings / Access Tokens with the scope api, set it in config.yml, and build again"
    missing=1
  fi
  return "$missing"
}

# request METHOD PATH [OPTION...]: sets status to HTTP's, and answer to the body. The token goes to curl on its standard
# input, where no list of processes shows it.
request() {
  local method=$1 path=$2 header
  shift 2
  header="PRIVATE-TOKEN: $token"
  header=${header//\\/\\\\}
  header=${header//\"/\\\"}
  : >"$work/answer"
  status=$(printf 'header = "%s"\n' "$header" |
    curl --config - --silent --show-error --max-time 60 --request "$method" "$@" \
      --output "$work/answer" --write-out '%{http_code}' "$gitlab/api/v4/$path") ||
    fail "GitLab can't be reached at $gitlab"
  answer=$(tr -d '\0' <"$work/answer")
}

# field NAME: that key of the answer
field() {
  printf '%s' "$answer" | "$python" -c "$program" "$1"
}

# unexpected WHAT: ends with what GitLab says
unexpected() {
  fail "$1: GitLab answers $status $(field message)$(field error)"
}

check_account() {
  request GET user
  case $status in
    200) ;;
    401) fail "GitLab refuses the token: is gitlab.root.token still valid?" ;;
    *) unexpected "the account of the token" ;;
  esac
  [[ $(field username) == "$account" ]] || fail "the token belongs to $(field username), and the projects to $account"
}

# ensure PROJECT: creates it where it is missing, and sets id to its number
ensure() {
  local found=1
  request GET "projects/$account%2F$1"
  if [[ $status == 404 ]]; then
    found=0
    request POST projects --data "name=$1" --data "path=$1"
    [[ $status == 201 ]] || unexpected "$1 can't be created"
  elif [[ $status != 200 ]]; then
    unexpected "$1"
  fi
  id=$(field id)
  [[ $id =~ ^[1-9][0-9]*$ ]] || unexpected "$1 has no number"
  if ((found)); then say "$1 is there"; else say "$1 is created"; fi
}

python='' token='' status='' answer='' id=''
check

work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT

check_account
for project in "${projects[@]}"; do
  ensure "$project"
  if [[ $project == "$database" ]]; then database_id=$id; fi
done
if [[ $database_id == "$configured" ]]; then
  say "gitlab.config-repo.projectId is $database_id, as config.yml has it"
else
  say "set gitlab.config-repo.projectId: $database_id in config.yml, and build again"
fi
