#!/bin/bash
# Brings back what uegen-backup keeps. It looks whether the backup is whole, of this version and has room, shows what it
# overwrites, and asks at a terminal. What was there before is kept beside it.
# Usage: uegen-restore zookeeper|database|registry [FILE]
#   FILE: the backup, with FILE.info beside it; the newest of this machine unless named.

readonly program=uegen-restore
# shellcheck source=lib.sh
. "${UEGEN_BACKUP_LIB:-/usr/local/lib/uegen/backup.sh}"

# told NAME: what the backup says of itself
told() {
  sed -n "s/^$1=//p" "$file.info"
}

newest() {
  local info newest=''
  for info in "$(setting folder)/$kind"/*.info; do
    [[ -e $info ]] || continue
    if [[ -z $newest || $(sed -n 's/^made=//p' "$info") -gt $(sed -n 's/^made=//p' "$newest") ]]; then newest=$info; fi
  done
  echo "${newest%.info}"
}

check_file() {
  [[ -n $file ]] || fail "there is no backup of the $kind in $(setting folder)/$kind"
  [[ -r $file ]] || fail "there is no file $file"
  [[ -r $file.info ]] || fail "$file.info is missing, which says what the backup is: copy it along"
  [[ $(told kind) == "$kind" ]] || fail "$file is a backup of the $(told kind), not of the $kind"
  [[ $(sha256sum <"$file") == "$(told sha256)  -" ]] || fail "$file is damaged: its sum is another than $file.info says"
}

check_version() {
  local of here
  of=$(told version)
  here=$(version "$kind")
  [[ -n $here ]] || fail "nothing says which version of the $kind runs here"
  [[ $(series "$kind" "$of") == "$(series "$kind" "$here")" ]] ||
    fail "$file was made by version $of, and this is $here"
}

check_room() {
  local room bytes
  [[ -d $data ]] || fail "$data is missing"
  room=$(free "$data")
  bytes=$(told bytes)
  ((bytes + 16777216 < room)) || fail "$data has room for $(in_mib "$room"), and the backup needs $(in_mib "$bytes")"
}

# Were one master to go on, it would give the others its own data back.
check_zookeeper() {
  local master
  ! systemctl is-active --quiet dcos-exhibitor || fail "Exhibitor runs: on every master, systemctl stop dcos-exhibitor"
  for master in $(setting masters); do
    ! timeout 3 bash -c ": </dev/tcp/$master/2181" 2>/dev/null ||
      fail "ZooKeeper answers on $master: on every master, systemctl stop dcos-exhibitor"
  done
}

check_database() {
  local names
  names=$(schemas | tr '\n' ' ')
  overwritten="the schemas of the backup, as they are now among ${names:-none }; others, and accounts, stay. They are saved before"
}

check_registry() {
  docker inspect --format . registry >/dev/null || fail "there is no registry here: run uegen run gitlab"
}

# swap FOLDER PART...: unpacks the backup beside the parts of the folder, and puts it in their place
swap() {
  local from=$1 part
  shift
  trap 'rm -rf -- "$data/.restoring-$now"' EXIT
  mkdir -- "$from/.restoring-$now"
  tar -xzf "$file" -C "$from/.restoring-$now" --numeric-owner --same-permissions --same-owner ||
    fail "$file could not be unpacked: nothing was changed"
  trap start_it EXIT
  stop_it
  mkdir -- "$from/before-restore-$now"
  for part; do
    if [[ -e $from/$part ]]; then mv -- "$from/$part" "$from/before-restore-$now/$part"; fi
    mv -- "$from/.restoring-$now/$part" "$from/$part"
  done
  rmdir -- "$from/.restoring-$now"
  trap - EXIT
  start_it
}

stop_it() { :; }
start_it() { :; }

restore_zookeeper() {
  swap "$data" snapshot transactions
  # What this machine is called among the others.
  if [[ -e $data/before-restore-$now/snapshot/myid ]]; then
    cp -p -- "$data/before-restore-$now/snapshot/myid" "$data/snapshot/myid"
  fi
  say "restored. Once every master has the same backup: on every master, systemctl start dcos-exhibitor"
}

restore_registry() {
  stop_it() { docker stop registry >/dev/null; }
  start_it() { docker start registry >/dev/null; }
  swap "$data" docker
  say "restored. The former images lie in $data/before-restore-$now: remove them once all is well"
}

restore_database() {
  bash "${UEGEN_BACKUP:-/usr/local/sbin/uegen-backup}" database || fail "what is there now could not be saved: nothing was changed"
  gzip -dc -- "$file" | client mysql --default-character-set=utf8mb4 ||
    fail "MySQL broke off: what was there before is the newest backup, and uegen-restore database brings it back"
  say "restored"
}

confirm() {
  local answer=
  cat <<EOT
This overwrites the $kind on $(setting name) with
  $file (made on $(date -d "@$(told made)" '+%F at %T'), from $(told name), version $(told version))
What is overwritten:
  $overwritten
EOT
  [[ -t 0 ]] || fail "it asks at a terminal: nothing was changed"
  printf 'Type yes to go on: '
  read -r answer || true
  [[ $answer == yes ]] || fail "nothing was changed"
}

require "${1:-}"
readonly kind=$1
(($# <= 2)) || fail "only one backup can be restored"
file=${2:-$(newest)}
now=$(date +%s)
data=$(place "$kind")
overwritten="$data; what is there now moves to $data/before-restore-$now"
container=
check_file
if [[ $kind == database ]]; then container=$(database); fi
readonly file data now container
check_version
check_room
"check_$kind"
confirm
"restore_$kind"
