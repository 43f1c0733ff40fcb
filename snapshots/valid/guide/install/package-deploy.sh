#!/usr/bin/env bash
# Deploys the platform's apps from deploys/ beside this script's folder: the load balancers, then configuration,
# discovery and database, and, once those are healthy, the rest. An app that already runs as its file says is left alone,
# unless docker-build.sh has pushed another image for it.
# Usage: package-deploy.sh [--check | --database-password-set | --database-moved | --restart APP...]
# --check:                 only looks whether everything is there and Marathon answers.
# --database-password-set: another password for a database that runs is fine, since the database has it already.
# --database-moved:        another node for the database is fine, since its data lies there already.
# --restart:               starts these apps anew, named as their files are (cloud-server), and waits for their health.
# UEGEN_DEPLOY_TIMEOUT:  seconds to wait for health (900).
# UEGEN_DEPLOY_INTERVAL: seconds between two looks (5).

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail

readonly timeout=${UEGEN_DEPLOY_TIMEOUT:-900} interval=${UEGEN_DEPLOY_INTERVAL:-5}
readonly balancers=(marathon-lb.json marathon-lb-internal.json)
readonly foundation=(config.json eureka-server.json db.json)
readonly services=(iam.json cloud-server.json cloud-ui.json)

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
readonly deploys=$root/deploys records=$root/.uegen/images

# Python 2.7 or 3, with Marathon's list of apps on stdin. `plan FILE...` prints a line for each: absent, current,
# differs or what keeps the database from a change (node, password), the app's id, the file. `waiting FILE...` prints the apps that aren't healthy, in one line. `definition
# FILE` prints what Marathon is to be given.
read -r -d '' program <<'PYTHON' || true
import io
import json
import os
import sys

IMAGE_LABEL = 'UEGEN_IMAGE_DIGEST'
PASSWORD = 'MYSQL_ROOT_PASSWORD'


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


def image_of(app):
    return app.get('container', {}).get('docker', {}).get('image')


def pushed_images(folder):
    """The digests that docker-build.sh has noted, by the images' names."""
    digests = {}
    try:
        for name in sorted(os.listdir(folder)) if os.path.exists(folder) else []:
            if name.endswith('.new'):
                continue
            with io.open(os.path.join(folder, name), encoding='utf-8') as source:
                digest, _, image = source.readline().rstrip('\n').partition(' ')
            if not digest.startswith('sha256:') or not image:
                raise ValueError(name)
            digests[image] = digest
    except (IOError, OSError, ValueError):
        sys.exit("package-deploy: {0} can't be read or holds something else than docker-build.sh's records".format(folder))
    return digests


def wanted(app, deployed, digests):
    """The app with the digest of its image as a label, so that a new image is a change. What isn't known stays."""
    image = image_of(app)
    digest = digests.get(image)
    if digest is None and deployed is not None and image_of(deployed) == image:
        digest = deployed.get('labels', {}).get(IMAGE_LABEL)
    labels = dict(app.get('labels', {}))
    if digest is not None:
        labels[IMAGE_LABEL] = digest
    return dict(app, id=app_id(app), **({'labels': labels} if labels else {}))


def places(app):
    """The addresses of the nodes that an app is bound to, which are regular expressions."""
    return [each[-1].replace('\\', '') for each in app.get('constraints', [])]


def state(app, deployed):
    if deployed is None:
        return 'absent'
    if agrees(app, deployed):
        return 'current'
    if PASSWORD not in app.get('env', {}):
        return 'differs'
    moved = places(app) != places(deployed)
    other = app['env'][PASSWORD] != deployed.get('env', {}).get(PASSWORD)
    return 'node,' * moved + 'password,' * other or 'differs'


def waiting(deployed):
    if deployed is None:
        return 'not there'
    instances, running, healthy = (deployed.get(key, 0) for key in ('instances', 'tasksRunning', 'tasksHealthy'))
    if running == instances and healthy >= instances and not deployed.get('deployments'):
        return None
    text = '{0} of {1} running, {2} healthy'.format(running, instances, healthy)
    return text + ', being deployed' if deployed.get('deployments') else text


def main(mode, records, paths):
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
    digests = {} if mode == 'waiting' else pushed_images(records)
    found = [
        (wanted(app, deployed.get(app_id(app)), digests), deployed.get(app_id(app))) for app in apps
    ]
    if mode == 'definition':
        print(json.dumps(found[0][0]))
    elif mode == 'plan':
        for path, pair in zip(paths, found):
            print('{0} {1} {2}'.format(state(*pair), app_id(pair[0]), path))
    else:
        texts = [(app_id(app), waiting(other)) for app, other in found]
        print(', '.join('{0} ({1})'.format(*text) for text in texts if text[1]))


main(sys.argv[1], sys.argv[2], sys.argv[3:])
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
  printf '%s' "$listed" | "$python" -c "$program" "$1" "$records" "${@:2}"
}

list_apps() {
  listed=$(dcos marathon app list --json </dev/null) || fail "dcos can't ask Marathon: is it set up, and logged in with 'dcos auth login'?"
}

# check_database FILE...: its data doesn't follow to another node, and keeps the password that it has
check_database() {
  local plan
  plan=$(ask plan "$@")
  if [[ $allowed != *--database-moved* && $'\n'$plan == *$'\n'node,* ]]; then
    fail "db.ip has changed, and the data lies where the database runs now: stop it, move /mysql/datadir, and say --database-moved; uegen plan showed the steps"
  fi
  if [[ $allowed != *--database-password-set* && $plan == *password,* ]]; then
    fail "db.password has changed, and the database that runs still has the old one: run 'uegen run db-password', which sets it there first"
  fi
}

deploy() {
  local plan state id file
  list_apps
  plan=$(ask plan "$@")
  while read -r state id file; do
    case $state in
      absent)
        say "$id: adding"
        ask definition "$file" | dcos marathon app add
        ;;
      differs | *,)
        say "$id: updating"
        ask definition "$file" | dcos marathon app update "$id"
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

# restart FILE...: for what an app reads at its start only; one that doesn't run yet will read it
restart() {
  local plan state id file restarted=()
  list_apps
  plan=$(ask plan "$@")
  while read -r state id file; do
    if [[ $state == absent ]]; then
      say "$id is not deployed yet"
      continue
    fi
    say "$id: restarting"
    dcos marathon app restart "$id" </dev/null
    restarted+=("$file")
  done <<<"$plan"
  if ((${#restarted[@]} > 0)); then wait_until_healthy "${restarted[@]}"; fi
}

readonly everything=("${balancers[@]}" "${foundation[@]}" "${services[@]}")
listed=''
allowed=''
mode=deploy
case ${1:-} in
  '') ;;
  --check) mode=check ;;
  --database-password-set | --database-moved)
    allowed=$*
    for option; do
      case $option in
        --database-password-set | --database-moved) ;;
        *) fail "there is no option $option" ;;
      esac
    done
    ;;
  --restart)
    mode=restart
    shift
    (($# > 0)) || fail "--restart wants the name of an app"
    restarts=("${@/%/.json}")
    for file in "${restarts[@]}"; do
      [[ " ${everything[*]} " == *" $file "* ]] || fail "there is no app ${file%.json}"
    done
    ;;
  *) fail "there is no option $1" ;;
esac
check
cd "$deploys"
# Before anything is deployed: every file can be read, and Marathon answers.
list_apps
ask plan "${everything[@]}" >/dev/null
if [[ $mode == check ]]; then exit; fi
if [[ $mode == restart ]]; then
  restart "${restarts[@]}"
  exit
fi
check_database "${foundation[@]}"

deploy "${balancers[@]}"
deploy "${foundation[@]}"
wait_until_healthy "${foundation[@]}"
deploy "${services[@]}"
say "everything is deployed"
