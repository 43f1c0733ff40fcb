#!/usr/bin/env bash
# old-ansible.sh FOLDER: makes the root of a controller there, with ansible 2.10 on Python 3.9, and Python 2.7.18 for nodes:
# of all that can still be had, what comes nearest to CentOS 7's 2.9.27. Needs root and apt with its network; about half
# a minute, 0.7 GB.
set -euo pipefail
folder=$1
umask 022

mirror=$("$(dirname "${BASH_SOURCE[0]}")/mirror.sh")
mkdir -p "$(dirname "$folder")"
# shellcheck disable=SC2016
mmdebstrap --quiet --mode=root --variant=apt --aptopt='APT::Install-Recommends "false"' \
  --include=ansible,python2.7,openssh-client \
  --customize-hook='rm -rf "$1"/usr/share/doc/* "$1"/usr/share/man/* "$1"/usr/share/locale/* "$1"/var/cache/apt/*.bin' \
  bullseye "$folder.part$$" "deb $mirror bullseye main"
# Whoever comes second finds the work done.
mv --no-target-directory "$folder.part$$" "$folder" 2>/dev/null || rm -rf "$folder.part$$"
