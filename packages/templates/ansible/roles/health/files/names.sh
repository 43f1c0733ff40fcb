#!/bin/sh
# names.sh [NAME RIGHT WRONG]...: says which names don't resolve as they should. RIGHT are the addresses that a name may
# have and WRONG those that it may not have, separated by commas; a name among them stands for its own addresses, and
# `-` for none given.

# addresses NAME...: the IPv4 addresses of each
addresses() {
  for place in "$@"; do timeout 20 getent ahostsv4 "$place"; done | awk '{ print $1 }' | sort -u
}

# listed LIST: its addresses, with a comma on both sides of each
listed() {
  [ "$1" = - ] && return
  # shellcheck disable=SC2046
  printf ',%s' $(addresses $(echo "$1" | tr , ' '))
  echo ,
}

while [ $# -ge 3 ]; do
  name=$1 right=$2 wrong=$(listed "$3")
  rights=$(listed "$right")
  shift 3
  found=$(addresses "$name")
  [ -n "$found" ] || echo "$name does not resolve"
  for address in $found; do
    case $wrong in *",$address,"*) echo "$name resolves to $address, which is the public agent" ;; esac
    [ "$right" = - ] && continue
    case $rights in
      *",$address,"*) ;;
      *) echo "$name resolves to $address and not to ${right%%,*}" ;;
    esac
  done
done
