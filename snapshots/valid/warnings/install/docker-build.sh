#!/usr/bin/env bash
# Builds the platform's five images from the checkout around this script, and pushes them to the registry.
# Usage: docker-build.sh

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail

readonly registry='sppark'
readonly tag=v1
root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
readonly root

# What ansible-bootstrap-tools.yml installs comes first: the front ends want its old Node, while uegen wants a newer one.
if [[ -d /usr/lib/jvm/java-1.8.0-openjdk ]]; then
  export JAVA_HOME=/usr/lib/jvm/java-1.8.0-openjdk
  PATH=$JAVA_HOME/bin:$PATH
fi
PATH=/opt/uegen-tools/maven/bin:/opt/uegen-tools/node/bin:$PATH

docker_command=(docker)
if ((EUID != 0)); then docker_command=(sudo docker); fi

check() {
  local missing=0 tool folder
  # javac tells a JDK from a mere Java; phantomjs, which the front ends fetch, is packed with bzip2.
  for tool in mvn java javac node npm bzip2 "${docker_command[@]}"; do
    command -v "$tool" >/dev/null && continue
    echo "docker-build: the program $tool is missing" >&2
    missing=1
  done
  if ((missing)); then echo "docker-build: ansible-bootstrap-tools.yml installs all but docker" >&2; fi
  for folder in uengine-cloud-config uengine-eureka-server uengine-cloud-iam uengine-cloud-iam/front-end \
    uengine-cloud-server uengine-cloud-ui; do
    [[ -d $root/$folder ]] && continue
    echo "docker-build: the folder $root/$folder is missing" >&2
    missing=1
  done
  return "$missing"
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
  "${docker_command[@]}" build -t "$registry/$1:$tag" ./
  "${docker_command[@]}" push "$registry/$1:$tag"
}

check

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
