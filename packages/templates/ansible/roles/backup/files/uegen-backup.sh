#!/bin/bash
# Keeps a copy of what ZooKeeper, the platform's database or the registry holds on this machine, while they run. Each copy is
# two files, which root alone can read: the archive, and beside it NAME.info, which says what it is and comes last.
# Usage: uegen-backup zookeeper|database|registry

readonly program=uegen-backup
# shellcheck source=lib.sh
. "${UEGEN_BACKUP_LIB:-/usr/local/lib/uegen/backup.sh}"

# ZooKeeper writes while this reads. A snapshot needs the transactions from its own beginning on, so they are copied behind
# the snapshots; of a transaction that is only half written ZooKeeper sees that it has no end, and leaves it out.
copy_zookeeper() {
  local status=0
  # What a machine is called among the others is its own, and is found anew.
  tar -C "$data" --sparse --exclude=myid --exclude='zookeeper.out*' -cf - snapshot transactions || status=$?
  # 1: a file changed meanwhile.
  ((status <= 1))
}

size_zookeeper() {
  [[ -n $(find "$data/snapshot" "$data/transactions" -type f \( -name 'snapshot.*' -o -name 'log.*' \) -print -quit 2>/dev/null) ]] ||
    fail "$data holds no data of ZooKeeper"
  size "$data/snapshot" "$data/transactions"
}

# One moment of all tables. Those of another engine than InnoDB know no moments, and are closed to writers meanwhile.
copy_database() {
  local names others consistent=--single-transaction
  mapfile -t names < <(schemas)
  ((${#names[@]} > 0)) || fail "MySQL has no schema of anybody's"
  others=$(ask "SELECT COUNT(*) FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND engine <> 'InnoDB' AND table_schema NOT IN ($own_schemas);") || return 1
  if ((others > 0)); then consistent=--lock-all-tables; fi
  # Accounts stay those of the machine: a restore locks nobody out.
  client mysqldump --default-character-set=utf8mb4 --hex-blob --routines --events --triggers --loose-set-gtid-purged=OFF \
    "$consistent" --add-drop-database --databases "${names[@]}"
}

size_database() {
  ask "SELECT COALESCE(SUM(data_length + index_length), 0) FROM information_schema.tables WHERE table_schema NOT IN ($own_schemas);"
}

# What names an image comes into being after the image, and so is copied before it. Uploads that go on are nobody's yet.
copy_registry() {
  local status=0
  tar -C "$data" --exclude=_uploads -cf - --no-recursion docker docker/registry docker/registry/v2 \
    --recursion docker/registry/v2/repositories docker/registry/v2/blobs || status=$?
  ((status <= 1))
}

size_registry() {
  [[ -d $data/docker/registry/v2/repositories && -d $data/docker/registry/v2/blobs ]] || fail "$data holds no images"
  size "$data/docker"
}

# check FILE: whether it can be read to its end, and whether that is the end
check() {
  case $kind in
    database) gzip -dc -- "$1" | tail -n 1 | grep -q '^-- Dump completed' ;;
    *) tar -tzf "$1" >/dev/null ;;
  esac
}

# prune: takes away what is older than its time. It runs behind a copy that is whole, which stays.
prune() {
  local info made keep
  keep=$(setting keep)
  ((keep > 0)) || return 0
  for info in "$folder/$kind-$name"-*.info; do
    made=$(sed -n 's/^made=//p' "$info")
    if [[ -n $made ]] && ((made + keep < now)); then
      rm -f -- "${info%.info}" "$info"
      say "${info%.info} was older than its time"
    fi
  done
}

require "${1:-}"
readonly kind=$1
data=$(place "$kind")
name=$(setting name)
folder=$(setting folder)/$kind
now=$(date +%s)
readonly data name folder now
mkdir -p -- "$folder"
exec 9>"$folder/.lock"
flock --nonblock 9 || fail "a backup of the $kind is being made already"
container=
if [[ $kind == database ]]; then container=$(database); fi
readonly container
of=$(version "$kind")
[[ -n $of ]] || fail "nothing says which version of the $kind this is"

case $kind in
  database) readonly file=$folder/$kind-$name-$now.sql.gz ;;
  *) readonly file=$folder/$kind-$name-$now.tar.gz ;;
esac
rm -f -- "$folder/$kind-$name"-*.part
trap 'rm -f -- "$file.part" "$file.info.part"' EXIT
bytes=$("size_$kind")
room=$(free "$folder")
((bytes + 16777216 < room)) ||
  fail "$folder has room for $(in_mib "$room"), and the $kind holds $(in_mib "$bytes"): nothing was written"
"copy_$kind" | gzip >"$file.part" || fail "the $kind could not be copied whole: nothing was kept"
check "$file.part" || fail "the copy of the $kind has no end: nothing was kept"
sum=$(sha256sum <"$file.part")
cat >"$file.info.part" <<EOT
kind=$kind
made=$now
name=$name
version=$of
bytes=$bytes
sha256=${sum%% *}
EOT
sync
mv -- "$file.part" "$file"
mv -- "$file.info.part" "$file.info"
say "$file holds the $kind, $(in_mib "$(stat -c %s -- "$file")")"
prune
