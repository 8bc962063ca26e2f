#!/bin/bash
# A suite of 200 short runs as a job array on a real one-node Slurm, while tasks are cancelled, killed, requeued and told that their time is up, slurmd is
# killed with and without its tasks, and slurmctld is restarted; instants and victims come from a seed. Then it counts: 200 results, none twice, and
# the bits of a local run. As root; `make test-slurm` installs what it needs. usage: run.sh [SEED [EVENTS]]
set -u
RANDOM=${1:-1}
wanted=${2:-60}
lexbench=$(realpath "${LEXBENCH:-build/lexbench}")
here=$(dirname "$(realpath "$0")")
controller='' daemon='' # processes of cluster.sh
# shellcheck disable=SC1091
. "$here/cluster.sh"
work=$(mktemp -d) || exit 1
chmod 755 "$work"
trap 'cluster_stop; rm -rf "$work"' EXIT
cd "$work" || exit 1
declare -A count=([scancel]=0 [kill]=0 [requeue]=0 [time]=0 [slurmd]=0 [node]=0 [orphans]=0 [slurmctld]=0)
export LEXBENCH_CHECKPOINT_SECONDS=0.2
begin=$(date +%s)

submit() { "$lexbench" submit --slurm "$here/suite.yaml" --dir "$work/campaign" --cpus 1 --run-minutes 1 --minutes 10 2>>submit.log; }
running() { squeue -r -h -t R -n lexbench -o %i 2>/dev/null; }
queued() { squeue -r -h -o %i 2>/dev/null; }
victim() { running | shuf -n 1 --random-source=<(yes "$RANDOM"); }
handed() { find campaign/slice -path '*/spool/*.json' 2>/dev/null | wc -l; }

restart_slurmd() {
    kill -KILL "$daemon"
    wait "$daemon" 2>/dev/null
    "$@"
    daemon_start
}
# shellcheck disable=SC2046,SC2317 # words, and called through restart_slurmd
lose_node() {
    kill -KILL $(step_keepers) $(job_processes) 2>/dev/null
}
# shellcheck disable=SC2046,SC2317
lose_keepers() { # their tasks go on, and are started a second time beside them
    kill -KILL $(step_keepers) 2>/dev/null
}
restart_slurmctld() {
    kill -KILL "$controller"
    wait "$controller" 2>/dev/null
    controller_start
}

# What an administrator does: Slurm drains a node on which a task could not start, and holds that task.
tend() {
    case $(timeout 5 sinfo -h -o %t) in
    drain* | drng* | down*) timeout 5 scontrol update "NodeName=$(hostname -s)" State=RESUME && resumed=$((resumed + 1)) ;;
    esac
    local held
    for held in $(timeout 5 squeue -r -h -t PD -o '%i %r' | awk '/held/ { print $1 }'); do timeout 5 scontrol release "$held" && released=$((released + 1)); done
} 2>>event.log

event() { # one more, by the seed
    local task what # scancel may wait for a minute where a task is just ending
    what=$((RANDOM % 16))
    case $what in
    0 | 1 | 2) task=$(victim) && [ -n "$task" ] && timeout 5 scancel "$task" && count[scancel]=$((count[scancel] + 1)) ;;
    3 | 4) task=$(victim) && [ -n "$task" ] && timeout 5 scancel --full --signal=KILL "$task" && count[kill]=$((count[kill] + 1)) ;;
    5 | 6 | 7) task=$(victim) && [ -n "$task" ] && timeout 5 scontrol requeue "$task" && count[requeue]=$((count[requeue] + 1)) ;;
    8 | 9 | 10) task=$(victim) && [ -n "$task" ] && timeout 5 scancel --batch --signal=USR1 "$task" && count[time]=$((count[time] + 1)) ;;
    11) restart_slurmd true && count[slurmd]=$((count[slurmd] + 1)) ;;
    12 | 13) restart_slurmd lose_node && count[node]=$((count[node] + 1)) ;;
    14) restart_slurmd lose_keepers && count[orphans]=$((count[orphans] + 1)) ;;
    15) restart_slurmctld && count[slurmctld]=$((count[slurmctld] + 1)) ;;
    esac
} 2>>event.log
events() {
    local sum=0 kind
    for kind in "${!count[@]}"; do sum=$((sum + count[$kind])); done
    echo $sum
}

mkdir cluster
cluster_start "$work/cluster" || exit 1
echo "Slurm $(sinfo --version | cut -d' ' -f2), $(nproc) processors, seed ${1:-1}"
submit >/dev/null || { cat submit.log; exit 1; }
submissions=1 resumed=0 released=0
last=$begin
while [ "$(handed)" -lt 200 ]; do
    if [ "$(events)" -lt "$wanted" ]; then event; fi
    sleep "$((RANDOM % 3)).$((RANDOM % 10))"
    tend
    # A cancelled task stays cancelled; whoever wants its runs says the same command again.
    if [ -z "$(queued)" ] && sinfo -h >/dev/null 2>&1 && [ "$(handed)" -lt 200 ]; then
        submit >/dev/null && submissions=$((submissions + 1))
    fi
    now=$(date +%s)
    [ $((now - last)) -lt 30 ] || { last=$now; echo "  $((now - begin)) s: $(handed) handed over, $(events) events, $submissions submissions"; }
    [ $((now - begin)) -lt 1500 ] || break
done
for _ in $(seq 600); do
    [ -z "$(queued)" ] && break
    sleep 0.5
done
took=$(($(date +%s) - begin))
"$lexbench" run "$here/suite.yaml" --db local.db -q
"$lexbench" collect campaign --db all.db 2>collect.log
tail -1 collect.log

bad=0
check() { # what, found, wanted
    printf '%-46s %s%s\n' "$1" "$2" "$([ "$2" = "$3" ] || echo "   WANTED $3")"
    [ "$2" = "$3" ] || bad=1
}
sql() { sqlite3 "$1" "$2"; }
for kind in scancel kill requeue time slurmd node orphans slurmctld; do printf '%-46s %s\n' "events: $kind" "${count[$kind]}"; done
printf '%-46s %s\n' "node put to work again, held tasks released" "$resumed, $released"
printf '%-46s %s\n' "submissions" $submissions
printf '%-46s %s\n' "starts of a slice" "$(cat campaign/log/[0-9]*_*.log | grep -c '^slice [0-9]')"
printf '%-46s %s\n' "runs taken up again" "$(sql all.db 'SELECT count(*) FROM run WHERE attempt > 1')"
printf '%-46s %s\n' "seconds" $took
check "result files" "$(handed)" 200
check "results" "$(sql all.db "SELECT count(*) FROM run WHERE status = 'done'")" 200
check "rows of results with the same configuration" "$(sql all.db 'SELECT count(*) - count(DISTINCT config) FROM run')" 0
check "evaluations" "$(sql all.db 'SELECT count(*) FROM evaluation')" 400
check "sound database" "$("$lexbench" db check --db all.db >/dev/null 2>&1 && echo yes)" yes
check "runs in the collecting job's copy" "$(sql campaign/results.db "SELECT count(*) FROM run WHERE status = 'done'")" 200
check "fingerprint equal to the local run's" "$([ "$("$lexbench" db fingerprint --db all.db)" = "$("$lexbench" db fingerprint --db local.db)" ] && echo yes)" yes
if [ $bad -eq 0 ]; then
    echo "nothing lost"
else
    tail -5 event.log submit.log
    [ -z "${KEEP:-}" ] || cp -r "$work" "$KEEP"
fi
exit $bad
