# shellcheck shell=bash
# What uegen-backup and uegen-restore share: where data lies, what it is, and what runs beside it. `program` is the name of
# whoever reads it.
set -euo pipefail
set +o posix
umask 077
export LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin

say() {
  echo "${program:-backup}: $1"
}

fail() {
  echo "${program:-backup}: $1" >&2
  exit 1
}

readonly settings=${UEGEN_BACKUP_SETTINGS:-/etc/uegen-backup.conf}

# setting NAME: its value
setting() {
  sed -n "s/^$1=//p" "$settings"
}

# require KIND: root, and a kind of data that this knows
require() {
  ((EUID == 0)) || fail "only root can do this: use sudo"
  [[ -r $settings ]] || fail "$settings is missing: run uegen run backup"
  case ${1:-} in
    zookeeper | database | registry) ;;
    *) fail "name what it is about: zookeeper, database or registry" ;;
  esac
}

# place KIND: the folder of its data
place() {
  setting "$1"
}

# database: the container of the platform's database. Marathon tells every task its app.
database() {
  local all found
  all=$(docker ps --quiet --no-trunc)
  [[ -n $all ]] || fail "the database doesn't run here"
  # shellcheck disable=SC2086
  found=$(docker inspect --format '{{range .Config.Env}}{{if eq . "MARATHON_APP_ID=/uengine-db"}}{{$.Id}}{{end}}{{end}}' $all | grep . || true)
  [[ -n $found && $found != *$'\n'* ]] || fail "the database doesn't run here"
  echo "$found"
}

# client PROGRAM ARGUMENT...: a program of MySQL in the container $container. The container knows root's password; it is in
# no argument and in no file.
client() {
  # shellcheck disable=SC2016
  docker exec --interactive "${container:?}" bash --norc -c \
    'MYSQL_PWD=${MYSQL_ROOT_PASSWORD:-} exec "$0" --no-defaults --user=root "$@"' "$@"
}

# ask SQL: the answer, without names of columns
ask() {
  client mysql --batch --skip-column-names <<<"$1" || fail "MySQL doesn't let root in with the password of its container"
}

# Before 8.0 MySQL takes the folder at the top of a disk of its own for a schema, and can't make it.
readonly own_schemas="'information_schema', 'mysql', 'performance_schema', 'sys', '#mysql50#lost+found'"

# schemas: those that aren't MySQL's own, one a line
schemas() {
  ask "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ($own_schemas) ORDER BY 1;"
}

# version KIND: of what runs here, as it says it
version() {
  case $1 in
    zookeeper)
      sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "${UEGEN_DCOS:-/opt/mesosphere}/etc/dcos-version.json" 2>/dev/null || true
      ;;
    database) ask 'SELECT VERSION();' ;;
    registry) docker inspect --format '{{.Config.Image}}' registry 2>/dev/null | sed 's/.*://' || true ;;
  esac
}

# series KIND VERSION: the part of a version that a restore needs to be the same
series() {
  case $1 in
    zookeeper) echo "$2" ;;
    database) echo "$2" | cut -d . -f 1,2 ;;
    registry) echo "$2" | cut -d . -f 1 ;;
  esac
}

# size PATH...: bytes, as they are once they are unpacked
size() {
  du --summarize --apparent-size --block-size=1 --total -- "$@" | sed -n 's/\ttotal$//p'
}

# free FOLDER: bytes
free() {
  df --portability --block-size=1 -- "$1" | awk 'NR == 2 { print $4 }'
}

# in_mib BYTES: as people read it
in_mib() {
  echo "$((($1 + 1048575) / 1048576)) MiB"
}
