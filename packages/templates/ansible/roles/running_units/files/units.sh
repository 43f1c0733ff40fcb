#!/bin/sh
# Names each of the given units that does not run, with the last lines of its journal below. Changes nothing.
for unit; do
  state=$(systemctl is-active "$unit")
  [ "$state" = active ] && continue
  echo "$unit is $state"
  journalctl --unit "$unit" --lines 10 --no-pager 2>&1 | sed 's/^/    /'
done
