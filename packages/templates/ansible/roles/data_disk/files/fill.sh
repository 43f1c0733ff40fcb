#!/bin/bash
# fill.sh DEVICE FSTYPE FOLDER still|changing fresh|kept: copies FOLDER to the file system on DEVICE, which is mounted out of
# the way for it, and compares the two. In a folder that is `changing`, what has changed since the copy began is let pass.
# A file system that was `kept` and holds something of its own is only taken over where FOLDER is empty. Prints `copied`
# where there was something to copy.
set -euo pipefail
export LC_ALL=C
device=$1 fstype=$2 folder=$3 pace=$4 age=$5
mark=.uegen-copying

# files FOLDER: says something where there is anything in it but what mkfs makes
files() {
  find "$1" -mindepth 1 -maxdepth 1 ! -name lost+found ! -name "$mark" -print -quit 2>/dev/null
}

below=$(awk -v folder="$folder/" 'index($5, folder) == 1 { print $5 }' /proc/self/mountinfo)
if [ -n "$below" ]; then
  echo "other file systems are mounted below $folder: ${below//$'\n'/, }"
  exit 1
fi

scratch=$(mktemp --directory /run/uegen-data-disk.XXXXXX)
stage=$scratch/disk
mkdir "$stage"
tidy() {
  umount "$stage" 2>/dev/null || true
  rmdir "$stage" && rm -rf "$scratch"
}
trap tidy EXIT

mount --types "$fstype" "$device" "$stage"
if [ "$age" = fresh ]; then : >"$stage/$mark"; fi
if [ -z "$(files "$folder")" ]; then
  rm -f "$stage/$mark"
  exit
fi
if [ ! -e "$stage/$mark" ] && [ -n "$(files "$stage")" ]; then
  echo "there are files on it and in $folder as well: move one of them away"
  exit 1
fi

: >"$stage/$mark"
: >"$scratch/begun"
room=$(df --output=avail --block-size=1 "$stage" | tail -n 1)
used=$(du --summarize --one-file-system --block-size=1 "$folder" | cut -f 1)
if [ "$used" -gt "$room" ] && [ -z "$(files "$stage")" ]; then
  echo "$folder takes $used bytes, and there are $room"
  exit 1
fi
cp --archive --one-file-system "$folder/." "$stage/"

# Each line names a file that differs, and how: `./messages: Size differs`.
tar --create --one-file-system --directory "$folder" --file - . 2>/dev/null |
  tar --diff --directory "$stage" --file - >"$scratch/differences" 2>&1 || true
wrong=0
while IFS= read -r line; do
  file=$folder/${line%%: *}
  if [ "$pace" = changing ] && { [ ! -e "$file" ] || [ "$file" -nt "$scratch/begun" ]; }; then continue; fi
  echo "the copy differs: $line"
  wrong=1
done <"$scratch/differences"
if [ "$wrong" = 1 ]; then exit 1; fi
rm "$stage/$mark"
sync
echo copied
