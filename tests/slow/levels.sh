#!/bin/sh
# levels.sh BUILD: the programs that `make ARCH=x86-64 all levels BUILD=BUILD` made. The one that is called becomes the best for this processor, or the one that
# LEXBENCH_LEVEL or --level names; each trains, evaluates and is proved; one level's run is not continued by another without a word.
set -u
lexbench=$(realpath "$1/lexbench") || exit 1
suites=$(realpath -e suites) || exit 1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
unset LEXBENCH_LEVEL LEXBENCH_DB OPENBLAS_CORETYPE
n=0 bad=0
result() { # 0 or 1, what
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2" && bad=1 && sed 's/^/# /' out | tail -20; fi
}
says() { # TEXT WHAT
    grep -qF -- "$1" out
    result $? "$2"
}
"$lexbench" version >out 2>&1
best=$(sed -n 's/^built for processors of level .*, this one has //p' out)
says "built for processors of level $best," "the program becomes the one for this processor ($best)"
case $best in
x86-64-v4) levels='x86-64 x86-64-v3 x86-64-v4' ;;
x86-64-v3) levels='x86-64 x86-64-v3' ;;
*) levels=x86-64 ;;
esac
for level in $levels; do
    "$lexbench" --level "$level" version >out 2>&1
    says "built for processors of level $level," "--level $level"
    LEXBENCH_LEVEL=$level "$lexbench" version >out 2>&1
    says "built for processors of level $level," "LEXBENCH_LEVEL=$level"
    "$lexbench" --level "$level" run "$suites/smoke.yaml" --db "$level.db" >out 2>&1
    result $? "a suite runs at level $level"
    "$lexbench" --level "$level" prove rope >out 2>&1
    result $? "rope is proved at level $level"
    echo "$level.db" >>databases
done
"$lexbench" --level x86-64-v9 version >out 2>&1
says "there is no level 'x86-64-v9'" "a level that does not exist is refused"
cp x86-64.db mixed.db
"$lexbench" run "$suites/smoke.yaml" --db mixed.db seeds=7 >out 2>&1
[ "$best" = x86-64 ] || says "other code" "runs of another level are not joined without a word"
exit $bad
