#!/bin/sh
# static.sh PROGRAM WHEEL SUITE...: the file of `make static` on clean roots of these Debian suites, as a user without rights and without anything installed, and
# the wheel of `make wheel` in empty virtual environments of every Python from 3.9 on that is found (on the path, or pyenv's). ROOTS keeps the roots (a folder),
# MIRROR is where they come from.
# shellcheck disable=SC2016,SC2317 # scripts for the shell inside; a function that the trap calls
set -u
program=$(realpath "$1") wheel=$(realpath "$2") || exit 1
shift 2
mirror=${MIRROR:-http://deb.debian.org/debian}
roots=${ROOTS:-$(mktemp -d)}
work=$(mktemp -d) || exit 1
n=0 bad=0
end() {
    for suite in "$@"; do umount "$roots/$suite/proc" 2>/dev/null; done
    rm -rf "$work"
    [ -n "${ROOTS:-}" ] || rm -rf "$roots"
}
# shellcheck disable=SC2064 # the suites of now
trap "end $*" EXIT
works() { # what, command ...
    n=$((n + 1))
    what=$1
    begin=$(date +%s)
    shift
    if "$@" >"$work/out" 2>&1; then echo "ok $n - $what ($(($(date +%s) - begin)) s)"; else echo "not ok $n - $what" && bad=1 && sed 's/^/# /' "$work/out" | tail -20; fi
}
as() { # user, script in the root
    chroot --userspec="$1" "$roots/$suite" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/it DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 sh -c "set -e; cd /home/it; $2"
}
root() { works "$suite: $1" as 0:0 "$2"; }
user() { works "$suite: $1" as 65534:65534 "$2"; }

works "the file names no loader and no library" sh -c '! readelf -ldW "$0" | grep -E "INTERP|NEEDED"' "$program"
for suite; do
    [ -e "$roots/$suite/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$roots/$suite" "$mirror" >"$work/log" 2>&1 || { tail -3 "$work/log"; exit 1; }
    mountpoint -q "$roots/$suite/proc" || mount -t proc proc "$roots/$suite/proc" || exit 1
    cp /etc/resolv.conf "$roots/$suite/etc/" || exit 1
    rm -rf "$roots/$suite/home/it" && install -d -o 65534 -g 65534 "$roots/$suite/home/it" || exit 1
    install -m755 "$program" "$roots/$suite/home/it/lexbench" || exit 1
    echo force-unsafe-io >"$roots/$suite/etc/dpkg/dpkg.cfg.d/fast" # the root need not survive a crash
    root "no library of it is there" '! ls /usr/lib/*/libopenblas* /usr/lib/*/libyaml* /usr/lib/*/libsqlite3* 2>/dev/null'
    user "the program runs" './lexbench version'
    user "suites are listed" './lexbench list suites | grep "^suites/quickstart.yaml"'
    user "claims are listed" './lexbench claims list | grep rope-explodes && ./lexbench list claims --family rotary'
    user "the quickstart runs at its small size" './lexbench run suites/quickstart-small.yaml'
    user "it has results" './lexbench results quickstart-small | grep "^rope+cpe" && ./lexbench db check'
    user "each level that the processor has does the same" 'for level in x86-64 x86-64-v3 x86-64-v4; do
        case $level in *v3) has=avx2 ;; *v4) has=avx512f ;; *) has=sse2 ;; esac
        grep -qw $has /proc/cpuinfo || continue
        ./lexbench --level $level version | grep "built for processors of level $level,"
        ./lexbench --level $level run suites/smoke.yaml --db $level.db; done'
    user "prove finds the program in double within" './lexbench prove rope'
    user "a plugin is refused with the reason" 'echo >no.so; ! ./lexbench version --plugin no.so; ./lexbench list tasks --plugin no.so 2>&1 | grep "loads no plugins"'
    user "without gnuplot the report says what is missing" 'if ./lexbench report quickstart-small --out report 2>said; then exit 1; else code=$?; fi; cat said; [ $code -eq 4 ] && [ "$(grep -c "apt-get install gnuplot-nox" said)" -eq 1 ] && grep -q "could not be drawn" report/report.html
        if ./lexbench plot quickstart-small 2>said; then exit 1; else code=$?; fi; cat said; [ $code -eq 2 ] && grep "apt-get install gnuplot-nox" said'
    user "doctor misses gnuplot alone" './lexbench doctor >said || true; cat said; [ "$(grep -c ^BAD said)" -eq 1 ] && grep "^BAD *gnuplot" said'
    root "apt installs gnuplot" 'apt-get update -qq && apt-get install -y -qq --no-install-recommends gnuplot-nox fonts-dejavu-core'
    user "then there is a report" './lexbench report quickstart-small --out report && grep -q "<svg" report/report.html && ./lexbench doctor'
done

audit() { # what the tag promises, held against the program; auditwheel comes from PyPI
    python3 -m venv "$work/audit" && "$work/audit/bin/pip" install --quiet --disable-pip-version-check auditwheel && "$work/audit/bin/auditwheel" show "$wheel" &&
        "$work/audit/bin/auditwheel" show "$wheel" | tr '\n' ' ' | grep 'consistent with the following platform tag: "manylinux_2_5_.*requires no external shared libraries'
}
works "auditwheel finds nothing that the wheel's tag forbids" audit

environment() { # python
    "$1" -m venv --clear "$work/env" && "$work/env/bin/pip" install --quiet --disable-pip-version-check --no-index "$wheel"
}
inside() { # script
    (cd "$work/here" && env -i PATH="$work/env/bin:/usr/bin:/bin" HOME="$work/here" LC_ALL=C.UTF-8 sh -c "set -e; $1")
}
tried=
for python in python3.9 python3.10 python3.11 python3.12 python3.13 /usr/bin/python3 "$HOME"/.pyenv/versions/3.*/bin/python3; do
    path=$(command -v "$python") || continue
    version=$("$path" -c 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    case " $tried " in *" $version "*) continue ;; esac
    case $version in 3.[0-8]) continue ;; esac
    tried="$tried $version"
    rm -rf "$work/here" && mkdir "$work/here"
    works "Python $version: pip installs the wheel" environment "$path"
    works "Python $version: it has its own program" inside '[ "$(command -v lexbench)" = "'"$work"'/env/bin/lexbench" ] && lexbench version'
    works "Python $version: the quickstart runs at its small size" inside 'lexbench run suites/quickstart-small.yaml && lexbench results quickstart-small | grep "^rope+cpe" && lexbench claims list'
    works "Python $version: and is read, and the program found, where the environment is not activated" inside 'PATH=/usr/bin:/bin; "'"$work"'/env/bin/python" -c "
import lexbench
assert len(lexbench.read(\"lexbench.db\", frames=False).trainings) == 18
assert len(list(lexbench.examples(\"copy\", \"test\", length=[20], count=3))) == 3"'
    [ ! -x /usr/bin/gnuplot ] || works "Python $version: there is a report" inside 'lexbench report quickstart-small --out report && grep -q "<svg" report/report.html'
    works "Python $version: pip removes it whole" sh -c '"$0/bin/pip" uninstall --quiet --yes lexbench && [ ! -e "$0/bin/lexbench" ]' "$work/env"
done
echo "# tried with Python$tried"
exit $bad
