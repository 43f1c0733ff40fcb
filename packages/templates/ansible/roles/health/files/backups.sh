#!/bin/sh
# backups.sh [WHAT SCHEDULE WORD FOLDER PATTERN SECONDS]...: says of which the newest file of that name in the folder is older
# than these seconds. One that cron knows no line for, a line of SCHEDULE with WORD in it, is nobody's. Where there is none
# yet, its schedule has to be as old.
now=$(date +%s)

# age FILE: seconds since it was written
age() {
  echo $((now - $(stat -c %Y "$1")))
}

# spoken SECONDS: as people say it
spoken() {
  if [ "$1" -ge 172800 ]; then echo "$(($1 / 86400)) days"; else echo "$(($1 / 3600)) hours"; fi
}

while [ $# -ge 6 ]; do
  what=$1 schedule=$2 word=$3 folder=$4 pattern=$5 limit=$6
  shift 6
  grep -qs -e "^[^#].*$word" "$schedule" || continue
  newest=$(find "$folder" -maxdepth 1 -type f -name "$pattern" -printf '%T@ %p\n' 2>/dev/null | sort -n | tail -n 1 | cut -d ' ' -f 2-)
  if [ -n "$newest" ]; then
    old=$(age "$newest")
    [ "$old" -le "$limit" ] || echo "the newest backup of $what is $(spoken "$old") old: $newest"
  elif [ "$(age "$schedule")" -gt "$limit" ]; then
    echo "there is no backup of $what in $folder"
  fi
done
