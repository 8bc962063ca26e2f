#!/bin/sh
# deb.sh BUILD SUITE...: the newest package in BUILD on clean roots of these Debian suites. It brings what it needs, and from an empty directory the
# program finds suites, claims, pages and its manual; the quickstart at its small size, its report, the Python package and the removal work. ROOTS keeps the
# roots (a folder), MIRROR is where they come from. Most of the time goes to debootstrap, half a minute of processor time for each root.
# shellcheck disable=SC2016,SC2317 # scripts for the shell inside; a function that the trap calls
set -u
build=$1
shift
mirror=${MIRROR:-http://deb.debian.org/debian}
package=$(realpath "$(find "$build" -maxdepth 1 -name 'lexbench_*.deb' -printf '%T@ %p\n' | sort -n | tail -1 | cut -d' ' -f2-)") || exit 1
roots=${ROOTS:-$(mktemp -d)}
n=0 bad=0
end() {
    for suite in "$@"; do umount "$roots/$suite/proc" 2>/dev/null; done
    [ -n "${ROOTS:-}" ] || rm -rf "$roots"
}
# shellcheck disable=SC2064 # the suites of now
trap "end $*" EXIT
inside() { chroot "$roots/$suite" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 sh -c "$1" >"$roots/out" 2>&1; }
works() { # what, script in the root
    n=$((n + 1))
    begin=$(date +%s)
    if inside "$2"; then echo "ok $n - $suite: $1 ($(($(date +%s) - begin)) s)"; else echo "not ok $n - $suite: $1" && bad=1 && sed 's/^/# /' "$roots/out" | tail -20; fi
}
for suite; do
    [ -e "$roots/$suite/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$roots/$suite" "$mirror" >"$roots/log" 2>&1 || { tail -3 "$roots/log"; exit 1; }
    mountpoint -q "$roots/$suite/proc" || mount -t proc proc "$roots/$suite/proc" || exit 1
    cp /etc/resolv.conf "$roots/$suite/etc/" && cp "$package" "$roots/$suite/lexbench.deb" || exit 1
    echo force-unsafe-io >"$roots/$suite/etc/dpkg/dpkg.cfg.d/fast" # the root need not survive a crash
    works "no library of it is there before" '! ls /usr/lib/*/libopenblas* /usr/lib/*/libyaml* 2>/dev/null'
    works "apt installs the package and what it depends on" 'apt-get update -qq && apt-get install -y --no-install-recommends /lexbench.deb'
    works "the program runs" 'lexbench version'
    works "doctor misses only what is recommended" 'lexbench doctor >/tmp/said; [ "$(grep -c ^BAD /tmp/said)" -eq 1 ] && grep -q "^BAD *gnuplot" /tmp/said'
    works "apt installs what is recommended" 'apt-get install -y --no-install-recommends $(dpkg-query -W -f "\${Recommends}" lexbench | tr -d ,)'
    works "then doctor is content" 'lexbench doctor'
    works "suites, claims and pages are found from an empty directory" 'mkdir -p /tmp/empty && cd /tmp/empty && lexbench validate suites/quickstart.yaml && lexbench claims list &&
        lexbench list suites | grep -q quickstart && test -e "$(lexbench help | sed -n "s/^Pages such as \(.*\) are in \(.*\)\.$/\2\/\1/p")"'
    works "so is the manual" 'zcat /usr/share/man/man1/lexbench.1.gz | grep -q "^.TH LEXBENCH"'
    works "the quickstart runs at its small size" 'cd /tmp/empty && lexbench run suites/quickstart-small.yaml && lexbench results quickstart-small | grep -q "^rope+cpe"'
    works "and has a report with charts" 'cd /tmp/empty && lexbench report quickstart-small --out report && grep -q "<svg" report/report.html && lexbench db check'
    works "prove finds the program in double" 'lexbench prove rope'
    works "Python finds the package, and reads the results" 'cd /tmp/empty && python3 -c "import lexbench; assert len(lexbench.read(\"lexbench.db\", frames=False).trainings) == 18"'
    works "with a compiler, a plugin is begun, built and proved" 'apt-get install -y --no-install-recommends gcc libc6-dev && cd /tmp/empty && lexbench plugin new mine && lexbench plugin build mine.c && lexbench prove mine --plugin mine.so'
    works "the package is removed whole" 'apt-get remove -y lexbench && ! command -v lexbench && [ -z "$(find / -xdev -path "*lexbench*" ! -path "/tmp/*" ! -path "/lexbench.deb" ! -path "/var/*")" ]'
done
exit $bad
