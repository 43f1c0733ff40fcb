#!/bin/sh
# Names the containers that run and that Docker starts again by itself, a line for each; none where Docker doesn't run.
docker ps --quiet 2>/dev/null | while read -r id; do
  docker inspect --format '{{.HostConfig.RestartPolicy.Name}} {{.Name}}' "$id"
done | sed -n 's#^\(always\|unless-stopped\) /##p' | sort
