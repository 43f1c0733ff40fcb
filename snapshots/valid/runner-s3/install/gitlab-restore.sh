#!/usr/bin/env bash
# Restores GitLab on this machine from one of its backups: the database, the repositories and all else in the backup, then
# gitlab-secrets.json with the keys to what is encrypted there. It shows what it will overwrite, and asks.
# Usage: gitlab-restore.sh [--secrets ARCHIVE] [BACKUP]
#   BACKUP:            the name of a backup, with or without _gitlab_backup.tar; the newest unless named.
#   --secrets ARCHIVE: the archive of /etc/gitlab to take gitlab-secrets.json from, or `none` to leave it as it is; the last
#                      one made before the backup unless named.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail
umask 077
# What programs say is looked into.
export LC_ALL=C
PATH=/opt/gitlab/bin:${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin

readonly backups='/var/opt/gitlab/backups'
readonly archives='/secret/gitlab/backups'
readonly suffix=_gitlab_backup.tar
readonly version_file=/opt/gitlab/embedded/service/gitlab-rails/VERSION
readonly secrets=/etc/gitlab/gitlab-secrets.json
# What is connected to the database.
readonly services=(unicorn sidekiq)

say() {
  echo "gitlab-restore: $1"
}

complain() {
  echo "gitlab-restore: $1" >&2
}

fail() {
  complain "$1"
  exit 1
}

# status SERVICE: run or down
status() {
  local line
  line=$(gitlab-ctl status "$1" 2>&1) || true
  echo "${line%%:*}"
}

check() {
  local program
  ((EUID == 0)) || fail "only root can restore GitLab: use sudo"
  for program in gitlab-ctl gitlab-rake; do
    command -v "$program" >/dev/null || fail "the program $program is missing: is this GitLab's machine?"
  done
  [[ -r $version_file ]] || fail "$version_file is missing: which version of GitLab is this?"
  [[ -f $secrets ]] || fail "$secrets is missing: run gitlab-ctl reconfigure first"
  [[ $(status postgresql) == run ]] || fail "GitLab doesn't run: start it with gitlab-ctl start"
}

# names FOLDER PATTERN: the files of that name in the folder
names() {
  [[ -d $1 ]] || return 0
  find "$1" -maxdepth 1 -type f -name "$2" -printf '%f\n'
}

# choose_backup [NAME]: sets backup to the name that GitLab knows it by
choose_backup() {
  local found
  found=$(names "$backups" "*$suffix" | sort -n)
  [[ -n $found ]] || fail "there is no backup in $backups"
  if (($# == 0)); then
    found=$(tail -n 1 <<<"$found")
    backup=${found%"$suffix"}
    return
  fi
  backup=$(basename -- "$1")
  backup=${backup%"$suffix"}
  if ! grep -qxF -e "$backup$suffix" <<<"$found"; then
    complain "there is no backup $backup in $backups; there are:"
    echo "${found//$suffix/}" >&2
    exit 1
  fi
}

# check_backup: GitLab restores only what the very same version and edition made, and reads it as its own user
check_backup() {
  local file=$backups/$backup$suffix made_by
  installed=$(<"$version_file")
  made_by=$(tar -xOf "$file" backup_information.yml 2>/dev/null | sed -n "s/^:gitlab_version: *['\"]\{0,1\}\([^'\"]*\)['\"]\{0,1\} *\$/\1/p") || true
  [[ -n $made_by ]] || fail "$file is no backup of GitLab, or it is damaged"
  if [[ $made_by != "$installed" ]]; then
    fail "$backup was made by GitLab $made_by, and this is $installed: install $made_by, or name another backup"
  fi
  runuser -u git -- test -r "$file" || fail "GitLab can't read $file: chown git:git $file"
}

# choose_archive: sets archive to the last one made before the backup, else to the first one after it, else to nothing
choose_archive() {
  local found
  found=$(names "$archives" 'etc-gitlab-*.tgz' | sed -n 's/^etc-gitlab-\([0-9]\{1,\}\)\.tgz$/\1/p' | sort -n)
  found=$(awk -v limit="${backup%%_*}" '$1 <= limit + 0 { last = $1 } $1 > limit + 0 && first == "" { first = $1 }
    END { print last == "" ? first : last }' <<<"$found")
  archive=${found:+$archives/etc-gitlab-$found.tgz}
}

# read_secrets: unpacks gitlab-secrets.json of the archive and sets plan to what becomes of the present one
read_secrets() {
  if [[ -z $archive ]]; then
    plan="stays: there is no archive of /etc/gitlab in $archives. Unless these are the keys of the backup, logins in two
    steps, the variables of CI and runners are lost"
  elif [[ $archive == none ]]; then
    plan="stays, as you wish"
  else
    tar -xzOf "$archive" etc/gitlab/gitlab-secrets.json >"$work/secrets" 2>/dev/null || true
    [[ -s $work/secrets ]] || fail "$archive holds no etc/gitlab/gitlab-secrets.json, or it is damaged"
    plan="is overwritten from $archive"
    if cmp -s "$work/secrets" "$secrets"; then
      rm "$work/secrets"
      plan="stays: it is the same in $archive"
    fi
  fi
}

ask() {
  local answer=
  cat <<EOT
This overwrites GitLab $installed on $(hostname) with the backup
  $backup (made on $(date -d "@${backup%%_*}" '+%F at %T' 2>/dev/null || echo 'an unknown day'))
What GitLab holds now is lost:
  its database is overwritten
  its repositories and uploads are replaced; GitLab moves the present ones aside
  $secrets $plan
EOT
  printf 'Type yes to go on: '
  read -r answer || true
  echo
  [[ $answer == yes ]] || fail "nothing was changed"
}

stop_services() {
  local service
  stopped=yes
  for service in "${services[@]}"; do
    gitlab-ctl stop "$service"
    [[ $(status "$service") == down ]] || fail "$service doesn't stop"
  done
}

restore_secrets() {
  [[ -f $work/secrets ]] || return 0
  cp -p -- "$secrets" "$secrets.before-restore-$(date +%s)"
  install -o root -g root -m 0600 -- "$work/secrets" "$secrets"
}

clean_up() {
  rm -rf "$work"
  if [[ $stopped == yes ]]; then
    complain "${services[*]} are stopped, and GitLab may be half restored. Once that is mended: gitlab-ctl start"
  fi
}

archive=
stopped=no
named=()
while (($# > 0)); do
  case $1 in
    --secrets)
      (($# > 1)) || fail "--secrets needs an archive, or none"
      archive=$2
      shift 2
      ;;
    -*) fail "there is no option $1" ;;
    *)
      ((${#named[@]} == 0)) || fail "only one backup can be restored"
      named=("$1")
      shift
      ;;
  esac
done

check
# An empty list is unset for the bash of CentOS 7.
choose_backup ${named[@]+"${named[@]}"}
check_backup
work=$(mktemp -d)
readonly work
trap clean_up EXIT
if [[ -z $archive ]]; then choose_archive; fi
read_secrets
ask

stop_services
gitlab-rake gitlab:backup:restore "BACKUP=$backup" force=yes
restore_secrets
gitlab-ctl reconfigure
gitlab-ctl restart
stopped=no
gitlab-rake gitlab:check SANITIZE=true
say "GitLab is restored from $backup"
