#!/usr/bin/env bash
# later-docker.sh MIRROR: on a host that has Docker, a signed repository at port 8083 of what is installed there, under later
# versions: 18.06.3.ce runs, 18.09.9 comes in several packages and its daemon doesn't start. The version of MIRROR is there too.
set -euo pipefail
mirror=$1
folder=/srv/docker
export GNUPGHOME=$folder/keys
mkdir -p "$folder/x86_64"
mkdir -m 700 "$GNUPGHOME"
cd "$folder"

# package VERSION HEADER INSTALL FILES: what of the spec differs
package() {
  cat > "$1.spec" << END
Name: docker-ce
Version: $1
Release: 3.el7
Summary: docker-ce
License: various
AutoReqProv: no
$2
%description
docker-ce
%install
rpm -ql docker-ce | while read -r path; do
  if [ -d "\$path" ]; then continue; fi
  mkdir -p "%{buildroot}\$(dirname "\$path")"
  cp -al "\$path" "%{buildroot}\$path"
done
$3
(cd %{buildroot}; find . -type f -o -type l | sed 's/^.//') > $folder/files
%files -f $folder/files
$4
END
  rpmbuild -bb --quiet --define "_topdir $folder/build" --define '__os_install_post %{nil}' \
    --define 'debug_package %{nil}' --define '_build_id_links none' --define '_binary_payload w1.zstdio' "$1.spec" > log 2>&1 || {
    cat log
    exit 1
  }
}
package 18.06.3.ce '' '' ''
package 18.09.9 'Requires: docker-ce-cli
%package -n docker-ce-cli
Summary: cli
%description -n docker-ce-cli
cli' 'rm %{buildroot}/usr/bin/dockerd
printf "#!/bin/sh\nexit 1\n" > %{buildroot}/usr/bin/dockerd
chmod 755 %{buildroot}/usr/bin/dockerd' '%files -n docker-ce-cli'
mv build/RPMS/*/*.rpm x86_64/

gpg --batch --quiet --passphrase '' --quick-gen-key later@test.invalid rsa2048 sign never 2> /dev/null
rpmsign --define '__gpg /usr/bin/gpg' --define '_gpg_name later@test.invalid' --addsign x86_64/*.rpm > log 2>&1
curl -sSf "$mirror/keys/docker" -o key
gpg --armor --export later@test.invalid >> key
curl -sSf --output-dir x86_64 -O "$mirror/packages/docker/x86_64/docker-ce-17.12.1.ce-1.el7.centos.x86_64.rpm"
createrepo_c --quiet x86_64
systemd-run --quiet --unit=later python3 -m http.server 8083 --directory "$folder"
for _ in $(seq 50); do
  if curl -sf http://localhost:8083/key > /dev/null; then exit; fi
  sleep 0.2
done
exit 1
