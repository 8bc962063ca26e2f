#!/bin/sh
# levels.sh STATIC: what `make test-levels` built, as the one file STATIC/lexbench and as programs beside each other (`make ARCH=x86-64 all levels`). The one that
# is called becomes the best for this processor, or the one that LEXBENCH_LEVEL or --level names; each trains, evaluates and is proved; one level's run is not
# continued by another without a word. Then the same under qemu-user on processors that lack AVX-512, or AVX2 too, with the tests that TESTS names (as
# tests/run.sh takes them). Root.
set -u
built=$(realpath "$1") || exit 1
suites=$(realpath -e suites) || exit 1
registry=/proc/sys/fs/binfmt_misc
[ -e $registry/register ] || mount -t binfmt_misc binfmt_misc $registry || exit 1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"; [ ! -e $registry/lexbench-marked ] || echo -1 >$registry/lexbench-marked' EXIT
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
install -D "$built/lexbench" one/lexbench
install -D "$built/any/lexbench" beside/lexbench
install -D "$built/double/lexbench" beside/double/lexbench
for level in x86-64-v3 x86-64-v4; do install -D "$built/$level/lexbench" "beside/levels/$level/lexbench"; done

"$built/lexbench" version >out 2>&1
best=$(sed -n 's/^built for processors of level .*, this one has //p' out)
case $best in
x86-64-v4) levels='x86-64 x86-64-v3 x86-64-v4' ;;
x86-64-v3) levels='x86-64 x86-64-v3' ;;
*) levels=x86-64 ;;
esac
for form in one beside; do
    lexbench=$dir/$form/lexbench
    "$lexbench" version >out 2>&1
    says "built for processors of level $best," "$form: the program becomes the one for this processor ($best)"
    for level in $levels; do
        "$lexbench" --level "$level" version >out 2>&1
        says "built for processors of level $level," "$form: --level $level"
        LEXBENCH_LEVEL=$level "$lexbench" version >out 2>&1
        says "built for processors of level $level," "$form: LEXBENCH_LEVEL=$level"
        "$lexbench" --level "$level" run "$suites/smoke.yaml" --db "$form-$level.db" >out 2>&1
        result $? "$form: a suite runs at level $level"
        "$lexbench" --level "$level" prove rope >out 2>&1
        result $? "$form: rope is proved at level $level"
        "$lexbench" db fingerprint --db "$form-$level.db" >>"$level.fingerprints" 2>out
    done
    "$lexbench" --level x86-64-v9 version >out 2>&1
    says "there is no level 'x86-64-v9'" "$form: a level that does not exist is refused"
    cp $form-x86-64.db $form-mixed.db
    "$lexbench" run "$suites/smoke.yaml" --db $form-mixed.db seeds=7 >out 2>&1
    [ "$best" = x86-64 ] || says "other code" "$form: runs of another level are not joined without a word"
done
for level in $levels; do
    uniq "$level.fingerprints" >out
    [ "$(wc -l <out)" -eq 1 ]
    result $? "both forms give the same bits at level $level"
done

# Under qemu-user only what the kernel starts there is emulated, and a program for this processor it would run by itself as soon as one starts another. So copies
# are marked in a byte of their headers that nobody reads, and the kernel is told to start what is marked under qemu.
mark=L
printf ':lexbench-marked:M:0:%s:%s:%s:F' '\x7fELF\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'$mark '\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff' \
    /usr/bin/qemu-x86_64-static >$registry/register || exit 1
marked() { # program, its marked copy
    install -D "$1" "$2" && printf %s $mark | dd of="$2" bs=1 seek=15 conv=notrunc status=none
}
for processor in 'max x86-64-v3 x86-64-v3' 'Nehalem x86-64 any'; do
    # shellcheck disable=SC2086 # three words
    set -- $processor
    export QEMU_CPU="$1"
    level=$2
    marked "$built/lexbench" "$level/lexbench"
    for name in ${TESTS:-}; do
        case $name in *.sh) ;; *) marked "$built/$3/tests/$name" "$level/tests/$name" ;; esac
    done
    "$level/lexbench" version >out 2>&1
    says "built for processors of level $level, this one has $level" "under qemu's processor $QEMU_CPU the program is that of level $level"
    "$level/lexbench" doctor >out 2>&1
    grep -q "^ok *BLAS" out && grep -q "^ok *level *$level$" out
    result $? "doctor says so, and products are right"
    "$level/lexbench" --level x86-64-v4 version >out 2>&1
    says "this processor has no more than level $level" "a higher level is refused"
    "$level/lexbench" run "$suites/smoke.yaml" --db "emulated-$level.db" >out 2>&1
    result $? "a suite runs, with workers"
    (cd "$suites/.." && BUILD=$dir/$level sh tests/run.sh) >out 2>&1
    result $? "tests pass: $(tail -1 out)"
done
exit $bad
