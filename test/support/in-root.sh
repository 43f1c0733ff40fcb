#!/usr/bin/env bash
# in-root.sh ROOT FOLDER COMMAND [ARGUMENT]...: runs a command in the root folder ROOT, in the present folder, which lies in
# FOLDER. That one is there as well, and the machine's devices; nothing stays mounted.
set -euo pipefail
here=$PWD
export here
# shellcheck disable=SC2016
exec unshare --mount bash -euc '
  root=$0 folder=$1
  shift
  mount --make-rprivate /
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir -p "$root$folder"
  mount --bind "$folder" "$root$folder"
  exec chroot "$root" sh -c '\''cd "$here" && exec "$0" "$@"'\'' "$@"' "$@"
