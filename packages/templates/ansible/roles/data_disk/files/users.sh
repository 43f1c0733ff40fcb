#!/bin/bash
# users.sh FOLDER: names each program that works in FOLDER, and each container that has a part of it.
set -euo pipefail
folder=$1
for process in /proc/[0-9]*; do
  if find "$process/cwd" "$process/fd" \( -lname "$folder" -o -lname "$folder/*" \) -print -quit 2>/dev/null | grep -q .; then
    printf '%s (process %s)\n' "$(cat "$process/comm" 2>/dev/null)" "${process#/proc/}"
  fi
done
if ! command -v docker >/dev/null || ! running=$(docker ps --quiet 2>/dev/null) || [ -z "$running" ]; then exit; fi
# shellcheck disable=SC2086
docker inspect --format '{{.Name}}{{range .Mounts}} {{.Source}}{{end}}' $running </dev/null |
  while read -r name sources; do
    for source in $sources; do
      case $source/ in "$folder"/*) echo "container ${name#/}" && break ;; esac
    done
  done
