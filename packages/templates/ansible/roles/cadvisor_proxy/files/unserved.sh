#!/bin/sh
# Waits up to ten seconds until rinetd listens to all of the given TCP ports, then names those that it doesn't listen to.
attempt=0
while
  served=" $(ss -ntlp | sed -n 's/.*:\([0-9]*\) .*"rinetd".*/\1/p' | tr '\n' ' ')"
  unserved=
  for port; do
    case $served in *" $port "*) ;; *) unserved="$unserved $port" ;; esac
  done
  [ -n "$unserved" ] && [ "$attempt" -lt 10 ]
do
  attempt=$((attempt + 1))
  sleep 1
done
for port in $unserved; do echo "$port"; done
