#!/bin/sh
# names.sh [NAME RIGHT WRONG]...: says which names don't resolve as they should. RIGHT are the addresses that a name may
# have and WRONG those that it may not have, separated by commas; `-` stands for none given.
while [ $# -ge 3 ]; do
  name=$1 right=$2 wrong=$3
  shift 3
  found=$(timeout 20 getent ahostsv4 "$name" | awk '{ print $1 }' | sort -u)
  [ -n "$found" ] || echo "$name does not resolve"
  for address in $found; do
    case ,$wrong, in *",$address,"*) echo "$name resolves to $address, which is the public agent" ;; esac
    [ "$right" = - ] && continue
    case ,$right, in
      *",$address,"*) ;;
      *) echo "$name resolves to $address and not to ${right%%,*}" ;;
    esac
  done
done
