#!/bin/sh
# The site that is committed as docs/site, over records of docs/results. Called from the top of the tree.
#   docs/site.sh make BINARY DIR    writes it into DIR
#   docs/site.sh check BINARY DIR   whether DIR was made from the records as they are now; seconds
#   docs/site.sh same DIR OTHER     whether two are alike, but for what processors round differently
# RECORDS has the names of the records, those that are not there yet left out.
set -eu
names=${RECORDS:-atlas claims schemes-2026}
records=$(for name in $names; do
    path=docs/results/$name/results.sqlite.zst
    [ ! -f "$path" ] || echo "$path"
done)

# A record is a database that the site calls as its folder is called. What it was made of stands beside the pages.
make_site() { # binary, dir
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    binary=$1 dir=$2
    set --
    for path in $records; do
        folder=${path%/*}
        ln -s "$PWD/$path" "$work/${folder##*/}.sqlite.zst"
        set -- "$@" --db "$work/${folder##*/}.sqlite.zst"
    done
    "$binary" site "$dir" "$@"
    # shellcheck disable=SC2086 # paths have no blanks
    sha256sum $records >"$dir/records.txt"
}

# The hashes of records say whether they are those that the site was made of. Its fingerprints are of what it offers to
# download, which has fewer points of training curves.
say() { echo "$dir: $1; 'make site' writes it" && bad=1; }
check_site() { # binary, dir
    binary=$1 dir=$2 bad=0
    # shellcheck disable=SC2086
    sha256sum $records | cmp -s - "$dir/records.txt" || say "is not of the records as they are now"
    for path in "$dir"/data/*.sqlite.zst; do
        print=$("$binary" db fingerprint --db "$path")
        grep -q ">$print<" "$dir/index.html" || say "has an index of other results than ${path#"$dir"/}"
    done
    lacking=$(grep -v '^#' "$dir/lexbench-site.txt" | while read -r file; do [ -f "$dir/$file" ] || echo "$file"; done)
    [ -z "$lacking" ] || say "lacks $lacking"
    return $bad
}

# A line a file. Drawings are rounded from numbers that other processors compute otherwise in their last digits, and so
# is the data of what schemes do to attention; other versions of zstd compress otherwise.
digest() {
    (cd "$1" && find . -type f | sort | while read -r file; do
        case $file in
        *.sqlite.zst | ./schemes/*.tsv) echo "$file" ;;
        *.html) echo "$file $(awk '/<svg /{ drawing = 1 } !drawing; /<\/svg>/{ drawing = 0 }' "$file" | cksum)" ;;
        *) echo "$file $(cksum <"$file")" ;;
        esac
    done)
}
same_site() { # dir, other
    other=$(mktemp)
    trap 'rm -f "$other"' EXIT
    digest "$2" >"$other"
    digest "$1" | diff - "$other"
}

case ${1:-} in
make) make_site "$2" "$3" ;;
check) check_site "$2" "$3" ;;
same) same_site "$2" "$3" ;;
*) sed -n 's/^# \{0,1\}//p' "$0" | sed 1d >&2 && exit 2 ;;
esac
