#!/bin/sh
# A fault at the n-th call of each durable step, n = 1, 2, 3 ... until the step passes undisturbed. After each one the
# program must not have crashed, and the same command again must end as if nothing had happened. STRIDE=5: every fifth n.
# shellcheck source=tests/faults/lib.sh
. "$(dirname "$0")/lib.sh"

one="schemes=nope tasks=copy train.steps=6 evaluate.examples=20"
# shellcheck disable=SC2086
run --db one.db -j 1 -q $one
one_print=$(fingerprint one.db)
id=$("$lexbench" list runs --db one.db --format tsv | sed -n 2p | cut -f1)
"$lexbench" export "$id" exported --db one.db >/dev/null
"$lexbench" report faults --db one.db --out drawn >/dev/null
"$lexbench" plot scheme nope --format svg --out scheme >/dev/null
aged one.db old.db
"$lexbench" list runs --db one.db --format tsv >listed

# Each step: what stands there before, the command, and whether all is as it should be afterwards.
before_run() { :; }
# shellcheck disable=SC2086
do_run() { run --db w/a.db -j 1 -q $one; }
right_run() { [ "$(fingerprint w/a.db)" = "$one_print" ] && "$lexbench" db check --db w/a.db; }

before_ingest() { cp -r handed/. w; }
do_ingest() { do_run; }
right_ingest() { right_run && [ -z "$(ls w/a.db.work/spool)" ]; }

before_migrate() { cp old.db w/a.db; }
do_migrate() { "$lexbench" db upgrade --db w/a.db; }
# shellcheck disable=SC2154 # aged sets it
right_migrate() { [ "$(fingerprint w/a.db)" = "$migrated" ] && "$lexbench" db check --db w/a.db && [ "$(sqlite3 w/a.db.schema-1 'PRAGMA user_version; PRAGMA integrity_check')" = "1
ok" ]; }

before_backup() { :; }
do_backup() { rm -f w/b.db && "$lexbench" db backup w/b.db --db one.db; }
right_backup() { [ "$(fingerprint w/b.db)" = "$one_print" ]; }

before_export() { echo old >w/model; }
do_export() { "$lexbench" export "$id" w/model --db one.db; }
right_export() { cmp -s w/model exported; }

before_read() { :; }
do_read() { "$lexbench" list runs --db one.db --format tsv >w/listed; }
right_read() { cmp -s w/listed listed; }

before_charts() { :; }
do_charts() { "$lexbench" plot scheme nope --format svg --out w; }
right_charts() { diff -r -x '*.tmp-*' w scheme; } # a killed process leaves its draft

before_report() { mkdir w/report && echo old >w/report/report.html; }
do_report() { "$lexbench" report faults --db one.db --out w/report; }
right_report() { diff -r -x '*.tmp-*' w/report drawn; }

# Whatever stands under its name is whole: the old one, or the new one.
whole() { # file, the old one's text, the new one
    [ ! -e "$1" ] || [ "$(head -c 99 "$1")" = "$2" ] || cmp -s "$1" "$3"
}
whole_export() { whole w/model old exported; }
whole_report() { whole w/report/report.html old drawn/report.html && whole w/report/report.md "" drawn/report.md; }
whole_backup() { [ ! -e w/b.db ] || right_backup; }
whole_run() { [ ! -e w/a.db ] || [ ! -s w/a.db ] || sqlite3 w/a.db 'PRAGMA integrity_check' | grep -qx ok; }
whole_ingest() { whole_run; }
whole_migrate() { whole_run; }
whole_read() { :; }
whole_charts() { whole w/nope.svg "" scheme/nope.svg; }

crashed() { [ "$1" -eq 134 ] || [ "$1" -eq 139 ] || [ "$1" -eq 136 ] || grep -qE 'signal (4|6|7|8|11) ' err; }
fitting() { # kind, exit code
    case $1 in
    eintr | short) [ "$2" -eq 0 ] ;;
    kill) [ "$2" -eq 137 ] || [ "$2" -eq 4 ] ;;
    nomem) [ "$2" -ne 137 ] ;;
    *) [ "$2" -eq 0 ] || [ "$2" -eq 74 ] ;;
    esac
}
inject() { # process (empty: any), kind, n, command...
    process=$1 fault="$2 $3"
    shift 3
    (
        export INJECT="$fault" INJECT_COMMAND="$process" INJECT_MARK="$dir/mark" LD_PRELOAD="$build/tests/faults/inject.so"
        "$@"
    ) >out 2>err
}
one_point() { # step, process, kind, n: 0 when the fault was met, 1 when the step passed
    rm -rf w mark
    mkdir w
    "before_$1"
    inject "$2" "$3" "$4" "do_$1"
    code=$?
    [ -e mark ] || return 1
    met=$((met + 1))
    if crashed $code; then wrong "crashed" "$@"
    elif ! fitting "$3" $code; then wrong "exit code $code" "$@"
    elif ! "whole_$1" >/dev/null; then wrong "a file is not whole" "$@"
    elif [ $code -eq 0 ] && ! "right_$1" >again 2>&1; then wrong "went wrong without a word" "$@"
    elif ! "do_$1" >again 2>&1; then wrong "does not go on: $(tail -1 again)" "$@"
    elif ! "right_$1" >again 2>&1; then wrong "is not as if undisturbed" "$@"
    fi
    return 0
}
wrong() { # what, step, process, kind, n
    echo "# $2: $4 at call $5 of '$3' $1: $(tail -1 err)"
    errors=$((errors + 1))
}
points() { # step, process, what it is, allocations between two that fail (full), calls between two that fail (sample)
    for kind in enospc eio eintr short nomem kill; do
        met=0 errors=0 call=1 stride=${STRIDE:-$(amount "${5:-127}" 1)}
        [ $kind != nomem ] || stride=$((stride * $(amount 263 "$4")))
        while one_point "$1" "$2" $kind $call; do
            call=$((call + stride))
        done
        [ $met -gt 0 ] || continue
        [ $errors -eq 0 ]
        figure $? "$3: $kind$([ "$stride" -eq 1 ] || echo ", every ${stride}th")" "$met places, $errors wrong"
    done
}

# A run that is handed over and not yet stored: the scheduler is killed where its worker had just ended.
call=1
until [ -n "$(find handed -path '*spool*.json' 2>/dev/null)" ]; do
    rm -rf w handed
    mkdir w
    inject run kill $call do_run
    mv w handed
    call=$((call + 1))
done
points run work "training, checkpoints, evaluation, result file" 1
points run run "scheduling and storing" 97
points ingest run "ingest of a run that lay handed over" 97
points migrate db "migration with its copy" 97
points read list "reading" 97 11
points backup db "backup" 97
points export export "export" 97
points charts plot "charts" 1
points report report "report" 97

# The order of calls: a file is synced before it gets its name, and its directory after that.
order() { # what, command...
    rm -rf w mark
    mkdir w
    what=$1
    shift
    inject "" trace 0 "$@"
    # How far a worker is (attempt/ID.progress) is written for readers only and lost with the power.
    awk '/\.progress/ { next }
        /^rename / { renames++; if (synced[$2] != 1) bad++; dir = $2; sub("/[^/]*$", "", dir); waiting[dir] = 1 }
        /^write / { sub(/\.tmp-.*/, "", $2); synced[$2] = 2 }
        /^fsync / { delete waiting[$2]; sub(/\.tmp-.*/, "", $2); synced[$2] = 1 }
        END { for (d in waiting) bad++; printf "%d renames, %d out of order\n", renames, bad; exit bad > 0 || renames == 0 }' mark >said
    figure $? "fsync before rename, directory after it: $what" "$(cat said)"
}
before_export
order "training to result file" do_run
# shellcheck disable=SC2016
order "migration" sh -c 'cp "$1" w/a.db && exec "$2" db upgrade --db w/a.db' sh old.db "$lexbench"
order "report" "$lexbench" report faults --db one.db --out w
[ "$bad" -eq 0 ]
