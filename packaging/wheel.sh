#!/bin/sh
# wheel.sh PROGRAM LICENCES OUT: the Python package with the program of `make static` as its command, as a wheel in OUT; prints its name. Its tag promises what the
# program keeps: it needs no library of the system, so every Linux of this processor will do, with glibc or musl. Nothing is downloaded.
set -eu
program=$1 licences=$2 out=$3 python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $(od -An -tu2 -j18 -N2 "$program" | tr -d ' ') in # e_machine of the ELF header
62) machine=x86_64 ;;
183) machine=aarch64 ;;
*) echo "$program is a program for a processor that has no name here" >&2 && exit 1 ;;
esac
mkdir "$work/source"
cp -r python/pyproject.toml python/README.md python/lexbench "$work/source"
rm -rf "$work/source/lexbench/__pycache__"
cp LICENSE "$work/source"
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-index --no-build-isolation --wheel-dir "$work" "$work/source" 2>"$work/log" || { cat "$work/log" >&2 && exit 1; }
"$python" -m wheel unpack --dest "$work/open" "$work"/lexbench-*.whl >/dev/null
folder=$(echo "$work"/open/lexbench-*)
name=${folder##*/}
install -D -m755 "$program" "$folder/$name.data/scripts/lexbench"
install -m644 "$licences" "$folder/$name.dist-info/LICENCES"
sed -i -e 's/^Root-Is-Purelib: .*/Root-Is-Purelib: false/' -e "s/^Tag: .*/Tag: py3-none-manylinux_2_17_$machine\nTag: py3-none-manylinux2014_$machine\nTag: py3-none-musllinux_1_1_$machine/" \
    "$folder/$name.dist-info/WHEEL"
mkdir -p "$out"
rm -f "$out"/lexbench-*"_$machine.whl"
"$python" -m wheel pack --dest-dir "$out" "$folder" >"$work/log" || { cat "$work/log" >&2 && exit 1; }
ls "$out"/lexbench-*"_$machine.whl"
