#!/bin/bash
# clear.sh FOLDER: deletes what lies in FOLDER below the disk that is mounted there. Says so where there was something.
set -euo pipefail
folder=$1
# Nothing but a mount point hides anything.
mountpoint -q "$folder"

stage=$(mktemp --directory /run/uegen-data-disk.XXXXXX)
tidy() {
  umount "$stage" 2>/dev/null || true
  rmdir "$stage"
}
trap tidy EXIT

# Without what is mounted below it.
mount --bind "$(dirname "$folder")" "$stage"
hidden=$stage/$(basename "$folder")
if [ -z "$(find "$hidden" -mindepth 1 -maxdepth 1 -print -quit)" ]; then exit; fi
find "$hidden" -xdev -mindepth 1 -delete
echo "deleted what was copied"
