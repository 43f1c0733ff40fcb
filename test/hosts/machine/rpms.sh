#!/usr/bin/env bash
# rpms.sh ROOT WWW: packs programs of the Debian root ROOT as RPM packages with the names and versions of CentOS 7, signs
# them, makes a repository of each kind below WWW/packages, and takes the programs out of ROOT.
set -euo pipefail
export root=$1 www=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export here

exec unshare --mount bash -euo pipefail <<'INSIDE'
umask 022
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/root"
mount -t tmpfs tmpfs "$root/tmp"
spec=$root/root/packages.spec
sed -n '/^#spec$/,$p' "$here/packages.spec" > "$spec"
mkdir -p "$root"/root/{units,payload,keys}
cp -r "$here"/units/* "$root/root/units/"
in_root() { chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
mkdir -p "$root/etc/rpm"
echo '%_dbpath /var/lib/rpm' > "$root/etc/rpm/macros"

# The programs of Debian packages move to payload/, under the same paths.
while read -r package debs; do
  for deb in $debs; do
    # Debian's units, and what starts them
    in_root dpkg -L "$deb" | { grep -E '^(/usr)?/lib/(systemd|udev)/.|^/etc/(default|init.d|cron|logrotate)' || true; } | while read -r path; do
      if [ ! -d "$root$path" ]; then rm -f "$root$path"; fi
    done
    in_root dpkg -L "$deb" | sed -nE 's#^/s?bin/#/usr&#; \#^/usr/(s?bin|lib/git-core)/.+#p' | while read -r path; do
      if [ -d "$root$path" ] && [ ! -L "$root$path" ]; then continue; fi
      [ -e "$root$path" ] || [ -L "$root$path" ] || continue
      mkdir -p "$root/root/payload/$package$(dirname "$path")"
      mv "$root$path" "$root/root/payload/$package$path"
    done
  done
done < <(sed -n 's/^#debs //p' "$here/packages.spec")
# as the packages of CentOS have them
cd "$root/root/payload"
mv docker-ce/usr/sbin/dockerd docker-ce/usr/bin/
mv docker-ce/usr/sbin/runc docker-ce/usr/bin/docker-runc
[ -e docker-ce/usr/bin/docker-init ] || mv docker-ce/usr/bin/tini docker-ce/usr/bin/docker-init 2>/dev/null || true
ln -sf gcc gcc/usr/bin/cc
rm -f docker-ce/usr/bin/runc ntp/usr/sbin/ntp-*
in_root groupdel docker
in_root userdel ntpsec
# what the source of rinetd is compiled to runs this
mkdir -p "$root/usr/lib/rinetd" && mv rinetd/usr/sbin/rinetd "$root/usr/lib/rinetd/rinetd"
rm -rf "$root"/etc/{rinetd.conf,logrotate.d/rinetd,init.d/rinetd,docker}
cd /

printf '%%_topdir /root/rpmbuild\n%%_payload /root/payload\n%%_units /root/units\n%%_binary_payload w1.zstdio\n%%_build_id_links none\n%%debug_package %%{nil}\n%%__os_install_post %%{nil}\n' > "$root/root/.rpmmacros"
in_root rpmbuild -bb --quiet /root/packages.spec > "$root/root/log" 2>&1 || { cat "$root/root/log" >&2; exit 1; }

# One key for each publisher, so that none vouches for another.
in_root mkdir -m 700 /root/.gnupg
mkdir -p "$www/keys"
for publisher in centos epel docker gitlab runner; do
  in_root gpg --batch --quiet --passphrase '' --quick-gen-key "$publisher <$publisher@test.invalid>" rsa2048 sign never 2>/dev/null
  in_root gpg --armor --export "$publisher@test.invalid" > "$www/keys/$publisher"
done
while read -r repository publisher line; do
  read -ra patterns <<< "$line"
  folder=$www/packages/$repository/x86_64
  mkdir -p "$folder" "$root/root/out"
  for pattern in "${patterns[@]}"; do
    # shellcheck disable=SC2086
    mv "$root"/root/rpmbuild/RPMS/*/$pattern-[0-9]*.rpm "$root/root/out/"
  done
  # Packages of the runner before 11.0 aren't signed, the metadata of their repository is.
  if [ "$publisher" != runner ]; then
    in_root sh -c "rpmsign --define '__gpg /usr/bin/gpg' --define '_gpg_name $publisher@test.invalid' --addsign /root/out/*.rpm" > /dev/null 2>&1
  fi
  in_root createrepo_c --quiet /root/out
  if [ "$publisher" = runner ]; then
    in_root gpg --batch --local-user runner@test.invalid --armor --detach-sign /root/out/repodata/repomd.xml
  fi
  cp -r "$root/root/out/." "$folder/"
  rm -rf "$root/root/out"
done < <(sed -n 's/^#repository //p' "$here/packages.spec")
in_root gpgconf --kill all
# What a fresh machine has already.
mkdir "$root/root/have"
for package in $(sed -n 's/^#present //p' "$here/packages.spec"); do cp "$www"/packages/*/x86_64/"$package"-[0-9]*.rpm "$root/root/have/"; done
in_root sh -c 'rpm -i --nosignature --nodeps --justdb /root/have/*.rpm' 2> /dev/null
mkdir -p "$root/etc/pki/rpm-gpg"
cp "$www/keys/centos" "$root/etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7"
cp "$www/keys/centos" "$www/packages/os/x86_64/RPM-GPG-KEY-CentOS-7"
INSIDE
