#!/usr/bin/env bash
# Uploads cloud-config-repository and the templates from the checkout around this script to GitLab.
# Usage: template-upload.sh [PROJECT...]          (all five unless some are named)
# UEGEN_GIT_BASE: the URL below which PROJECT.git lies, in place of GitLab's.
# GitLab's user name and password are read from gitlab/credentials beside this script; without that file, git asks.
#
# An empty project gets the folder's content, once. cloud-config-repository with commits is the running platform's
# database: only the two generated files are committed on top of it. A template with commits is left alone.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail
umask 077
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
# git's messages are looked into.
export LC_ALL=C

readonly gitlab='http://gitlab.uengine.io/root'
readonly base=${UEGEN_GIT_BASE:-$gitlab}
readonly database=cloud-config-repository
readonly projects=("$database" template-springboot template-iam template-zuul template-vuejs)
readonly generated=(application.yml uengine-cloud-server.yml)
readonly branch=master
readonly attempts=3

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
export UEGEN_CREDENTIALS=$root/install/gitlab/credentials

say() {
  echo "template-upload: $1"
}

complain() {
  echo "template-upload: $1" >&2
}

fail() {
  complain "$1"
  exit 1
}

# remote COMMAND [ARGUMENT...]: git with the credentials of this run
remote() {
  git "${helpers[@]}" "$@"
}

uses_file() {
  [[ $base == "$gitlab" && -r $UEGEN_CREDENTIALS ]]
}

# find_helpers: where git has user name and password from; the operator's own helpers might keep them on the disk
find_helpers() {
  local version
  version=$(git --version)
  helpers=()
  # Before 2.9 an empty helper doesn't take back the others.
  if [[ $version =~ ([0-9]+)\.([0-9]+) ]] && ((BASH_REMATCH[1] * 100 + BASH_REMATCH[2] >= 209)); then
    helpers+=(-c credential.helper=)
  fi
  if uses_file; then
    # What the file says is right or wrong; nobody is asked. No other server ever gets it.
    export GIT_ASKPASS=true
    [[ $gitlab =~ ^[a-z]+://[^/]+ ]]
    # shellcheck disable=SC2016
    helpers+=(-c "credential.${BASH_REMATCH[0]}.helper="'!f() { [ "$1" != get ] || grep "^username=\|^password=" "$UEGEN_CREDENTIALS"; }; f')
  else
    # Asked for once, they stay in the memory of a process that ends with this script.
    printf -v helper 'cache --timeout=3600 --socket=%q' "$work/credentials"
    helpers+=(-c "credential.helper=$helper")
  fi
}

# head_of PROJECT: its branch's commit, `none` when it has only others, nothing when it is empty
head_of() {
  local refs
  refs=$(remote ls-remote "$base/$1.git" 2>"$work/error") || return 1
  [[ -n $refs ]] || return 0
  refs=$(grep "[[:space:]]refs/heads/$branch\$" <<<"$refs") || refs=none
  echo "${refs%%[[:space:]]*}"
}

check_names() {
  local name known=" ${projects[*]} "
  for name in "$@"; do
    [[ $known == *" $name "* ]] || fail "there is no project $name; there are:$known"
  done
}

check_folders() {
  local name file missing=0
  for name in "$@"; do
    if [[ ! -d $root/$name ]]; then
      complain "the folder $root/$name is missing"
      missing=1
    elif [[ $name == "$database" ]]; then
      for file in "${generated[@]}"; do
        [[ -f $root/$name/$file ]] && continue
        complain "the file $root/$name/$file is missing"
        missing=1
      done
    fi
  done
  return "$missing"
}

check_projects() {
  local name missing=0
  for name in "$@"; do
    head_of "$name" >/dev/null && continue
    cat "$work/error" >&2
    if grep -q 'Authentication failed\|could not read Username\|could not read Password' "$work/error"; then
      if uses_file; then fail "GitLab refuses gitlab.root.username with gitlab.root.password; set them right in config.yml and build again"; fi
      fail "GitLab wants the user name and the password of an account that may write to $base/$name.git"
    fi
    complain "the project $base/$name.git can't be reached; create it in GitLab first"
    missing=1
  done
  return "$missing"
}

# name_author: a name for the commits where git knows none
name_author() {
  git config user.name >/dev/null || git config user.name uegen
  git config user.email >/dev/null || git config user.email uegen@localhost
}

# commit_all PROJECT: the folder's content as a first commit; the folder's own .git is neither read nor written
commit_all() {
  (
    mkdir "$work/$1"
    export GIT_DIR=$work/$1/.git GIT_WORK_TREE=$root/$1
    git init -q
    name_author
    cd "$GIT_WORK_TREE"
    git add -A .
    git commit -q -m 'Initial commit' || fail "the folder $root/$1 holds nothing to commit"
  )
}

# commit_generated: the generated files on top of the database, as far as they differ
commit_generated() {
  local file
  remote clone -q --branch "$branch" "$base/$database.git" "$work/$database"
  (
    cd "$work/$database"
    name_author
    for file in "${generated[@]}"; do
      cp --remove-destination -- "$root/$database/$file" "$file"
    done
    git add -- "${generated[@]}"
    git diff --cached --quiet || git commit -q -m 'Update the generated configuration'
  )
}

generated_is_current() {
  (cd "$work/$database" && git diff --quiet "origin/$branch" HEAD)
}

push() {
  (cd "$work/$1" && remote push -q "$base/$1.git" "HEAD:refs/heads/$branch") 2>"$work/push-error"
}

upload() {
  local name=$1 head attempt outcome
  for ((attempt = 1; attempt <= attempts; attempt++)); do
    rm -rf "${work:?}/$name"
    head=$(head_of "$name") || fail "$base/$name.git: $(<"$work/error")"
    if [[ -z $head ]]; then
      commit_all "$name"
      outcome="was empty and now holds the folder's content"
    elif [[ $name != "$database" ]]; then
      say "$name has commits and is left alone"
      return
    elif [[ $head == none ]]; then
      fail "$base/$name.git has commits but no branch $branch"
    else
      commit_generated
      if generated_is_current; then
        say "$name is current"
        return
      fi
      outcome="has the generated files committed on top"
    fi
    if push "$name"; then
      say "$name $outcome"
      return
    fi
    # Only a commit that came in between is worth another attempt.
    if [[ $(head_of "$name") == "$head" ]]; then break; fi
    say "$name changed meanwhile"
  done
  cat "$work/push-error" >&2
  fail "$name could not be pushed"
}

if (($# == 0)); then set -- "${projects[@]}"; fi
check_names "$@"
command -v git >/dev/null || fail "the program git is missing"
check_folders "$@"

work=$(mktemp -d)
readonly work
clean_up() {
  git credential-cache --socket="$work/credentials" exit >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT

find_helpers
check_projects "$@"
for project in "$@"; do upload "$project"; done
