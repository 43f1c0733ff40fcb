#!/bin/sh
# runner.sh SECONDS: lets the runner's jobs end, and stops it then. Says "stopped" where it ran.
set -eu
systemctl is-active --quiet gitlab-runner || exit 0
process=$(systemctl show --property=MainPID gitlab-runner | sed 's/.*=//')
# With this signal it takes no more jobs, and ends with the last.
systemctl kill --kill-who=main -s SIGQUIT gitlab-runner
waited=0
while [ "$process" -gt 0 ] && kill -0 "$process" 2>/dev/null; do
  if [ "$waited" -ge "$1" ]; then
    echo "jobs of the runner have not ended after $1 seconds: Docker was not touched" >&2
    exit 1
  fi
  sleep 1
  waited=$((waited + 1))
done
systemctl stop gitlab-runner
echo stopped
