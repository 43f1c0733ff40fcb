#!/usr/bin/env bash
# centos.sh ROOT PART: makes the Debian root ROOT look like a fresh CentOS 7 machine to ansible.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
part=$2
cd "$1"
umask 022

# users and ssh
chroot . groupmod -n nobody nogroup
chroot . useradd --create-home --uid 1000 --shell /bin/bash centos
install -m 440 <(echo 'centos ALL=(ALL) NOPASSWD:ALL') etc/sudoers.d/centos
install -d -o 1000 -g 1000 -m 700 home/centos/.ssh
rm -f etc/ssh/ssh_host_*
ssh-keygen -q -t ed25519 -N '' -C host -f etc/ssh/ssh_host_ed25519_key
cat > etc/ssh/sshd_config <<'EOT'
HostKey /etc/ssh/ssh_host_ed25519_key
AuthorizedKeysFile .ssh/authorized_keys
PasswordAuthentication no
PermitRootLogin no
UsePAM yes
UseDNS no
Subsystem sftp /usr/lib/openssh/sftp-server
MaxStartups 100
EOT

# the distribution, as its release files and its old repositories tell it
rm -f etc/os-release usr/lib/os-release etc/debian_version etc/lsb-release
cat > usr/lib/os-release <<'EOT'
NAME="CentOS Linux"
VERSION="7 (Core)"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="7"
PRETTY_NAME="CentOS Linux 7 (Core)"
EOT
ln -s ../usr/lib/os-release etc/os-release
echo 'CentOS Linux release 7.3.1611 (Core)' > etc/redhat-release
ln -sf redhat-release etc/centos-release
ln -sf redhat-release etc/system-release
mkdir -p etc/yum.repos.d etc/dnf/vars etc/selinux etc/sysconfig/network-scripts etc/cloud/cloud.cfg.d
for name in base updates extras; do
  printf '[%s]\nname=CentOS-7 - %s\nmirrorlist=http://mirrorlist.centos.org/?release=7&repo=%s\ngpgcheck=1\n' $name $name $name
done > etc/yum.repos.d/CentOS-Base.repo
printf '[main]\ngpgcheck=1\nbest=False\n' > etc/dnf/dnf.conf
echo 7 > etc/dnf/vars/releasever
printf 'SELINUX=enforcing\nSELINUXTYPE=targeted\n' > etc/selinux/config
printf 'TYPE=Ethernet\nBOOTPROTO=dhcp\nDEVICE=eth0\nONBOOT=yes\n' > etc/sysconfig/network-scripts/ifcfg-eth0
ln -sf dnf-3 usr/bin/dnf
ln -sf dnf usr/bin/yum
ln -sf python3 usr/bin/python

# units by the names of CentOS
units=lib/systemd/system
mv $units/ssh.service $units/sshd.service
mv $units/cron.service $units/crond.service
# systemd would make units of these scripts.
rm -rf etc/init.d/* etc/rc?.d
echo 'local stratum 10' > etc/chrony.conf
sed -i '/^Alias=/d' $units/{sshd,crond}.service
# No clock but the machine's own.
printf '[Unit]\nDescription=NTP client/server\nConflicts=ntpd.service\n[Service]\nType=forking\nPIDFile=/run/chrony/chronyd.pid\nCapabilityBoundingSet=~CAP_SYS_TIME\nExecStart=/usr/sbin/chronyd -x -u root -f /etc/chrony.conf\n[Install]\nWantedBy=multi-user.target\n' > $units/chronyd.service
rm -rf etc/systemd/system/*.wants etc/systemd/system/*.service
cp "$here"/units/host/*.service $units/
install -m 755 "$here"/host-bin/* usr/sbin/
cat > lib/systemd/system-preset/00-centos.preset <<'EOT'
enable sshd.service
enable crond.service
enable rsyslog.service
enable firewalld.service
enable chronyd.service
enable network.service
enable selinux-mode.service
enable dbus.socket
enable systemd-*
enable remote-fs.target
disable *
EOT
chroot . systemctl preset-all > /dev/null 2>&1
chroot . systemctl set-default multi-user.target > /dev/null 2>&1
for unit in getty@ serial-getty@ console-getty systemd-timesyncd systemd-time-wait-sync systemd-networkd systemd-resolved e2scrub_reap \
  sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount systemd-modules-load kmod-static-nodes \
  systemd-networkd.socket systemd-networkd-wait-online systemd-pstore apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer; do
  case $unit in *.*) ;; *) unit=$unit.service ;; esac
  ln -sf /dev/null etc/systemd/system/$unit
done
# The kernel tells every host of each device that one asks for: all of the machine's, at each boot, would be most of what
# hosts do. They need their disks and their network.
mkdir -p etc/systemd/system/systemd-udev-trigger.service.d
printf '[Service]\nExecStart=\nExecStart=-udevadm trigger --type=devices --action=add --subsystem-match=block --subsystem-match=net\n' \
  > etc/systemd/system/systemd-udev-trigger.service.d/own.conf
mkdir -p var/log/journal

echo localhost > etc/hostname
printf '127.0.0.1 localhost localhost.localdomain\n::1 localhost\n' > etc/hosts
rm -f etc/resolv.conf etc/machine-id var/lib/dbus/machine-id
: > etc/machine-id
ln -sf ../proc/self/mounts etc/mtab
: > etc/fstab
rm -rf var/cache/apt/* var/lib/apt/lists/* run/* tmp/*

# what playbooks download
work=$(mktemp -d)
mkdir -p "$work"/{rinetd,maven-3/bin,node-7/bin}
cat > "$work/rinetd/rinetd.c" <<'EOT'
#include <unistd.h>
int main(int count, char **words) { (void)count; return execv("/usr/lib/rinetd/rinetd", words); }
EOT
printf 'rinetd: rinetd.o\n\tgcc rinetd.o -o rinetd\n' > "$work/rinetd/Makefile"
for name in maven-3/bin/mvn node-7/bin/node node-7/bin/npm; do
  printf '#!/bin/sh\necho "%s $*"\n' "$(basename "$name")" > "$work/$name"
  chmod 755 "$work/$name"
done
for name in rinetd maven-3 node-7; do tar -czf "$part/www/downloads/$name.tar.gz" -C "$work" "$name"; done
printf '#!/bin/sh\necho "cli $*"\n' > "$part/www/downloads/cli"
echo docker-machine > "$part/www/downloads/docker-machine"
(cd "$part/www/downloads" && sha256sum ./* > SHASUMS256.txt)
rm -rf "$work"
