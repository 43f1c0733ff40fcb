#!/usr/bin/env bash
# Fetches what uegen doesn't make and this folder lacks: the platform's sources and DC/OS' installer. What is there is
# kept as it is.
# Usage: download.sh

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

readonly repository='https://github.com/TheOpenCloudEngine/uEngine-cloud'
readonly revision='v1.0'
# Whether the repository can be cloned without its history; empty where it lies on a web server alone.
readonly shallow='yes'
readonly installer_url='https://s3.ap-northeast-2.amazonaws.com/uengine-cloud/dcos_generate_config.sh'
# Without sha256: in front; empty where config.yml names none.
readonly checksum=''
# What the phases of uegen run want to find beside install/.
readonly folders=('uengine-cloud-config' 'uengine-eureka-server' 'uengine-cloud-iam' 'uengine-cloud-server' 'uengine-cloud-ui' 'template-springboot' 'template-iam' 'template-zuul' 'template-vuejs')
# Later revisions of the platform have it.
readonly later='uengine-resource/deploy-files/redis.json' fitting='v1.0'

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly here root=${here%/*}
readonly installer=$here/dcos_generate_config.sh
# The checksum of the installer that was downloaded first.
readonly record=$root/.uegen/installer-checksum

say() {
  echo "download: $1"
}

complain() {
  echo "download: $1" >&2
}

fail() {
  complain "$1"
  exit 1
}

check() {
  local tool missing=0
  for tool in git curl sha256sum; do
    command -v "$tool" >/dev/null && continue
    complain "the program $tool is missing"
    missing=1
  done
  return "$missing"
}

# fetch_sources: only whole folders that are missing; the rest of the checkout stays out of here
fetch_sources() {
  local folder lacking=()
  for folder in "${folders[@]}"; do
    if [[ ! -e $root/$folder ]]; then lacking+=("$folder"); fi
  done
  if ((${#lacking[@]} == 0)); then
    say "the platform's sources are there and kept"
    if [[ -e $root/$later ]]; then complain "warning: they have $later and so are later than $fitting, which fits: run git checkout $fitting"; fi
    return
  fi
  [[ ! -e $root/$later ]] || fail "the sources here have $later and so are later than $fitting: run git checkout $fitting"
  git -c advice.detachedHead=false clone -q ${shallow:+--depth 1} --branch "$revision" "$repository" "$work/sources" || fail "$repository has no $revision, or can't be reached"
  [[ ! -e $work/sources/$later ]] || fail "$revision has $later and so is later than $fitting, which fits: set platform.revision in config.yml"
  for folder in "${lacking[@]}"; do
    [[ -d $work/sources/$folder ]] || fail "$repository has no folder $folder at $revision"
  done
  for folder in "${lacking[@]}"; do
    mv -- "$work/sources/$folder" "$root/$folder"
    say "$folder is that of $revision"
  done
  say "run uegen build once more: it fills in what the new sources leave open"
}

checksum_of() {
  local sum
  sum=$(sha256sum <"$1")
  echo "${sum%% *}"
}

# compare SUM: an installer that isn't the one that config.yml names is refused, another than the first is told
compare() {
  local known=''
  if [[ -n $checksum ]]; then
    [[ $1 == "$checksum" ]] || fail "the checksum of dcos_generate_config.sh is sha256:$1, and not the one of dcos.installer-checksum in config.yml"
    return
  fi
  if [[ -r $record ]]; then known=$(<"$record"); fi
  if [[ -z $known ]]; then
    (umask 077 && mkdir -p "${record%/*}" && echo "$1" >"$record.new" && mv -f "$record.new" "$record")
    say "the checksum of dcos_generate_config.sh was not checked; to keep to this one, set dcos.installer-checksum: sha256:$1"
  elif [[ $1 != "$known" ]]; then
    complain "warning: the checksum of dcos_generate_config.sh is sha256:$1, and that of the first one here was sha256:$known"
  fi
}

fetch_installer() {
  if [[ -e $installer ]]; then
    say "dcos_generate_config.sh is there and kept"
    compare "$(checksum_of "$installer")"
    return
  fi
  curl --fail --location --show-error --silent --retry 3 --output "$work/installer" "$installer_url" || fail "$installer_url can't be downloaded"
  # A page of a proxy or of a store is no program.
  [[ $(head -c 2 "$work/installer") == '#!' ]] || fail "$installer_url answered with something that is no script"
  compare "$(checksum_of "$work/installer")"
  chmod 0644 "$work/installer"
  mv -f "$work/installer" "$installer"
  say "dcos_generate_config.sh is downloaded"
}

check
# Beside what is fetched, so that it is moved there at once or not at all.
work=$(mktemp -d "$here/.download.XXXXXX")
readonly work
trap 'rm -rf "$work"' EXIT

fetch_sources
fetch_installer
