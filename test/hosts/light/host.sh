#!/usr/bin/env bash
# host.sh FOLDER LAYERS: becomes a host. Runs as PID 1 of namespaces of its own; what the host changes stays in
# FOLDER/upper, so that it finds it again after a reboot.
set -euo pipefail
folder=$1 layers=$2
root=$folder/root
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$layers,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
for node in null zero random urandom tty full; do cp -a "/dev/$node" "$root/dev/"; done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
mount -t tmpfs tmpfs "$root/dev/shm"
# The host's disk, if it has one.
if [ -e "$folder/disk" ]; then cp -a "$(cat "$folder/disk")" "$root/dev/xvdf"; fi
# A reboot is known by a new boot id.
cat /proc/sys/kernel/random/uuid > "$root/run/boot_id"
mount --bind "$root/run/boot_id" "$root/proc/sys/kernel/random/boot_id"
sed -n 's/^SELINUX=//p' "$root/etc/selinux/config" > "$root/run/selinux"
hostname "$(cat "$root/etc/hostname")"
cd "$root"
pivot_root . .
umount -l .
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 /usr/sbin/uinit
