#!/usr/bin/env bash
# seed.sh BASE SEED KEY [OLD]: makes the layer SEED/upper, which turns the root BASE into a host that looks like CentOS 7 to
# ansible: users, the public part of KEY, stand-ins of programs, and signed RPM packages. With OLD, a root of
# old-ansible.sh, its only Python for ansible is that root's 2.7. About three seconds.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export here base=$1 seed=$2 key=$3 old=${4-}
mkdir -p "$seed"/{upper,work,root}

exec unshare --mount bash -euo pipefail <<'INSIDE'
umask 022
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$base,upperdir=$seed/upper,workdir=$seed/work" "$seed/root"
cd "$seed/root"
mount -t proc proc proc
mount -t tmpfs tmpfs dev
mount -t tmpfs tmpfs root
for node in null zero random urandom tty full; do cp -a "/dev/$node" dev/; done
ln -s /proc/self/fd dev/fd

# users
echo 'centos:x:1000:1000::/home/centos:/bin/bash' >> etc/passwd
echo 'centos:x:1000:' >> etc/group
echo 'centos:*:19000:0:99999:7:::' >> etc/shadow
install -m 440 <(echo 'centos ALL=(ALL) NOPASSWD:ALL') etc/sudoers.d/centos
install -d -o 1000 -g 1000 -m 700 home/centos home/centos/.ssh
install -o 1000 -g 1000 -m 600 "$key.pub" home/centos/.ssh/authorized_keys
rm -f etc/ssh/ssh_host_*
ssh-keygen -q -t ed25519 -N '' -f etc/ssh/ssh_host_ed25519_key
cat > etc/ssh/sshd_config <<'EOF'
HostKey /etc/ssh/ssh_host_ed25519_key
PasswordAuthentication no
PermitRootLogin no
UsePAM no
UseDNS no
Subsystem sftp internal-sftp
PrintMotd no
MaxStartups 100
EOF

# the distribution, as its release files and its old repositories tell it
rm -f etc/os-release usr/lib/os-release etc/debian_version etc/lsb-release
cat > usr/lib/os-release <<'EOF'
NAME="CentOS Linux"
VERSION="7 (Core)"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="7"
PRETTY_NAME="CentOS Linux 7 (Core)"
EOF
ln -s ../usr/lib/os-release etc/os-release
echo 'CentOS Linux release 7.3.1611 (Core)' > etc/redhat-release
ln -sf redhat-release etc/centos-release
ln -sf redhat-release etc/system-release
mkdir -p etc/yum.repos.d etc/dnf/vars etc/rpm etc/pki/rpm-gpg etc/selinux etc/sysconfig/network-scripts etc/cloud/cloud.cfg.d
cat > etc/yum.repos.d/CentOS-Base.repo <<'EOF'
[base]
name=CentOS-7 - Base
mirrorlist=http://mirrorlist.invalid/?release=7&repo=os
gpgcheck=1
[updates]
name=CentOS-7 - Updates
mirrorlist=http://mirrorlist.invalid/?release=7&repo=updates
gpgcheck=1
[extras]
name=CentOS-7 - Extras
mirrorlist=http://mirrorlist.invalid/?release=7&repo=extras
gpgcheck=1
EOF
printf '[main]\ngpgcheck=1\nbest=False\n' > etc/dnf/dnf.conf
echo 7 > etc/dnf/vars/releasever
echo '%_dbpath /var/lib/rpm' > etc/rpm/macros
printf 'SELINUX=enforcing\nSELINUXTYPE=targeted\n' > etc/selinux/config
printf 'TYPE=Ethernet\nBOOTPROTO=dhcp\nDEVICE=eth0\nONBOOT=yes\n' > etc/sysconfig/network-scripts/ifcfg-eth0

# stand-ins
rm -f usr/bin/systemctl usr/bin/hostnamectl usr/bin/journalctl usr/sbin/{reboot,shutdown,halt,poweroff}
rm -rf etc/systemd/system/*.wants etc/systemd/system/*.service usr/lib/systemd/system/*.service
install -m 755 "$here"/standins/{systemctl,hostnamectl,journalctl,timedatectl} usr/bin/
install -m 755 "$here"/standins/{service,uinit,reboot,getenforce,setenforce} usr/sbin/
for name in shutdown halt poweroff; do ln -s reboot "usr/sbin/$name"; done
ln -sf dnf-3 usr/bin/dnf
ln -sf dnf usr/bin/yum
if [ -z "$old" ]; then
  ln -s python3 usr/bin/python
else
  # CentOS 7's bindings of rpm have a stand-in as well.
  cp -a "$old/usr/bin/python2.7" usr/bin/
  cp -a "$old/usr/lib/python2.7" usr/lib/
  cp -a "$old"/usr/lib/x86_64-linux-gnu/lib{ssl,crypto}.so.1.1 usr/lib/x86_64-linux-gnu/
  install -D -m 644 "$here/standins/rpm.py" usr/local/lib/python2.7/dist-packages/rpm.py
  ln -s python2.7 usr/bin/python
fi
mkdir -p usr/lib/systemd/system etc/systemd/system/multi-user.target.wants
# these come with the base, out of sight until a package or a build brings them in
mv usr/sbin/rinetd usr/lib/rinetd
rm etc/rinetd.conf etc/logrotate.d/rinetd etc/init.d/rinetd
mv usr/bin/make usr/lib/make
unit() {
  printf '[Service]\nExecStart=%s\n[Install]\nWantedBy=multi-user.target\n' "$2" > "usr/lib/systemd/system/$1.service"
}
unit sshd /bin/true
unit network /bin/true

# signed packages, in one repository for each of the real ones
export HOME=/root GNUPGHOME=/root/gnupg
mkdir -m 700 root/gnupg
cp -r "$here/standins" "$here/packages.spec" root/
programs=$here/../machine/units/programs
cp "$programs/gitlab-ce/opt/gitlab/bin/gitlab-ctl" root/standins/gitlab
cp "$programs/gitlab-runner/usr/bin/gitlab-runner" root/standins/
chroot . gpg --batch --quiet --passphrase '' --quick-gen-key 'stand-ins <stand-ins@invalid>' rsa2048 sign never
chroot . gpg --armor --export > etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7
mkdir -p srv/packages/{os,updates,extras,epel,docker,gitlab,gitlab-runner}/x86_64
mkdir srv/keys
for publisher in epel docker gitlab runner; do cp etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7 "srv/keys/$publisher"; done
chroot . rpmbuild -bb --quiet --define '_standins /root/standins' --define '_rpmdir /root/rpms' /root/packages.spec
# packages of the runner before 11.0 aren't signed, the metadata of their repository is
mv root/rpms/noarch/gitlab-runner-* srv/packages/gitlab-runner/x86_64/
chroot . sh -c 'rpmsign --define "__gpg /usr/bin/gpg" --define "_gpg_name stand-ins" --addsign /root/rpms/noarch/*.rpm' > /dev/null
chroot . rpm -i --nosignature --nodeps /root/rpms/noarch/{firewalld,chrony,docker-1}*.rpm
mv root/rpms/noarch/docker-ce-* srv/packages/docker/x86_64/
mv root/rpms/noarch/gitlab-ce-* srv/packages/gitlab/x86_64/
mv root/rpms/noarch/haveged-* srv/packages/epel/x86_64/
mv root/rpms/noarch/* srv/packages/os/x86_64/
for repository in srv/packages/*/x86_64; do chroot . createrepo_c --quiet "/$repository"; done
chroot . gpg --batch --armor --detach-sign /srv/packages/gitlab-runner/x86_64/repodata/repomd.xml
for name in sshd network firewalld chronyd; do
  ln -s "/usr/lib/systemd/system/$name.service" etc/systemd/system/multi-user.target.wants/
done
chroot . gpgconf --kill all

# what playbooks download: sources, tools, and the list of checksums that a publisher keeps beside them
mkdir -p root/downloads/{rinetd,maven-3/bin,node-7/bin}
# shellcheck disable=SC2016
printf 'rinetd:\n\tcp /usr/lib/rinetd rinetd\n' > root/downloads/rinetd/Makefile
tool() {
  printf '#!/bin/sh\necho "%s $*"\n' "$(basename "$1")" > "$1"
  chmod 755 "$1"
}
for name in maven-3/bin/mvn node-7/bin/node node-7/bin/npm cli; do tool "root/downloads/$name"; done
mkdir srv/downloads
for name in rinetd maven-3 node-7; do
  tar --create --gzip --directory root/downloads --file "srv/downloads/$name.tar.gz" "$name"
done
mv root/downloads/cli srv/downloads/
echo docker-machine > srv/downloads/docker-machine
(cd srv/downloads && sha256sum ./* > SHASUMS256.txt)

# the names that DC/OS' own name server knows, on each node
cat > etc/stand-in-names <<'EOF'
192.0.2.1 dcos.test
192.0.2.2 config.test db.test eureka.test iam.test server.test ui.test
192.0.2.3 gitlab.test registry.test
EOF

echo localhost > etc/hostname
printf '127.0.0.1 localhost localhost.localdomain\n::1 localhost\n' > etc/hosts
rm -f etc/resolv.conf
echo 'options timeout:1 attempts:1' > etc/resolv.conf
ln -sf ../proc/self/mounts etc/mtab
: > etc/fstab
rm -rf run/*
cd /
umount --recursive --lazy "$seed/root"
INSIDE
