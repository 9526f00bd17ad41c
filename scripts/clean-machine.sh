#!/usr/bin/env bash
# Proves both commands of the README in a Debian that has nothing but what the README names: Node and npm. Builds a fresh
# root with debootstrap, copies the sources into it as a download would have them, and runs `npm start -- --demo` and
# `npm test` in it. Needs root, debootstrap, the Debian mirror and the npm registry; some 4 GB and half an hour.
# The last run's output stands in docs/clean-machine.md. Where this network has a certificate authority of its own, say so by
# NODE_EXTRA_CA_CERTS, as for any Node program: it is handed on.
#
#   sudo scripts/clean-machine.sh [folder]        default folder: a temporary one, removed at the end
#   sudo ONLY='npm run specs -- test/e2e' scripts/clean-machine.sh <folder>     one command more in a root that was kept
set -euo pipefail

suite=${SUITE:-trixie}   # the oldest Debian whose own nodejs is 20 or newer
mirror=${MIRROR:-http://deb.debian.org/debian}
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$(mktemp -d /var/tmp/clean-machine.XXXXXX)}
root=$folder/root

leave() {
  for place in dev/shm dev/pts dev sys proc; do
    mountpoint -q "$root/$place" && umount -l "$root/$place"
  done
  [ "$#" -gt 0 ] || [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$root"
}
trap leave EXIT

say() { printf '\n== %s\n' "$*"; }

say "a fresh Debian $suite"
[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$folder/debootstrap.log"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"
mount --rbind /dev "$root/dev"
mount --make-rslave "$root/dev"
mountpoint -q "$root/dev/shm" || { mkdir -p "$root/dev/shm"; mount -t tmpfs shm "$root/dev/shm"; }

certificates=()
if [ -n "${NODE_EXTRA_CA_CERTS:-}" ]; then
  mkdir -p "$root/etc/ssl"
  cp "$NODE_EXTRA_CA_CERTS" "$root/etc/ssl/network.pem"
  certificates=(NODE_EXTRA_CA_CERTS=/etc/ssl/network.pem npm_config_cafile=/etc/ssl/network.pem)
fi
inside() { chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "${certificates[@]}" bash -ec "$1"; }

if [ -n "${ONLY:-}" ]; then
  say "$ONLY"
  inside "cd /root/desk && $ONLY"
  exit
fi

say 'what the README names: Node 20 or newer with its npm'
inside 'apt-get -qq update && apt-get -qq install --yes --no-install-recommends nodejs npm ca-certificates > /dev/null; node --version; npm --version'

say 'the sources, without anything that was built or installed'
rm -rf "$root/root/desk"
mkdir "$root/root/desk"
git -C "$here" ls-files -z --cached --others --exclude-standard \
  | tar -C "$here" --null --ignore-failed-read -cf - -T - 2> /dev/null | tar -xf - -C "$root/root/desk"
inside 'cd /root/desk && ls -a && du -sh .'

code=0
say 'npm start -- --demo'
inside 'cd /root/desk && time npm start -- --demo' || code=$?
say "npm start -- --demo ended with $code"
tests=0
say 'npm test'
inside 'cd /root/desk && time npm test' || tests=$?
say "npm test ended with $tests"
exit $((code > 0 ? code : tests))
