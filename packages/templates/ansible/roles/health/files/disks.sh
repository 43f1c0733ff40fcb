#!/bin/sh
# disks.sh PERCENT: says which disks, or their inodes, are that full. Only looks at disks of the machine: one that is mounted
# from elsewhere may not answer.

# full BEFORE AFTER OPTION: a sentence about each, with its place between both
full() {
  timeout 20 df "$3" -P -l -t ext2 -t ext3 -t ext4 -t xfs -t btrfs 2>/dev/null |
    awk -v before="$1" -v after="$2" -v limit="$limit" 'NR > 1 {
      use = $5; sub(/%/, "", use)
      if (use + 0 < limit || use == "-") next
      place = $6; for (i = 7; i <= NF; i++) place = place " " $i
      if (!seen[$1]++) print before place after use " % full"
    }'
}

limit=$1
full '' ' is ' -k
full 'the inodes of ' ' are ' -i
