#!/bin/sh
# licences.sh: the licence of lexbench and, as Debian states them, those of the libraries that `make static` links into its file, on standard output.
set -eu
cat LICENSE
for package in libopenblas-dev libsqlite3-dev libyaml-dev libjansson-dev libmd-dev libxxhash-dev libzstd-dev libc6-dev librandom123-dev "libgcc-$(gcc -dumpversion | cut -d. -f1)-dev"; do
    file=/usr/share/doc/$package/copyright
    printf '\n======== %s %s ========\n\n' "$package" "$(dpkg-query -W -f='${Version}' "$package")"
    cat "$file"
done
