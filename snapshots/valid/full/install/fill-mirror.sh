#!/usr/bin/env bash
# Fills a folder with everything that config.yml has machines fetch, where there is internet, and says what changed.
# Usage: fill-mirror.sh FOLDER [files] [packages] [images]
#        fill-mirror.sh --push FOLDER
# Without a word behind FOLDER all three are fetched. Run again, it goes on where it stopped, and keeps what is right.
# A web server has to serve FOLDER as mirror.url of config.yml. In the closed network, --push brings the images of
# FOLDER to the registry of the mirror.
# FOLDER/mirror-list.txt names every file with its sha256 and size. FOLDER/uegen-mirror.repo is for machines that want
# packages before uegen has set them up, such as ansible on the bootstrap node.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

# The proxy of config.yml, unless whoever starts this names one, or with `https_proxy= bash fill-mirror.sh` none.
if [[ -z ${http_proxy+named}${https_proxy+named}${HTTPS_PROXY+named}${all_proxy+named}${ALL_PROXY+named} ]]; then
  export http_proxy='http://proxy.pas-mini.io:3128' https_proxy='http://proxy.pas-mini.io:3129'
  export no_proxy='localhost,127.0.0.1,169.254.169.254,mesos,.mesos,thisdcos.directory,.thisdcos.directory,dcos.directory,.dcos.directory,zk,.zk,172.31.15.249,172.31.12.143,172.31.4.125,172.31.1.198,gitlab.pas-mini.io,mirror.pas-mini.io,corp.pas-mini.io,.corp.pas-mini.io,nexus.pas-mini.io,172.31.99.7'
  export HTTP_PROXY=$http_proxy HTTPS_PROXY=$https_proxy NO_PROXY=$no_proxy
fi

readonly url='http://mirror.pas-mini.io/uegen' registry='mirror.pas-mini.io:5000'
readonly architecture='x86_64'
# Of each its place in the folder, its address, and its checksum: empty, or behind `list:` that of its name in another file.
readonly files=(
  'files/maven/apache-maven-3.3.9-bin.tar.gz' 'http://mirror.pas-mini.io/apache-maven-3.3.9-bin.tar.gz' 'sha256:6e3e9c949ab4695a204f74038717aa7b2689b1be94875899ac1b3fe42800ff82'
  'files/node/SHASUMS256.txt' 'http://mirror.pas-mini.io/SHASUMS256.txt' ''
  'files/node/node-v7.10.1-linux-x64.tar.gz' 'http://mirror.pas-mini.io/node-v7.10.1-linux-x64.tar.gz' 'list:sha256:files/node/SHASUMS256.txt'
  'files/dcos-cli/dcos' 'http://mirror.pas-mini.io/dcos' 'sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e'
  'files/dcos-installer/dcos_generate_config.sh' 'https://mirror.test/dcos/dcos_generate_config.sh' 'sha256:5555555555555555555555555555555555555555555555555555555555555555'
  'keys/epel-key' 'http://mirror.pas-mini.io/RPM-GPG-KEY-EPEL-7' ''
  'keys/docker-key' 'http://mirror.pas-mini.io/docker.gpg' ''
  'keys/gitlab-key' 'http://mirror.pas-mini.io/gitlab.key' ''
  'keys/gitlab-runner-key' 'http://mirror.pas-mini.io/runner.gpg' ''
  'keys/gitlab-runner-package-key' 'http://mirror.pas-mini.io/runner-packages.gpg' ''
  'files/docker-machine/docker-machine-Linux-x86_64' 'http://mirror.pas-mini.io/docker-machine-Linux-x86_64' 'sha256:56f1e04811e21e972c44ca9b1d0a78784764646fedab3858c6239fcbaac4c87d'
)
readonly sources='git/platform.git' sources_url='https://mirror.test/uEngine-cloud.git' revision='v1.0'
# Of each its name, its place, its address, and whether its metadata are signed and have to stay as they are.
# shellcheck disable=SC2016
readonly repositories=(
  'base' 'repositories/centos/os/x86_64' 'https://vault.centos.org/7.9.2009/os/x86_64' ''
  'updates' 'repositories/centos/updates/x86_64' 'https://vault.centos.org/7.9.2009/updates/x86_64' ''
  'extras' 'repositories/centos/extras/x86_64' 'https://vault.centos.org/7.9.2009/extras/x86_64' ''
  'epel' 'repositories/epel' 'http://mirror.pas-mini.io/epel/7/x86_64' ''
  'docker' 'repositories/docker' 'http://mirror.pas-mini.io/docker' ''
  'gitlab' 'repositories/gitlab' 'http://mirror.pas-mini.io/gitlab-ce/el/7/x86_64' ''
  'gitlab-runner' 'repositories/gitlab-runner' 'http://mirror.pas-mini.io/runner' 'yes'
)
# Of each its name and the place of its key, where its machines haven't got it.
readonly repository_keys=(
  'epel' 'keys/epel-key'
  'docker' 'keys/docker-key'
  'gitlab' 'keys/gitlab-key'
  'gitlab-runner' 'keys/gitlab-runner-key'
  'gitlab-runner' 'keys/gitlab-runner-package-key'
)
# Empty where machines have repositories of their own for the distribution: then those of this machine are looked into too.
readonly distribution='yes'
readonly packages=(
  'ansible'
  'bzip2'
  'git'
  'gzip'
  'java-1.8.0-openjdk-devel'
  'tar'
  'wget'
  'bind-utils'
  'curl'
  'device-mapper-persistent-data'
  'ipset'
  'libselinux-python'
  'lvm2'
  'ntp'
  'unzip'
  'xz'
  'yum-utils'
  'haveged'
  'ca-certificates'
  'docker-ce-17.05.0.ce-1.el7.centos'
  'openssh-server'
  'policycoreutils-python'
  'gitlab-ce-10.2.5-ce.0.el7'
  'gitlab-runner-12.0.0'
  'rinetd-0.62-9.el7'
  'rsync'
)
# Of each its name, and its name in the registry.
readonly images=(
  'registry:2.6.2' 'library/registry:2.6.2'
  'minio/minio:RELEASE.2018-06-09T03-43-35Z' 'minio/minio:RELEASE.2018-06-09T03-43-35Z'
  'docker:17.12' 'library/docker:17.12'
  'openjdk:8u111-jdk-alpine' 'library/openjdk:8u111-jdk-alpine'
  'webratio/nodejs-http-server:latest' 'webratio/nodejs-http-server:latest'
  'mesosphere/marathon-lb:v1.11.2' 'mesosphere/marathon-lb:v1.11.2'
  'mysql:5.7' 'library/mysql:5.7'
)

say() {
  echo "fill-mirror: $1"
}

complain() {
  echo "fill-mirror: $1" >&2
}

fail() {
  complain "$1"
  exit 1
}

failed=()
# miss TEXT: goes on, and names it at the end
miss() {
  complain "$1"
  failed+=("$1")
}

check() {
  local tool tools=(curl flock sha256sum) missing=0
  if wants files; then tools+=(git); fi
  if wants packages; then tools+=(awk gzip); fi
  for tool in "${tools[@]}"; do
    command -v "$tool" >/dev/null && continue
    complain "the program $tool is missing"
    missing=1
  done
  if wants packages; then
    if dnf download --help >/dev/null 2>&1; then
      resolver=dnf
    elif command -v repotrack >/dev/null; then
      resolver=repotrack
    else
      complain 'the program repotrack is missing: yum install yum-utils, or dnf install dnf-plugins-core'
      missing=1
    fi
    if ! createrepo=$(command -v createrepo_c || command -v createrepo); then
      complain 'the program createrepo is missing: yum install createrepo, or dnf install createrepo_c'
      missing=1
    fi
  fi
  if wants images && ! "${docker[@]}" info >/dev/null 2>&1; then
    complain 'Docker does not answer: without it, name what else to fetch (files packages)'
    missing=1
  fi
  return "$missing"
}

wants() {
  [[ " ${parts[*]} " == *" $1 "* ]]
}

# sum_of FILE ALGORITHM
sum_of() {
  local sum
  # yum calls the first of its kind by no number.
  sum=$("${2/%sha/sha1}sum" <"$1")
  echo "${sum%% *}"
}

# expected CHECKSUM NAME: the checksum itself, or the one that a list of the folder has for NAME
expected() {
  local list algorithm sum
  [[ $1 == list:* ]] || {
    echo "$1"
    return
  }
  list=${1#list:*:} algorithm=${1#list:} algorithm=${algorithm%%:*}
  sum=$(awk -v name="$2" '{ file = $2; sub(/^[*]/, "", file); sub(/^[.]\//, "", file) } file == name { print $1; exit }' "$folder/$list")
  [[ -n $sum ]] || return 1
  echo "$algorithm:$sum"
}

# validator_of FILE: by what a server knows that the rest of a file belongs to its beginning
validator_of() {
  local found
  [[ -r $1 ]] || return 1
  found=$(tr -d '\r' <"$1" | sed -n 's/^[Ee][Tt][Aa][Gg]: *\("[^"]*"\)$/\1/p' | tail -n 1)
  if [[ -z $found ]]; then found=$(tr -d '\r' <"$1" | sed -n 's/^[Ll]ast-[Mm]odified: *//p' | tail -n 1); fi
  [[ -n $found ]] || return 1
  echo "$found"
}

# download ADDRESS FILE [OPTION...]
download() {
  local address=$1 file=$2
  shift 2
  curl --fail --location --silent --show-error --retry 3 --connect-timeout 30 --remote-time --globoff \
    --dump-header "$file.head" --output "$file" "$@" "$address"
}

# fetch ADDRESS PLACE CHECKSUM: a file of the folder, by its checksum where it has one; 1 where it can't be had
fetch() {
  local address=$1 file=$folder/$2 checksum part validator
  part=$file.part
  checksum=$(expected "$3" "${address##*/}") || {
    miss "$address: its list of checksums does not name it"
    return 1
  }
  if [[ -e $file && -n $checksum ]] && [[ $(sum_of "$file" "${checksum%%:*}") == "${checksum#*:}" ]]; then return; fi
  mkdir -p "${file%/*}"
  if [[ -e $file && -z $checksum ]]; then
    rm -f "$part"
    # Nothing comes where it hasn't changed since.
    download "$address" "$part" --time-cond "$file" || {
      miss "$address can't be downloaded"
      return 1
    }
    if [[ ! -s $part ]]; then
      rm -f "$part" "$part.head"
      return
    fi
  elif ! { [[ -s $part ]] && validator=$(validator_of "$part.head") && download "$address" "$part" --continue-at - --header "If-Range: $validator" 2>/dev/null; }; then
    rm -f "$part"
    download "$address" "$part" || {
      miss "$address can't be downloaded"
      return 1
    }
  fi
  if [[ -n $checksum ]]; then
    validator=$(sum_of "$part" "${checksum%%:*}")
    if [[ $validator != "${checksum#*:}" ]]; then
      rm -f "$part" "$part.head"
      miss "$address has the checksum ${checksum%%:*}:$validator, and not $checksum"
      return 1
    fi
  fi
  rm -f "$part.head"
  mv -f "$part" "$file"
}

fetch_files() {
  local index
  for ((index = 0; index < ${#files[@]}; index += 3)); do
    fetch "${files[index + 1]}" "${files[index]}" "${files[index + 2]}" || true
  done
}

fetch_sources() {
  local at=$folder/$sources
  if [[ -d $at ]]; then
    if ! { git -C "$at" remote set-url origin "$sources_url" && git -C "$at" remote update --prune >/dev/null; }; then
      miss "$sources_url can't be fetched"
      return
    fi
  else
    rm -rf "$at.part"
    mkdir -p "${at%/*}"
    if ! git clone -q --mirror "$sources_url" "$at.part"; then
      miss "$sources_url can't be cloned"
      return
    fi
    mv "$at.part" "$at"
  fi
  git -C "$at" rev-parse -q --verify "$revision^{commit}" >/dev/null || miss "$sources_url has no $revision"
  # A web server that knows nothing of Git hands it out by this list.
  git -C "$at" update-server-info
}

write_settings() {
  local index
  {
    printf '[main]\ncachedir=%s\nlogfile=/dev/null\ngpgcheck=0\n' "$work/cache"
    if [[ -n $distribution ]]; then printf 'reposdir=/dev/null\nplugins=0\n'; fi
    for ((index = 0; index < ${#repositories[@]}; index += 4)); do
      printf '[mirror-%s]\nname=%s\nbaseurl=%s\nenabled=1\n' "${repositories[index]}" "${repositories[index]}" "${repositories[index + 2]}"
    done
  } >"$work/yum.conf"
}

# resolve: the address of every package that the wanted ones need, on a machine that has nothing yet
resolve() {
  local root=()
  if [[ $resolver == repotrack ]]; then
    repotrack --config="$work/yum.conf" --urls --quiet "${packages[@]}"
    return
  fi
  if [[ -n $distribution ]]; then root=("--installroot=$work/root"); fi
  dnf --quiet --config="$work/yum.conf" "${root[@]}" --releasever=7 --forcearch="$architecture" download --url --resolve --alldeps "${packages[@]}"
}

unpacked() {
  case $1 in
    *.gz) gzip -dc "$1" ;;
    *.xz) xz -dc "$1" ;;
    *.bz2) bzip2 -dc "$1" ;;
    *.zst) zstd -dcq "$1" ;;
    *) cat "$1" ;;
  esac
}

# parts_of FILE: of a repomd.xml, the kind, the checksum and the path of each of its files
parts_of() {
  awk 'BEGIN { RS = "<" }
    /^data / { kind = $0; sub(/.*type="/, "", kind); sub(/".*/, "", kind) }
    /^checksum / { sum = $0; sub(/.*type="/, "", sum); algorithm = sum; sub(/".*/, "", algorithm); sub(/.*>/, "", sum); sub(/[ \n]*$/, "", sum) }
    /^location / { path = $0; sub(/.*href="/, "", path); sub(/".*/, "", path) }
    /^\/data>/ { print kind, algorithm ":" sum, path }' "$1"
}

# read_metadata NAME ADDRESS: work/NAME.sums gets the checksum and the path of each package of a repository
read_metadata() {
  local base=$2 sum path
  curl --fail --location --silent --show-error --retry 3 --globoff --output "$work/$1.repomd" "$base/repodata/repomd.xml" || return 1
  read -r _ sum path < <(parts_of "$work/$1.repomd" | grep '^primary ') || return 1
  curl --fail --location --silent --show-error --retry 3 --globoff --output "$work/$1.${path##*/}" "$base/$path" || return 1
  [[ $(sum_of "$work/$1.${path##*/}" "${sum%%:*}") == "${sum#*:}" ]] || return 1
  unpacked "$work/$1.${path##*/}" | awk 'BEGIN { RS = "<" }
    /^checksum .*pkgid="YES"/ { sum = $0; sub(/.*type="/, "", sum); algorithm = sum; sub(/".*/, "", algorithm); sub(/.*>/, "", sum); sub(/[ \n]*$/, "", sum) }
    /^location / { path = $0; sub(/.*href="/, "", path); sub(/".*/, "", path); print algorithm ":" sum, path }' >"$work/$1.sums"
}

# copy_metadata NAME PLACE ADDRESS: as its publisher signed them, repomd.xml last
copy_metadata() {
  local base=$3 sum path
  while read -r _ sum path; do
    fetch "$base/$path" "$2/$path" "$sum" || return 0
  done < <(parts_of "$work/$1.repomd")
  fetch "$base/repodata/repomd.xml.asc" "$2/repodata/repomd.xml.asc" '' || return 0
  cp "$work/$1.repomd" "$folder/$2/repodata/repomd.xml"
}

fetch_packages() {
  local index name place base package path sum
  write_settings
  for ((index = 0; index < ${#repositories[@]}; index += 4)); do
    read_metadata "${repositories[index]}" "${repositories[index + 2]}" || {
      miss "${repositories[index + 2]} can't be read as a repository"
      return
    }
  done
  resolve >"$work/found" || {
    miss "the packages and what they need can't be found in the repositories"
    return
  }
  grep -E '^(https?|ftp|file):.*\.rpm$' "$work/found" | sort -u >"$work/addresses" || true
  # repotrack leaves out what it doesn't find.
  for package in "${packages[@]}"; do
    awk -v name="$package" '{ sub(/.*\//, "") } index($0, name "-") == 1 || index($0, name ".") == 1 { found = 1 } END { exit !found }' "$work/addresses" ||
      miss "no repository has the package $package"
  done
  for ((index = 0; index < ${#repositories[@]}; index += 4)); do
    name=${repositories[index]} place=${repositories[index + 1]} base=${repositories[index + 2]}
    mkdir -p "$folder/$place"
    while read -r package; do
      [[ $package == "$base"/* ]] || continue
      path=${package#"$base"/}
      sum=$(awk -v path="$path" '$2 == path { print $1; exit }' "$work/$name.sums")
      if [[ -z $sum ]]; then
        miss "$package is not in the metadata of $base"
        continue
      fi
      if [[ ! -e $folder/$place/$path ]]; then touch "$folder/$place/.stale"; fi
      fetch "$package" "$place/$path" "$sum" || true
    done <"$work/addresses"
    if [[ -n ${repositories[index + 3]} ]]; then
      copy_metadata "$name" "$place" "$base"
    elif [[ -e $folder/$place/.stale || ! -e $folder/$place/repodata/repomd.xml ]]; then
      if "$createrepo" --quiet --update "$folder/$place" >/dev/null; then rm -f "$folder/$place/.stale"; else miss "createrepo failed for $place"; fi
    fi
  done
  write_repo
}

# For a machine that nobody has set up yet.
write_repo() {
  local index key name
  for ((index = 0; index < ${#repositories[@]}; index += 4)); do
    name=${repositories[index]}
    printf '[mirror-%s]\nname=%s\nbaseurl=%s\nenabled=0\ngpgcheck=1\ngpgkey=' "$name" "$name" "$url/${repositories[index + 1]}"
    for ((key = 0; key < ${#repository_keys[@]}; key += 2)); do
      if [[ ${repository_keys[key]} == "$name" ]]; then printf '%s ' "$url/${repository_keys[key + 1]}"; fi
    done
    if [[ ${repositories[index + 1]} == repositories/centos/* ]]; then printf 'file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7'; fi
    printf '\n\n'
  done >"$folder/uegen-mirror.repo"
}

# archive_of NAME: where an image of the registry lies in the folder
archive_of() {
  echo "$folder/images/${1//[\/:]/_}.tar"
}

fetch_images() {
  local index name at archive id
  mkdir -p "$folder/images"
  for ((index = 0; index < ${#images[@]}; index += 2)); do
    name=${images[index]} at=$registry/${images[index + 1]}
    archive=$(archive_of "${images[index + 1]}")
    if ! { "${docker[@]}" pull "$name" >/dev/null && "${docker[@]}" tag "$name" "$at" && id=$("${docker[@]}" inspect --type=image --format '{{.Id}}' "$at"); }; then
      miss "the image $name can't be pulled"
      continue
    fi
    if [[ -s $archive && -r $archive.id && $(<"$archive.id") == "$id" ]]; then continue; fi
    if "${docker[@]}" save "$at" >"$archive.part"; then
      mv -f "$archive.part" "$archive"
      echo "$id" >"$archive.id"
    else
      miss "the image $name can't be saved"
    fi
  done
}

push_images() {
  local index archive
  "${docker[@]}" info >/dev/null 2>&1 || fail 'Docker does not answer'
  for ((index = 0; index < ${#images[@]}; index += 2)); do
    archive=$(archive_of "${images[index + 1]}")
    if [[ ! -r $archive ]]; then
      miss "$archive is missing: fetch the images first"
    elif "${docker[@]}" load <"$archive" >/dev/null && "${docker[@]}" push "$registry/${images[index + 1]}" >/dev/null; then
      say "$registry/${images[index + 1]} is pushed"
    else
      miss "$registry/${images[index + 1]} can't be pushed"
    fi
  done
}

# list: the checksum, the size and the path of every file of the folder; of the sources, those of what they hold
list() {
  local path
  cd "$folder"
  find . -type f ! -path './git/*' ! -name '*.part' ! -name '*.head' ! -name '*.id' ! -name .stale ! -name .lock ! -name 'mirror-list.*' | sed 's#^\./##' | LC_ALL=C sort | while read -r path; do
    echo "$(sum_of "$path" sha256) $(wc -c <"$path") $path"
  done
  if [[ -d $sources ]]; then
    echo "$(git -C "$sources" show-ref | sha256sum | cut -d' ' -f1) $(du -sk "$sources" | cut -f1)000 $sources"
  fi
}

# tell_changes OLD NEW
tell_changes() {
  awk -v old="$1" '
    BEGIN { while ((getline line < old) > 0) { split(line, word, " "); path = line; sub(/^[^ ]+ [^ ]+ /, "", path); before[path] = word[1] } }
    { path = $0; sub(/^[^ ]+ [^ ]+ /, "", path); now[path] = 1
      if (!(path in before)) print "new      " path
      else if (before[path] != $1) print "changed  " path }
    END { for (path in before) if (!(path in now)) print "gone     " path }' "$2"
}

docker=(docker)
if ((EUID != 0)); then docker=(sudo docker); fi
push=''
if [[ ${1:-} == --push ]]; then
  push=yes
  shift
fi
[[ -n ${1:-} && $1 != -* ]] || fail 'name the folder: fill-mirror.sh [--push] FOLDER [files] [packages] [images]'
mkdir -p "$1"
folder=$(CDPATH='' cd -- "$1" && pwd)
readonly folder
shift
parts=("$@")
for part in "$@"; do
  case $part in
    files | packages | images) ;;
    *) fail "there is nothing called $part; there are files, packages and images" ;;
  esac
done
if ((${#parts[@]} == 0)); then parts=(files packages images); fi
readonly parts

if [[ -z $push ]]; then check; fi
exec 9>"$folder/.lock"
flock --nonblock 9 || fail "another fill-mirror.sh works on $folder"
work=$(mktemp -d)
readonly work
trap 'rm -rf "$work"' EXIT

if [[ -n $push ]]; then
  push_images
else
  if wants files; then
    fetch_files
    fetch_sources
  fi
  if wants packages; then fetch_packages; fi
  if wants images; then fetch_images; fi
  (list) >"$folder/mirror-list.new"
  if [[ -e $folder/mirror-list.txt ]]; then
    changes=$(tell_changes "$folder/mirror-list.txt" "$folder/mirror-list.new" | LC_ALL=C sort -k 2)
    say "${changes:-nothing changed since the last run}"
  fi
  mv -f "$folder/mirror-list.new" "$folder/mirror-list.txt"
  say "$(wc -l <"$folder/mirror-list.txt") files, $(awk '{ sum += $2 } END { printf "%d", sum / 1000000 }' "$folder/mirror-list.txt") MB; serve $folder as $url"
fi

if ((${#failed[@]} > 0)); then
  complain "${#failed[@]} failed:"
  for text in "${failed[@]}"; do complain "  $text"; done
  exit 1
fi
