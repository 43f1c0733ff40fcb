#!/usr/bin/env bash
# Prints the mirror of Debian that this machine's own sources name.
set -euo pipefail
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep '/debian/\?$' | sort -u | head -1)
[ -n "$mirror" ] || { echo 'mirror.sh: the sources of apt name no mirror of Debian' >&2; exit 1; }
echo "$mirror"
