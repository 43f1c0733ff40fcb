#!/usr/bin/env bash
# Builds the platform's images from the checkout around this script, and pushes them to the registry.
# Usage: docker-build.sh [--docker-hub | --pushed]
# The images hold passwords and tokens of config.yml. Before the first push to an account on Docker Hub the script
# asks; --docker-hub says yes, also where nobody can be asked.
# --pushed builds nothing: it says whether every image has been pushed with the present settings in it.
# What was pushed stands in .uegen/images, a file for each image: package-deploy.sh starts an app anew when that changes.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail

readonly registry='sppark'
readonly tag=v1
# The registry's host, empty for Docker Hub, and the name that docker keeps its login under.
readonly host=''
readonly login='https://index.docker.io/v1/'
# What Maven fills the services' resources with.
readonly properties='uengine-resource/config.properties.yml'
settings=''
root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
readonly folders=(
  uengine-cloud-config
  uengine-eureka-server
  uengine-cloud-iam
  uengine-cloud-iam/front-end
  uengine-cloud-server
  uengine-cloud-ui
)
readonly records=$root/.uegen/images
# Later revisions of the platform have it: their images are none that the other files fit.
readonly later=uengine-resource/deploy-files/redis.json revision=v1.0

# What ansible-bootstrap-tools.yml installs comes first: the front ends want its old Node, while uegen wants a newer one.
if [[ -d /usr/lib/jvm/java-1.8.0-openjdk ]]; then
  export JAVA_HOME=/usr/lib/jvm/java-1.8.0-openjdk
  PATH=$JAVA_HOME/bin:$PATH
fi
PATH=/opt/uegen-tools/maven/bin:/opt/uegen-tools/node/bin:$PATH

# Whoever pushes needs the login: that is root where docker runs through sudo.
docker_command=(docker)
pusher=(sh)
if ((EUID != 0)); then
  docker_command=(sudo docker)
  pusher=(sudo sh)
fi

fail() {
  echo "docker-build: $1" >&2
  exit 1
}

check() {
  local missing=0 tool folder tools=(mvn java javac node npm bzip2 "${docker_command[@]}")
  if [[ -n $host ]]; then tools+=(curl); fi
  # javac tells a JDK from a mere Java; phantomjs, which the front ends fetch, is packed with bzip2.
  for tool in "${tools[@]}"; do
    command -v "$tool" >/dev/null && continue
    echo "docker-build: the program $tool is missing" >&2
    missing=1
  done
  if ((missing)); then echo "docker-build: ansible-bootstrap-tools.yml installs all but docker" >&2; fi
  for folder in "${folders[@]}"; do
    [[ -d $root/$folder ]] && continue
    echo "docker-build: the folder $root/$folder is missing" >&2
    missing=1
  done
  return "$missing"
}

# check_revision: a build says so, and goes on
check_revision() {
  [[ ! -e $root/$later ]] || fail "this checkout has $later and so is later than $revision, which all else here is for: run git checkout $revision"
}

# check_properties: upstream's file, or that of an old Maven run, would build other people's passwords into the images
check_properties() {
  local manifest=$root/.uegen/manifest.json file=$root/$properties listed actual
  [[ -e $file ]] || fail "$file is missing: run uegen build with the config in $root/uengine-resource"
  [[ -r $file && -r $manifest ]] || fail "$file and $manifest must be readable: run this script as the user who runs uegen build"
  listed=$(sed -n "s|^{\"path\":\"$properties\",.*\"hash\":\"\([0-9a-f]*\)\".*|\1|p" "$manifest")
  actual=$(sha256sum <"$file")
  settings=${actual%% *}
  [[ $settings == "$listed" ]] || fail "$file is not the one that uegen made: run uegen build"
  [[ ! -e $root/install/NOT-DEPLOYABLE.txt ]] || fail "$file holds placeholders: run uegen build without --no-resolve"
}

# confirm_docker_hub: once for each account, which is then kept in .uegen
confirm_docker_hub() {
  local record=$root/.uegen/docker-hub answer
  if [[ -n $host || -r $record && $(<"$record") == "$registry" ]]; then return; fi
  if [[ $1 != --docker-hub ]]; then
    echo "docker-build: the images hold passwords and tokens of config.yml. $registry is an account on Docker Hub, where everybody can pull an image unless its repository is private." >&2
    [[ -t 0 ]] || fail 'to push there all the same, say --docker-hub'
    read -r -p 'Push them there all the same? Type the name of the account: ' answer
    [[ $answer == "$registry" ]] || fail 'nothing was built'
  fi
  (umask 077 && echo "$registry" >"$record")
}

# wants_login: whether the registry lets only those in who have one
wants_login() {
  local scheme status
  [[ -n $host ]] || return 0
  for scheme in https http; do
    # The certificate is for docker to judge.
    status=$(curl -sk -m 20 -o /dev/null -w '%{http_code}' "$scheme://$host/v2/") || true
    if [[ $status != 000 ]]; then break; fi
  done
  if [[ $status == 000 ]]; then echo "docker-build: $host does not answer from here; going on" >&2; fi
  [[ $status == 401 ]]
}

# login_kind: `stored`, `helper NAME` or nothing, from the config.json of the user who pushes
login_kind() {
  # shellcheck disable=SC2016
  "${pusher[@]}" -c 'file=${DOCKER_CONFIG:-$HOME/.docker}/config.json; [ ! -e "$file" ] || cat "$file"' | node -e '
    const login = process.argv[1];
    const bare = (name) => name.replace(/^https?:\/\//, "").replace(/\/.*/, "");
    let text = "";
    process.stdin.on("data", (data) => (text += data)).on("end", () => {
      const config = JSON.parse(text.trim() || "{}");
      const found = (map) => map[Object.keys(map).find((name) => bare(name) === bare(login))];
      const helper = found(config.credHelpers || {}) || config.credsStore;
      const stored = found(config.auths || {}) || {};
      if (helper) console.log("helper " + helper);
      else if (stored.auth || stored.identitytoken || stored.username) console.log("stored");
    });' "$login"
}

# check_login: a build takes long, and its push would be refused
check_login() {
  local kind
  wants_login || return 0
  kind=$(login_kind) || fail "the config.json of docker can't be read"
  case $kind in
    stored) return ;;
    helper*)
      # shellcheck disable=SC2016
      printf %s "$login" | "${pusher[@]}" -c 'exec "docker-credential-$1" get' sh "${kind#helper }" >/dev/null 2>&1 && return
      ;;
  esac
  fail "${host:-Docker Hub} wants a login, and docker has none for it: run ${docker_command[*]} login${host:+ $host}"
}

# enter FOLDER
enter() {
  echo "== $1"
  cd "$root/$1"
}

build_front_end() {
  npm install
  npm run build
}

# push IMAGE: from the folder that the image is made of
push() {
  local image=$registry/$1:$tag digest
  "${docker_command[@]}" build -t "$image" ./
  "${docker_command[@]}" push "$image" | tee "$work/push"
  digest=$(sed -n "s/^$tag: digest: \(sha256:[0-9a-f]\{64\}\) .*/\1/p" "$work/push")
  [[ -n $digest ]] || fail "docker push named no digest of $image: package-deploy.sh would not know that it is new"
  keep "$1" "$digest $image"
}

# keep IMAGE TEXT: what was pushed, and the checksum of the settings in it; at once or not at all
keep() {
  (umask 077 && printf '%s\n' "$2" "$settings" >"$records/$1.new")
  mv -f "$records/$1.new" "$records/$1"
}

# check_pushed IMAGE...: what builds on it needs images that hold the present settings
check_pushed() {
  local image built
  check_properties
  for image in "$@"; do
    built=''
    if [[ -r $records/$image ]]; then { read -r && read -r built; } <"$records/$image" || true; fi
    [[ $built == "$settings" ]] || fail "$image has not been pushed with the present settings: run docker-build.sh (uegen run package) first"
  done
  echo 'docker-build: every image has been pushed with the present settings'
}

case ${1:-} in
  '' | --docker-hub) ;;
  --pushed)
    check_pushed uengine-cloud-config uengine-eureka-server uengine-cloud-iam uengine-cloud-server uengine-cloud-ui
    exit
    ;;
  *) fail "there is no option $1; there are --docker-hub and --pushed" ;;
esac
check
check_revision
check_properties
confirm_docker_hub "${1:-}"
check_login
(umask 077 && mkdir -p "$records")
[[ -w $records ]] || fail "$records can't be written: run this script as the user who runs uegen build"

work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT

enter uengine-cloud-config
mvn package -B
push uengine-cloud-config

enter uengine-eureka-server
mvn package -B
push uengine-eureka-server

enter uengine-cloud-iam/front-end
build_front_end
enter uengine-cloud-iam
mvn clean package -B
push uengine-cloud-iam

enter uengine-cloud-server
mvn clean package -B
push uengine-cloud-server

enter uengine-cloud-ui
build_front_end
push uengine-cloud-ui
