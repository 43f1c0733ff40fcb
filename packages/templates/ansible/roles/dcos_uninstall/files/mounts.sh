#!/bin/bash
# mounts.sh PATH... -- DISK...: what is mounted at or below each PATH, the deepest first, a line each. `disk` is one that
# /etc/fstab mounts at a DISK or a PATH; `leftover` what DC/OS and its containers mounted; `foreign` all else.
set -euo pipefail
paths=()
while [ "$1" != -- ]; do paths+=("$1") && shift; done
disks=" ${paths[*]} ${*:2} "

# number of the device that a path lies on, as the table of mounts has it
device() {
  awk -v path="$1/" 'index(path, $5 == "/" ? "/" : $5 "/") == 1 && length($5) >= longest { longest = length($5); found = $3 }
    END { print found }' /proc/self/mountinfo
}

# Their devices may be mounted once more below, for a container.
own=" $(device /) $(device /var) $(device /opt) "
for disk in $disks; do own+="$(device "$disk") "; done

awk '{ split($0, halves, " - "); split(halves[2], type, " "); print length($5), $3, $5, type[1] }' /proc/self/mountinfo |
  sort -rn | while read -r _ number mount type; do
  inside=
  for path in "${paths[@]}"; do case $mount/ in "$path"/*) inside=1 ;; esac; done
  [ -n "$inside" ] || continue
  # Spaces are written as \040.
  if awk -v mount="$mount" '$1 !~ /^#/ && ($2 == mount || $2 == mount "/") { found = 1 } END { exit !found }' /etc/fstab; then
    case $disks in *" $mount "*) echo "disk $mount" ;; *) echo "foreign $mount" ;; esac
    continue
  fi
  case $type in
    tmpfs | overlay | proc | sysfs | devpts | mqueue | nsfs | cgroup*) echo "leftover $mount" ;;
    *) case $own in *" $number "*) echo "leftover $mount" ;; *) echo "foreign $mount" ;; esac ;;
  esac
done
