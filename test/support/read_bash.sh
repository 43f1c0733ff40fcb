#!/usr/bin/env bash
# Answers, for each of the named scripts, what bash makes of its lines `readonly NAME='...'` and `export NAME='...' ...`: a line of
# JSON.
set -euo pipefail

for script in "$@"; do
  assignments=$(grep -E "^(readonly|export) [a-z_]+='" "$script" || true)
  (
    eval "$assignments"
    for name in $(grep -oE "(^readonly|^export|') [a-z_]+='" <<<"$assignments" | sed -E "s/.* ([a-z_]+)='/\1/"); do printf '%s\0%s\0' "$name" "${!name}"; done
  )
  # No name is empty: the end of this script.
  printf '\0'
done | python3 -c 'import json, sys
words = iter(sys.stdin.buffer.read().decode().split("\0")[:-1])
seen = {}
for name in words:
    if name:
        seen[name] = next(words)
    else:
        print(json.dumps(seen))
        seen = {}'
