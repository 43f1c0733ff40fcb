#!/bin/sh
# unregister.sh UNIT SECONDS: lets an agent of Mesos unregister and end its tasks, and stops its unit then.
set -eu
process=$(systemctl show --property=MainPID "$1" | sed 's/.*=//')
# To the agent alone: its executors and tasks live in its unit too, and the signal would end them on the spot.
systemctl kill --kill-who=main -s SIGUSR1 "$1"
waited=0
while [ "$process" -gt 0 ] && kill -0 "$process" 2>/dev/null; do
  if [ "$waited" -ge "$(($2 * 5))" ]; then
    echo "the tasks of $1 have not ended after $2 seconds: nothing was stopped" >&2
    exit 1
  fi
  sleep 0.2
  waited=$((waited + 1))
done
systemctl stop "$1"
