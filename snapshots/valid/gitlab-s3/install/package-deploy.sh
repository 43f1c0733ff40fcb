#!/usr/bin/env bash
# Deploys the platform's apps from deploys/ beside this script's folder: the load balancers, then configuration,
# discovery and database, and, once those are healthy, the rest. An app that already runs as its file says is left alone.
# Usage: package-deploy.sh
# UEGEN_DEPLOY_TIMEOUT:  seconds to wait for health (900).
# UEGEN_DEPLOY_INTERVAL: seconds between two looks (5).

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail

readonly timeout=${UEGEN_DEPLOY_TIMEOUT:-900} interval=${UEGEN_DEPLOY_INTERVAL:-5}
readonly balancers=(marathon-lb.json marathon-lb-internal.json)
readonly foundation=(config.json eureka-server.json db.json)
readonly services=(iam.json cloud-server.json cloud-ui.json)

deploys=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)/deploys
readonly deploys

# Python 2.7 or 3, with Marathon's list of apps on stdin. `plan FILE...` prints a line for each: absent, differs or
# current, the app's id, the file. `waiting FILE...` prints the apps that aren't healthy, in one line.
read -r -d '' program <<'PYTHON' || true
import io
import json
import sys


def read(path):
    with io.open(path, encoding='utf-8') as source:
        return json.loads(source.read())


def app_id(app):
    return '/' + app['id'].strip('/')


def agrees(wanted, found, exactly=False):
    """Marathon adds defaults: what it has beyond our keys counts in labels and env only."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        if exactly:
            return wanted == found
        return all(
            key in found and agrees(value, found[key], key in ('labels', 'env'))
            for key, value in wanted.items()
        )
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(agrees(*pair) for pair in zip(wanted, found))
    return wanted == found


def state(app, deployed):
    if deployed is None:
        return 'absent'
    wanted = dict(app, id=app_id(app))
    return 'current' if agrees(wanted, deployed) else 'differs'


def waiting(deployed):
    if deployed is None:
        return 'not there'
    instances, running, healthy = (deployed.get(key, 0) for key in ('instances', 'tasksRunning', 'tasksHealthy'))
    if running == instances and healthy >= instances and not deployed.get('deployments'):
        return None
    text = '{0} of {1} running, {2} healthy'.format(running, instances, healthy)
    return text + ', being deployed' if deployed.get('deployments') else text


def main(mode, paths):
    apps = []
    for path in paths:
        try:
            apps.append(read(path))
            app_id(apps[-1])
        except (IOError, ValueError, KeyError, TypeError, AttributeError):
            sys.exit('package-deploy: {0} is no app definition'.format(path))
    try:
        listed = json.loads(getattr(sys.stdin, 'buffer', sys.stdin).read().decode('utf-8'))
        deployed = dict((app['id'], app) for app in listed)
    except (ValueError, KeyError, TypeError):
        sys.exit('package-deploy: dcos marathon app list --json printed something else')
    found = [(app, deployed.get(app_id(app))) for app in apps]
    if mode == 'plan':
        for path, pair in zip(paths, found):
            print('{0} {1} {2}'.format(state(*pair), app_id(pair[0]), path))
    else:
        texts = [(app_id(app), waiting(other)) for app, other in found]
        print(', '.join('{0} ({1})'.format(*text) for text in texts if text[1]))


main(sys.argv[1], sys.argv[2:])
PYTHON
readonly program

say() {
  echo "package-deploy: $1"
}

complain() {
  echo "package-deploy: $1" >&2
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
  local number file missing=0
  for number in "$timeout" "$interval"; do
    [[ $number =~ ^[1-9][0-9]{0,8}$ ]] || fail "UEGEN_DEPLOY_TIMEOUT and UEGEN_DEPLOY_INTERVAL are whole seconds, at least 1"
  done
  if ! command -v dcos >/dev/null; then
    complain "the program dcos is missing: install the DC/OS CLI"
    missing=1
  fi
  if ! find_python; then
    complain "the program python is missing"
    missing=1
  fi
  for file in "${balancers[@]}" "${foundation[@]}" "${services[@]}"; do
    [[ -r $deploys/$file ]] && continue
    complain "the file $deploys/$file is missing or can't be read"
    missing=1
  done
  return "$missing"
}

# ask MODE FILE...: the program above; the list of apps goes through a pipe, since it holds secrets
ask() {
  printf '%s' "$listed" | "$python" -c "$program" "$@"
}

list_apps() {
  listed=$(dcos marathon app list --json </dev/null) || fail "dcos can't ask Marathon: is it set up, and logged in with 'dcos auth login'?"
}

deploy() {
  local plan state id file
  list_apps
  plan=$(ask plan "$@")
  while read -r state id file; do
    case $state in
      absent)
        say "$id: adding"
        dcos marathon app add "$file" </dev/null
        ;;
      differs)
        say "$id: updating"
        dcos marathon app update "$id" <"$file"
        ;;
      *) say "$id is current" ;;
    esac
  done <<<"$plan"
}

wait_until_healthy() {
  local deadline=$((SECONDS + timeout)) pending said=''
  while true; do
    list_apps
    pending=$(ask waiting "$@")
    if [[ -z $pending ]]; then return; fi
    if ((SECONDS >= deadline)); then
      complain "still not healthy after $timeout seconds:"
      fail "$pending"
    fi
    if [[ $pending != "$said" ]]; then say "waiting for $pending"; fi
    said=$pending
    sleep "$interval"
  done
}

listed=''
check
cd "$deploys"
# Before anything is deployed: every file can be read, and Marathon answers.
list_apps
ask plan "${balancers[@]}" "${foundation[@]}" "${services[@]}" >/dev/null

deploy "${balancers[@]}"
deploy "${foundation[@]}"
wait_until_healthy "${foundation[@]}"
deploy "${services[@]}"
say "everything is deployed"
