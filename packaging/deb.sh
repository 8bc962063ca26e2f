#!/bin/sh
# deb.sh ROOT OUT: a Debian package of what `make install` put into ROOT, without debhelper. It depends on the libraries that the program names and on the
# oldest C library that has the symbols it uses, and recommends what draws charts and runs the Python package. Prints the package's name.
set -eu
root=$1 out=$2
program=$root/usr/bin/lexbench
number=$("$program" version | sed -n '1s/^lexbench //p')
revision=$(git log -1 --format=+git%cd.%h --date=format:%Y%m%d 2>/dev/null || true)
version=$number$revision
arch=$(dpkg --print-architecture)

# The package of a file; where /usr is merged, its list may have the name without.
owner_of() { dpkg -S "$1" 2>/dev/null || dpkg -S "${1#/usr}" 2>/dev/null; }
# The package of each library, by the file that the loader takes for it; every build of OpenBLAS will do.
packages() {
    objdump -p "$program" | awk '$1 == "NEEDED" { print $2 }' | while read -r library; do
        file=$(ldd "$program" | awk -v name="$library" '$1 == name { print $3 }')
        [ -n "$file" ] || continue # the loader itself
        owner=$(owner_of "$(realpath "$file")" | sed -n '1s/:.*//p')
        case $owner in
        "") echo "?$file" ;;
        libopenblas*) echo libopenblas0 ;;
        libc6) echo "libc6 (>= $(objdump -T "$program" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -V | tail -1))" ;;
        libsqlite3-0) echo "libsqlite3-0 (>= 3.37)" ;; # STRICT tables
        *) echo "$owner" ;;
        esac
    done | sort -u | paste -sd, | sed 's/,/, /g'
}
depends=$(packages)
case $depends in
"" | *\?*)
    echo "no Debian package has a library that the program needs: $depends" >&2
    exit 1
    ;;
esac

# Python finds the package without pip, which Debian keeps out of the system's folders. Python writes its compiled files beside the sources, where dpkg
# does not know of them.
modules=/usr/lib/python3/dist-packages/lexbench
mkdir -p "$root/DEBIAN" "$root/usr/lib/python3/dist-packages"
mv "$root/usr/share/lexbench/python/lexbench" "$root$modules"
rm "$root/usr/share/lexbench/python/pyproject.toml"
cat >"$root/DEBIAN/prerm" <<END
#!/bin/sh
set -e
rm -rf $modules/__pycache__
END
chmod 755 "$root/DEBIAN/prerm"

# What the processor must have, as the program says of itself.
needs='' instruction=''
case $("$program" version | sed -n 's/.*built for \([^,]*\),.*/\1/p') in
*avx512f*) needs="AVX-512 (x86-64-v4)" instruction=avx512f ;;
*avx2*) needs="AVX2 (x86-64-v3)" instruction=avx2 ;;
esac
cat >"$root/DEBIAN/control" <<END
Package: lexbench
Version: $version
Architecture: $arch
Maintainer: the authors of lexbench <lexbench@localhost>
Section: science
Priority: optional
Installed-Size: $(du -sk "$root" | cut -f1)
Depends: $depends
Recommends: gnuplot-nox, fonts-dejavu-core, python3
Suggests: gcc, libc6-dev, python3-numpy, python3-pandas, python3-torch
Description: length extrapolation of positional encodings
 Trains small attention models on synthetic tasks under every positional
 scheme, evaluates them far beyond the training length, records every run
 in SQLite and draws charts. The Python package reads results and models.
 .
 It runs on ${needs:+processors with }${needs:-any $arch processor}.
END
# A processor without the instructions would end the program without a word.
if [ -n "$needs" ]; then
    cat >"$root/DEBIAN/preinst" <<END
#!/bin/sh
set -e
[ "\$1" != install ] && [ "\$1" != upgrade ] || grep -qw $instruction /proc/cpuinfo || {
    echo "lexbench: this package needs a processor with $needs; 'make deb ARCH=x86-64' of the sources makes one that does not" >&2
    exit 1
}
END
    chmod 755 "$root/DEBIAN/preinst"
fi
gzip -9nf "$root/usr/share/man/man1/lexbench.1"
mkdir -p "$out"
file=$out/lexbench_${version}_$arch.deb
dpkg-deb --build --root-owner-group "$root" "$file" >/dev/null
echo "$file"
