#!/bin/sh
# arm64.sh BUILD: the program for arm64, cross-built against Debian's packages, which are unpacked into BUILD/root and never run; then, under qemu-user, the tests
# that TESTS names (as tests/run.sh takes them), and the one file of `make static`. As root, from the network the first time. Under qemu a test takes ten to a
# hundred times as long as on a processor.
set -eu
build=$(realpath -m "$1")
root=$build/root libraries=$build/root/usr/lib/aarch64-linux-gnu registry=/proc/sys/fs/binfmt_misc
packages=$(awk '/^#/ { on = $0 == "# build"; next } on && /^lib.*-dev$/' packages.txt | paste -sd,)
mkdir -p "$build"
# shellcheck source=/dev/null
[ -e "$libraries/libcmocka.so" ] || mmdebstrap --quiet --variant=extract --architectures=arm64 --include="$packages,libcmocka-dev" "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root"
# Links to /lib mean the root's: on the host they end nowhere, and the linker takes libm.a instead, which lacks what long double needs of libc.a.
find "$root/usr/lib" -lname '/lib/*' | while read -r link; do ln -sfr "$root$(readlink "$link")" "$link"; done
[ -e $registry/register ] || mount -t binfmt_misc binfmt_misc $registry
[ -e $registry/qemu-aarch64 ] || update-binfmts --enable qemu-aarch64
PKG_CONFIG_LIBDIR=$libraries/pkgconfig:$libraries/openblas-pthread/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root QEMU_LD_PREFIX=$root
export PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR QEMU_LD_PREFIX
cross() { make --no-print-directory -s -j"$(nproc)" CC="aarch64-linux-gnu-gcc --sysroot=$root" OBJCOPY=aarch64-linux-gnu-objcopy OBJDUMP=aarch64-linux-gnu-objdump ARCH=armv8-a "$@"; }

cross LDFLAGS="-Wl,-rpath,$libraries/openblas-pthread" BUILD="$build" TESTS="$TESTS" test-build
for name in $TESTS; do
    case " $IN_DOUBLE " in *" $name "*) cross LDFLAGS="-Wl,-rpath,$libraries/openblas-pthread" REAL=double BUILD="$build/double" "$build/double/tests/$name" ;; esac
done
BUILD=$build sh tests/run.sh

cross BUILD="$build" static
unset QEMU_LD_PREFIX
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp "$build/static/lexbench" "$dir" && cd "$dir"
./lexbench version | grep "built for processors of level arm64"
./lexbench run suites/smoke.yaml
./lexbench results smoke
./lexbench prove rope | tail -1
