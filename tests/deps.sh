#!/bin/sh
# Install the Debian packages of a list that are missing. Says which; uses sudo when not root; names them and stops where there is no apt-get.
set -eu
list=$(sed 's/#.*//' "$1" | tr '\n' ' ')
missing=
for package in $list; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "lexbench needs these Debian packages or what your system calls them:$missing" >&2
    exit 1
fi
echo "installing:$missing"
run=
[ "$(id -u)" -eq 0 ] || run=sudo
export DEBIAN_FRONTEND=noninteractive
# An old package list makes the first try fail; only then is it fetched anew.
# shellcheck disable=SC2086
$run apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 || {
    $run apt-get update -qq
    $run apt-get install -y --no-install-recommends $missing >/dev/null
}
