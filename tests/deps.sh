#!/bin/sh
# deps.sh LIST SECTION...: install the Debian packages of the list's sections ("# name" begins one) that are missing. Says which; uses sudo when not
# root; names them and stops where there is no apt-get.
set -eu
list=$1
shift
missing=
for section in "$@"; do
    # shellcheck disable=SC2013
    for package in $(awk -v wanted="# $section" '/^#/ { on = $0 == wanted; next } on' "$list"); do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
    done
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "lexbench needs these Debian packages, or what your system calls them:$missing" >&2
    exit 1
fi
run=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || {
        echo "lexbench needs these Debian packages; install them as root:$missing" >&2
        exit 1
    }
    run=sudo
fi
echo "installing:$missing"
install() {
    # shellcheck disable=SC2086
    $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
# An old package list makes the first try fail; only then is it fetched anew.
install 2>/dev/null || {
    $run apt-get update -qq
    install
}
