#!/usr/bin/env bash
# python2.sh FOLDER: puts Python 2.7, as CentOS 7 has it, and PyYAML for it there. Needs root, apt with mmdebstrap and the
# network; about a quarter of a minute, 30 MB. Debian 11 is the last with Python 2.7 and has PyYAML for it as source only.
set -euo pipefail
folder=$1
umask 022

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# apt gives up its rights while it downloads.
chmod 755 "$scratch"

mirror=$("$(dirname "${BASH_SOURCE[0]}")/mirror.sh")
# shellcheck disable=SC2016
mmdebstrap --quiet --mode=root --variant=extract --include=python2.7-minimal,libpython2.7-stdlib \
  --extract-hook='cd "$1"/tmp && APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get source -qq --download-only pyyaml || true' \
  bullseye "$scratch/root" "deb $mirror bullseye main" "deb-src $mirror bullseye main"

mkdir -p "$scratch/done/usr/bin" "$scratch/done/usr/lib"
cp "$scratch/root/usr/bin/python2.7" "$scratch/done/usr/bin/"
cp -r "$scratch/root/usr/lib/python2.7" "$scratch/done/usr/lib/"
for source in "$scratch"/root/tmp/pyyaml_*.orig.tar.*; do
  if [[ -f $source ]]; then tar -xf "$source" -C "$scratch/done" --strip-components=2 --wildcards '*/lib/yaml'; fi
done
mkdir -p "$(dirname "$folder")"
rm -rf "$folder"
mv --no-target-directory "$scratch/done" "$folder"
