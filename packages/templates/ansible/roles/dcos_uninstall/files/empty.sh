#!/bin/bash
# empty.sh FOLDER...: deletes all files of each folder and of the disks that are mounted in it; of these the mount points
# stay, and the folders that lead to them. Says so where there was something.
set -euo pipefail
deleted=
for folder; do
  [ -d "$folder" ] || continue
  # The deepest first.
  while read -r mount; do
    if find "$mount" -xdev -mindepth 1 ! -type d -print -quit | grep -q .; then deleted=1; fi
    # A mount point refuses to go, and so does what leads to it.
    find "$mount" -xdev -mindepth 1 -delete 2>/dev/null || true
    left=$(find "$mount" -xdev -mindepth 1 ! -type d -print -quit)
    if [ -n "$left" ]; then
      echo "$left can not be deleted" >&2
      exit 1
    fi
  done < <({
    awk -v folder="$folder/" 'index($5 "/", folder) == 1 { print $5 }' /proc/self/mountinfo
    echo "$folder"
  } | sort -ru)
done
if [ -n "$deleted" ]; then echo deleted; fi
