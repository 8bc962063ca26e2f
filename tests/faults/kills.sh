#!/bin/sh
# SIGKILL at seeded random instants over training, evaluation, checkpoints, ingest, migration and report, then the same
# command again: what was acknowledged is there, nothing twice, the database sound, the numbers those of an undisturbed
# run. KILLS says how many (1000), SEED which.
# shellcheck source=tests/faults/lib.sh
. "$(dirname "$0")/lib.sh"
kills=${KILLS:-$(amount 12 1000)}
seed=${SEED:-1}

# What is disturbed, when (a share of its usual time), and whom it hits; drawn before anything runs.
awk -v n="$kills" -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 20 * n; i++)
    printf "%s %.4f %s\n", i % 10 < 7 ? "run" : i % 10 < 9 ? "migrate" : "report", rand(), rand() < 0.4 ? "all" : rand() < 0.5 ? "worker" : "scheduler" }' >instants
aged calm.db old.db
"$lexbench" report faults --db calm.db --out drawn >/dev/null

lost=0 twice=0 unsound=0 other=0 rounds=0 hits_run=0 hits_migrate=0 hits_report=0
stored() { sqlite3 "$1" "SELECT count(*) FROM run WHERE status = 'done'" 2>/dev/null || echo 0; }
acknowledged() { cat a.log* 2>/dev/null | grep -cE '^\[[0-9]+/[0-9]+\] .*: (not )?fitted'; }
ended() { # database, fingerprint: what must be there when the command has ended
    rounds=$((rounds + 1))
    [ "$(sqlite3 "$1" "SELECT count(*) = $runs AND count(DISTINCT id) = $runs FROM run")" = 1 ] || twice=$((twice + 1))
    "$lexbench" db check --db "$1" >/dev/null 2>&1 || unsound=$((unsound + 1))
    [ "$(fingerprint "$1")" = "$2" ] || other=$((other + 1))
}
strike() { # pid, whom: a worker alone, the scheduler alone, or all of them before any can save
    workers=$(pgrep -P "$1")
    # shellcheck disable=SC2086
    case $2 in
    worker) [ -z "$workers" ] || kill -KILL "${workers%%[!0-9]*}" ;;
    all) kill -STOP "$1" && kill -KILL $workers "$1" ;;
    *) kill -KILL "$1" ;;
    esac 2>/dev/null
    wait "$1" 2>/dev/null
}
pause() { sleep "$(awk -v at="$1" -v most="$2" 'BEGIN { printf "%.4f", at * most }')"; }

disturb_run() { # instant, whom
    "$lexbench" run suite.yaml --retry --db a.db -j 2 2>"a.log$hits_run" &
    pid=$!
    pause "$1" 0.6
    if kill -0 $pid 2>/dev/null; then
        strike $pid "$2"
        hits_run=$((hits_run + 1))
        [ "$(stored a.db)" -ge "$(acknowledged)" ] || lost=$((lost + 1))
    elif wait $pid; then
        ended a.db "$calm"
        rm -rf a.db* a.log*
    fi
}
disturb_migrate() {
    [ -e m.db ] || cp old.db m.db
    "$lexbench" db upgrade --db m.db 2>/dev/null &
    pid=$!
    pause "$1" 0.03
    if kill -0 $pid 2>/dev/null; then
        strike $pid all
        hits_migrate=$((hits_migrate + 1))
    else
        wait $pid
    fi
    if "$lexbench" db upgrade --db m.db; then
        ended m.db "$migrated"
        [ "$(sqlite3 m.db.schema-1 'PRAGMA integrity_check; PRAGMA user_version')" = "ok
1" ] || lost=$((lost + 1))
        rm -f m.db*
    else
        unsound=$((unsound + 1))
    fi
}
disturb_report() {
    "$lexbench" report faults --db calm.db --out page >/dev/null 2>&1 &
    pid=$!
    pause "$1" 0.3
    if kill -0 $pid 2>/dev/null; then
        strike $pid all
        hits_report=$((hits_report + 1))
        for page in report.html report.md; do [ ! -e page/$page ] || cmp -s page/$page drawn/$page || other=$((other + 1)); done
    fi
    "$lexbench" report faults --db calm.db --out page >/dev/null && diff -r -x '*.tmp-*' page drawn >/dev/null || other=$((other + 1))
    rm -rf page
}
while read -r what instant whom; do
    [ $((hits_run + hits_migrate + hits_report)) -lt "$kills" ] || break
    disturb_"$what" "$instant" "$whom"
done <instants
run --db a.db -j 2 2>a.log-last
ended a.db "$calm"
hits="$hits_run amid runs, $hits_migrate amid migrations, $hits_report amid reports"
figure 0 "SIGKILLs at random instants (seed $seed)" "$hits; $rounds databases completed afterwards"
[ $lost -eq 0 ]; figure $? "acknowledged results lost" $lost
[ $twice -eq 0 ]; figure $? "databases with a run missing or twice" $twice
[ $unsound -eq 0 ]; figure $? "databases that are not sound" $unsound
[ $other -eq 0 ]; figure $? "results other than undisturbed" $other
[ "$bad" -eq 0 ]
