#!/usr/bin/env bash
# Uploads cloud-config-repository and the templates from the checkout around this script to GitLab.
# Usage: template-upload.sh [PROJECT...]      all five unless some are named
#        template-upload.sh --file PATH...    files that it names as changed here, for example template-iam/README.md
# UEGEN_GIT_BASE: the URL below which PROJECT.git lies, in place of GitLab's.
# GitLab's user name and password are read from gitlab/credentials beside this script; without that file, git asks.
#
# An empty project gets the folder's content, once. One with commits has other writers: only what `files` below says is
# committed on top of it.

[ -n "${BASH_VERSION:-}" ] || exec bash "$0" "$@"
set +o posix
set -euo pipefail
umask 077
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
# git's messages are looked into, and paths are no patterns.
export LC_ALL=C GIT_LITERAL_PATHSPECS=1

readonly gitlab='http://gitlab.pas-mini.io/root'
readonly base=${UEGEN_GIT_BASE:-$gitlab}
readonly database='cloud-config-repository'
readonly projects=("$database" 'template-springboot' 'template-iam' 'template-zuul' 'template-vuejs')
# Whose is a file of a project with commits? The first line that fits its path; `/` ends that of a folder.
# replaced: uegen's alone   merged: uegen sets its own keys   seeded: the platform's   by-hand: people's, see --file
readonly files=(
  'replaced cloud-config-repository/uengine-cloud-server.yml'
  'merged cloud-config-repository/application.yml'
  'seeded cloud-config-repository/dcos-apps.yml'
  'seeded cloud-config-repository/deployment/'
  'by-hand cloud-config-repository/'
  'by-hand template-springboot/'
  'by-hand template-iam/'
  'by-hand template-zuul/'
  'by-hand template-vuejs/'
)
# uegen's own among the vcap.services of a merged file.
readonly services=('uengine-cloud-config' 'eureka-server' 'iam' 'db' 'uengine-cloud-server' 'uengine-cloud-ui')
# Later revisions of the platform have it: their settings are none that the other files fit.
readonly later='uengine-resource/deploy-files/redis.json' revision='v1.0'
readonly branch=master
readonly attempts=3

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly here root=${here%/*}
export UEGEN_CREDENTIALS=$here/gitlab/credentials

read -r -d '' merge <<'PYTHON' || true
# Python 2.7 or 3 with PyYAML. Usage: OWN LIVE RESULT LABEL SERVICE...
# Puts the keys of OWN into LIVE and leaves all others as they are, in their order; of vcap.services it takes out those
# SERVICEs that OWN lacks. Prints `changed` and writes RESULT where a value differs, else prints `current`. It works on
# YAML's nodes, whose text it never types: 0123, "yes", 1e3 and .nan stay what they are.
import io
import sys

import yaml

SECTIONS = (('vcap',), ('vcap', 'services'))


def fail(label, problem, mark=None):
    place = '' if mark is None else ', line {0}, column {1}'.format(mark.line + 1, mark.column + 1)
    text = u'template-upload: {0}{1}: {2}'.format(label, place, u' '.join((u'%s' % problem).split()))
    sys.exit(text.encode('ascii', 'backslashreplace').decode('ascii'))


def is_mapping(node):
    return isinstance(node, yaml.MappingNode)


def is_empty(node):
    """Nothing, an empty text, as the platform writes what has no entries, or an empty collection."""
    if isinstance(node, yaml.ScalarNode):
        return node.value == '' or node.tag == 'tag:yaml.org,2002:null'
    return not node.value


def name_of(key):
    """What tells two keys apart: the platform reads every key as text."""
    return key.value if isinstance(key, yaml.ScalarNode) else repr(exact(key))


def check(node, label):
    """What YAML allows, and the platform would read as something else."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            check(item, label)
    elif is_mapping(node):
        names = set()
        for key, value in node.value:
            if name_of(key) in names:
                fail(label, 'a key is given twice', key.start_mark)
            names.add(name_of(key))
            check(value, label)


def parse(text, label):
    """The one document of a text, as nodes, and whether it starts with `---`; the node is None where nothing is in it."""
    explicit = False
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.DocumentStartEvent):
            explicit = explicit or event.explicit
        if getattr(event, 'anchor', None) is not None:
            fail(label, 'the platform cannot read anchors and aliases', event.start_mark)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None or is_mapping(node) or (isinstance(node, yaml.ScalarNode) and is_empty(node)):
        check(node, label)
        return (node if is_mapping(node) else None), explicit
    fail(label, 'this is no mapping of keys')


def read(path, label):
    with io.open(path, 'rb') as source:
        text = source.read()
    try:
        return parse(text, label)
    except RuntimeError:
        raise
    except Exception as error:
        # PyYAML 3.10 also trips over its own assertions.
        reason = error if isinstance(error, yaml.YAMLError) else 'this cannot be read as YAML'
        fail(label, getattr(error, 'problem', None) or reason, getattr(error, 'problem_mark', None))


typer = yaml.SafeLoader('')


def typed(node):
    """The value of a scalar, as far as PyYAML knows its type."""
    try:
        return repr(typer.construct_object(node))
    except (ValueError, yaml.YAMLError):
        return node.value


def meaning(node):
    """What two nodes have in common that mean the same."""
    if is_mapping(node):
        return node.tag, dict((name_of(key), meaning(value)) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [meaning(item) for item in node.value]
    return node.tag, typed(node)


def exact(node):
    """All of a node but its looks."""
    if is_mapping(node):
        return node.tag, [(exact(key), exact(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [exact(item) for item in node.value]
    return node.tag, node.value


def find(mapping, name):
    for index, (key, _) in enumerate(mapping.value):
        if name_of(key) == name:
            return index
    return None


def merge(live, own, label, path=()):
    for key, value in own.value:
        index = find(live, name_of(key))
        if index is None:
            live.value.append((key, value))
            continue
        old_key, old = live.value[index]
        here = path + (name_of(key),)
        if is_mapping(old) and is_mapping(value) and not is_empty(old):
            merge(old, value, label, here)
        elif here in SECTIONS and not is_empty(old):
            fail(label, '.'.join(here) + ' is no mapping of keys', old.start_mark)
        elif meaning(old) != meaning(value):
            live.value[index] = (old_key, value)


def services_of(node):
    for name in ('vcap', 'services'):
        index = find(node, name) if is_mapping(node) else None
        if index is None:
            return None
        node = node.value[index][1]
    return node if is_mapping(node) else None


def remove(live, own, names):
    services, wanted = services_of(live), services_of(own)
    if services is not None:
        lacking = [name for name in names if wanted is None or find(wanted, name) is None]
        services.value[:] = [pair for pair in services.value if name_of(pair[0]) not in lacking]


def main(own_path, live_path, result_path, label, *names):
    own, _ = read(own_path, own_path)
    live, explicit = read(live_path, label)
    if own is None:
        fail(own_path, 'nothing is in it')
    if live is None:
        live = yaml.MappingNode(own.tag, [], flow_style=False)
    before = meaning(live)
    merge(live, own, label)
    remove(live, own, names)
    if meaning(live) == before:
        print('current')
        return
    try:
        text = yaml.serialize(live, Dumper=yaml.SafeDumper, encoding='utf-8', allow_unicode=True, explicit_start=explicit)
        kept = exact(parse(text, label)[0]) == exact(live)
    except yaml.YAMLError:
        kept = False
    if not kept:
        fail(label, 'it holds something that cannot be written back')
    with io.open(result_path, 'wb') as result:
        result.write(text)
    print('changed')


try:
    main(*sys.argv[1:])
except RuntimeError:
    fail(sys.argv[4], 'it is nested too deeply')
PYTHON
readonly merge

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

# treatment_of PATH: the word for it in `files`
treatment_of() {
  local entry path
  for entry in "${files[@]}"; do
    path=${entry#* }
    if [[ $1 == "$path" || ($path == */ && $1 == "$path"*) ]]; then
      echo "${entry%% *}"
      return
    fi
  done
}

# own_files PROJECT: the paths, from the project's root, that uegen commits on top
own_files() {
  local entry
  for entry in "${files[@]}"; do
    if [[ $entry == "replaced $1/"* || $entry == "merged $1/"* ]]; then echo "${entry#* "$1"/}"; fi
  done
}

# remote COMMAND [ARGUMENT...]: git with the credentials of this run
remote() {
  git "${helpers[@]}" "$@"
}

# local_git PROJECT COMMAND [ARGUMENT...]: git on this run's own copy of the project
local_git() {
  GIT_DIR=$work/$1 git "${@:2}"
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

# find_python: one with PyYAML, which ansible brings along for the Python that runs it
find_python() {
  local candidate ansible line='' candidates
  candidates=(python3 python /usr/bin/python3 /usr/bin/python python2 /usr/libexec/platform-python)
  if ansible=$(command -v ansible-playbook); then
    IFS= read -r line <"$ansible" 2>/dev/null || true
    if [[ $line == '#!'*python* ]]; then candidates=("${line#'#!'}" "${candidates[@]}"); fi
  fi
  for candidate in "${candidates[@]}"; do
    read -ra python <<<"$candidate"
    if (cd / && "${python[@]}" -c 'import yaml' >/dev/null 2>&1 </dev/null); then return; fi
  done
  fail "no Python with PyYAML is found, which ansible needs too; on CentOS 7: sudo yum install PyYAML"
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
    else
      for file in $(own_files "$name"); do
        [[ -f $root/$name/$file ]] && continue
        complain "the file $root/$name/$file is missing"
        missing=1
      done
    fi
  done
  return "$missing"
}

# check_paths PATH...: files that an operator may upload
check_paths() {
  local path wrong=0
  for path in "$@"; do
    case $(treatment_of "$path") in
      by-hand)
        [[ -f $root/$path && /$path/ != */../* && /$path/ != */./* && $path != *//* ]] && continue
        complain "there is no file $root/$path"
        ;;
      replaced | merged) complain "$path needs no --file: template-upload.sh ${path%%/*} uploads it" ;;
      seeded) complain "$path belongs to the running platform and is never uploaded" ;;
      *) complain "$path is in none of the projects: ${projects[*]}" ;;
    esac
    wrong=1
  done
  return "$wrong"
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

# fetch PROJECT: a copy of it, with the last commit in the index
fetch() {
  remote clone -q --bare --single-branch --branch "$branch" "$base/$1.git" "$work/$1"
  local_git "$1" read-tree "$branch"
}

# add PROJECT PATH: what lies there in the folder into the index; the folder's own .git is neither read nor written
add() {
  (cd "$root/$1" && GIT_WORK_TREE=$PWD local_git "$1" add -A -- "$2")
}

# put PROJECT PATH FILE: the file's content into the index, at that path
put() {
  local blob
  blob=$(local_git "$1" hash-object -w --no-filters -- "$3")
  local_git "$1" update-index --add --cacheinfo 100644 "$blob" "$2"
}

# put_merged PROJECT PATH: the folder's keys and GitLab's own
put_merged() {
  local live=$work/live merged=$work/merged verdict
  if ! local_git "$1" rev-parse -q --verify "$branch:$2" >/dev/null; then
    put "$1" "$2" "$root/$1/$2"
    return
  fi
  local_git "$1" cat-file blob "$branch:$2" >"$live"
  if ((${#python[@]} == 0)); then find_python; fi
  verdict=$(cd / && "${python[@]}" -c "$merge" "$root/$1/$2" "$live" "$merged" "$2 in $base/$1.git" "${services[@]}" </dev/null)
  if [[ $verdict == changed ]]; then put "$1" "$2" "$merged"; fi
}

# put_own PROJECT: uegen's part of it
put_own() {
  local path
  for path in $(own_files "$1"); do
    case $(treatment_of "$1/$path") in
      merged) put_merged "$1" "$path" ;;
      *) put "$1" "$path" "$root/$1/$path" ;;
    esac
  done
}

# put_file PROJECT PATH: that file of the folder, and nothing else
put_file() {
  local changed
  add "$1" "$2"
  changed=$(local_git "$1" diff-index --cached --name-only -z "$branch" | tr -d '\0')
  [[ -z $changed || $changed == "$2" ]] || fail "$1/$2 can't be uploaded: in GitLab a folder is a file, or the other way round"
}

# is_new PROJECT: true when the index isn't the last commit
is_new() {
  [[ $(local_git "$1" write-tree) != $(local_git "$1" rev-parse "$branch^{tree}") ]]
}

# commit PROJECT MESSAGE [PARENT]: the index; prints the commit
commit() {
  local tree
  # A name for the commit where git knows none.
  local_git "$1" config user.name >/dev/null || local_git "$1" config user.name uegen
  local_git "$1" config user.email >/dev/null || local_git "$1" config user.email uegen@localhost
  tree=$(local_git "$1" write-tree)
  local_git "$1" commit-tree "$tree" ${3:+-p "$3"} -m "$2" </dev/null
}

push() {
  GIT_DIR=$work/$1 remote push -q "$base/$1.git" "$2:refs/heads/$branch" 2>"$work/push-error"
}

# was_there PROJECT PATH MODE BLOB: true when GitLab's branch ever had the file so: then it changed there, not here
was_there() {
  local_git "$1" rev-list --full-history "$branch" -- "$2" |
    local_git "$1" diff-tree --stdin --root -r -m --no-commit-id -- "$2" |
    grep "^:[0-7]* $3 [0-9a-f]* $4 " >/dev/null
}

# report PROJECT: the files that changed here and aren't uegen's to upload, each with the command that does it
report() {
  local record path mode blob status changed=()
  add "$1" .
  local_git "$1" diff-index -z --cached "$branch" >"$work/differences"
  while IFS= read -r -d '' record && IFS= read -r -d '' path; do
    read -r _ mode _ blob status <<<"$record"
    if [[ $status == D || $(treatment_of "$1/$path") != by-hand ]]; then continue; fi
    was_there "$1" "$path" "$mode" "$blob" || changed+=("$1/$path")
  done <"$work/differences"
  if ((${#changed[@]} == 0)); then return; fi
  say "new or changed here, but people's own in GitLab by now. To put one over GitLab's:"
  for path in "${changed[@]}"; do printf '  %q --file %q\n' "$here/${0##*/}" "$path"; done
}

# seed PROJECT: the folder's content as the first commit
seed() {
  git init -q --bare "$work/$1"
  add "$1" .
  [[ -n $(local_git "$1" ls-files) ]] || fail "the folder $root/$1 holds nothing to commit"
  new=$(commit "$1" 'Initial commit')
  outcome="was empty and now holds the folder's content"
}

# build_on PROJECT [PATH]: what is uegen's, or that one file, on top of GitLab's last commit
build_on() {
  local message='Update the generated configuration'
  fetch "$1"
  outcome='has the generated files committed on top'
  if (($# == 1)); then
    put_own "$1"
  else
    put_file "$1" "$2"
    message="Upload $2"
    outcome="has $2 committed on top"
  fi
  if is_new "$1"; then new=$(commit "$1" "$message" "$branch"); fi
}

say_current() {
  if (($# > 1)); then
    say "$1 has $2 just so"
  elif [[ -n $(own_files "$1") ]]; then
    say "$1 is current"
  else
    say "$1 has commits and is left alone"
  fi
}

# bring PROJECT [PATH]: makes the commit and pushes it, again where GitLab got another one meanwhile; sets head
bring() {
  local attempt new outcome
  for ((attempt = 1; attempt <= attempts; attempt++)); do
    rm -rf "${work:?}/$1"
    new=''
    head=$(head_of "$1") || fail "$base/$1.git: $(<"$work/error")"
    if [[ $head == none ]]; then
      if (($# > 1)) || [[ -n $(own_files "$1") ]]; then fail "$base/$1.git has commits but no branch $branch"; fi
      say_current "$1"
      return
    elif [[ -n $head ]]; then
      build_on "$@"
    elif (($# == 1)); then
      seed "$1"
    else
      fail "$base/$1.git is empty: template-upload.sh $1 uploads the whole folder"
    fi
    if [[ -z $new ]]; then
      say_current "$@"
      return
    fi
    if push "$1" "$new"; then
      say "$1 $outcome"
      return
    fi
    # Only a commit that came in between is worth another attempt.
    if [[ $(head_of "$1") == "$head" ]]; then break; fi
    say "$1 changed meanwhile"
  done
  cat "$work/push-error" >&2
  fail "$1 could not be pushed"
}

chosen=() paths=()
case ${1-} in
  --file)
    shift
    (($#)) || fail "--file wants the path of a file, for example $database/template/category.json"
    check_paths "$@"
    paths=("$@")
    set -- "${@%%/*}"
    ;;
  -*) fail "there is no option $1; there is --file PATH..." ;;
esac
if (($# == 0)); then set -- "${projects[@]}"; fi
check_names "$@"
# The database comes first: what ends its merge ends the run before anything is pushed.
for project in "${projects[@]}"; do
  if [[ " $* " == *" $project "* ]]; then chosen+=("$project"); fi
done
command -v git >/dev/null || fail "the program git is missing"
[[ ! -e $root/$later ]] || fail "this checkout has $later and so is later than $revision, which all else here is for: run git checkout $revision"
check_folders "${chosen[@]}"

work=$(mktemp -d)
readonly work
clean_up() {
  git credential-cache --socket="$work/credentials" exit >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean_up EXIT

python=()
find_helpers
check_projects "${chosen[@]}"
if ((${#paths[@]})); then
  for path in "${paths[@]}"; do bring "${path%%/*}" "${path#*/}"; done
else
  for project in "${chosen[@]}"; do
    bring "$project"
    if [[ $head =~ ^[0-9a-f]+$ ]]; then report "$project"; fi
  done
fi
