#!/bin/sh
# A suite on several machines, without a cluster: slices run one after the other here, killed and started twice; what they hand over gives the bits of a
# local run. sbatch and scontrol are stand-ins that write down how they were called; tests/slurm does it with a real Slurm.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
suite=$suites/smoke.yaml
fingerprint() { "$lexbench" db fingerprint --db "$1"; }

# Stand-ins: one line per word.
mkdir bin
cat >bin/sbatch <<'E2'
#!/bin/sh
echo "== sbatch" >>"$CALLS"
printf '%s\n' "$@" >>"$CALLS"
echo 4711
E2
cat >bin/scontrol <<'E2'
#!/bin/sh
echo "== scontrol $*" >>"$CALLS"
[ "$1" != show ] || echo "MaxArraySize            = ${LIMIT:-1001}"
E2
chmod +x bin/sbatch bin/scontrol
PATH=$dir/bin:$PATH CALLS=$dir/calls
export PATH CALLS
unset SLURM_ARRAY_TASK_ID SLURM_ARRAY_JOB_ID SLURM_CPUS_PER_TASK SLURM_RESTART_COUNT
cut="--cpus 1 --minutes 30 --run-minutes 15" # two runs a slice

# What is submitted.
# shellcheck disable=SC2016
folder="$dir/it's; \`touch pwned\` \$(touch pwned)"
# shellcheck disable=SC2086
expect 0 "submit --dry-run" "$lexbench" submit --slurm "$suite" seeds=1..2 $cut --dir "$folder" --dry-run --modules "gcc/12 blas" --partition short --sbatch "--qos=x --mem=2G"
says "module load gcc/12 || exit 2" "loads modules"
says "--partition=short --qos=x --mem=2G" "passes the site's options"
says "--signal=B:USR1@120" "asks for a signal before the time limit"
[ ! -e "$folder" ] && ! grep -q sbatch calls
result $? "and neither writes nor submits"
# shellcheck disable=SC2086
LIMIT=4 expect 0 "a small MaxArraySize" "$lexbench" submit --slurm "$suite" seeds=1..2 $cut --dir "$folder" --dry-run
says "--array=1-3" "makes slices larger"
# shellcheck disable=SC2086
expect 0 "so does --array-max" "$lexbench" submit --slurm "$suite" seeds=1..2 $cut --array-max 3 --dry-run
says "--array=1-2" "which goes before what scontrol says"
expect 2 "a folder that a log pattern would misread" "$lexbench" submit --slurm "$suite" --dir "$dir/100%" --dry-run
expect 2 "neither --slurm nor --parallel" "$lexbench" submit "$suite"
expect 2 "a word that is no option" "$lexbench" submit --slurm "$suite" --sbatch "qos=x" --dry-run
[ ! -e pwned ]
result $? "nothing was executed"
mkdir empty
: >calls
expect 0 "submit a suite that ships, from an empty directory" env -C empty "$lexbench" submit --slurm suites/smoke.yaml --dir "$dir/ships"
[ -s ships/campaign.json ] && grep -q "^== sbatch" calls
result $? "writes and submits it"
: >calls

# Twelve short runs in six slices.
campaign="$suite seeds=1..2"
# shellcheck disable=SC2086
expect 0 "the local run" "$lexbench" run $campaign --db local.db -q
local=$(fingerprint local.db)
# shellcheck disable=SC2086
expect 0 "submit where other seeds are stored" "$lexbench" submit --slurm "$suite" seeds=2..5 schemes=nope $cut --db local.db --dry-run
says "8 runs, timings of 8 are stored" "takes their timings"
# shellcheck disable=SC2086
expect 0 "submit where nothing alike is stored" "$lexbench" submit --slurm "$suite" train.steps=61 $cut --db local.db --dry-run
says "6 runs, timings of 0 are stored: about 1.5 processor hours in 3 slices of 30 minutes" "takes --run-minutes"
# shellcheck disable=SC2086
expect 0 "submit" "$lexbench" submit --slurm $campaign $cut --dir "$folder"
grep -qx -- '--array=1-6' calls && grep -qx -- '--dependency=afterany:4711' calls && grep -qx -- "--output=$folder/log/%A_%a.log" calls
result $? "an array of six slices, and a collector behind it"
bash -n "$folder/task.sh" && bash -n "$folder/collect.sh"
result $? "the scripts are valid"
for k in 1 2 3; do expect 0 "slice $k" bash "$folder/task.sh" $k; done
expect 3 "collect while slices are missing" "$lexbench" collect "$folder" --db part.db
says "6 collected now, 0 stored before, 0 failed, 6 missing" "says what is missing"
says "slices 4-6 are not done" "and where"
expect 0 "status" "$lexbench" status "$folder" --db part.db --format tsv
printf 'state\truns\nstored\t6\nhanded over\t0\nfailed\t0\nunder way\t0\nto do\t6\n' | cmp - out >>err
result $? "counts the same"
expect 0 "status --slices" "$lexbench" status "$folder" --slices --format tsv
[ "$(wc -l <out)" -eq 4 ]
result $? "has a line per slice that is not done"
: >calls
# shellcheck disable=SC2086
expect 0 "the same command again" "$lexbench" submit --slurm $campaign --dir "$folder" --minutes 1
grep -qx -- '--array=4-6' calls
result $? "submits the slices that are not done, cut as before"
# shellcheck disable=SC2086
expect 2 "another suite in that folder" "$lexbench" submit --slurm $campaign train.steps=61 --dir "$folder"
says "name another folder with --dir" "is refused"
expect 2 "a slice that there is not" "$lexbench" slice "$folder" 7
says "has slices 1 to 6" "is answered with those there are"

# Started twice at once, and started again when done.
bash "$folder/task.sh" 4 >twice 2>&1 &
expect 0 "slice 4" bash "$folder/task.sh" 4
wait $!
result $? "and a second time at once"
expect 0 "slice 4 again" bash "$folder/task.sh" 4
says "0 done now, 2 handed over before" "does nothing"
# A file that a disk damaged.
file=$(find "$folder/slice/0004/spool" -name '*.json' | head -1)
printf x | dd of="$file" bs=1 seek=100 conv=notrunc 2>err
for k in 5 6; do expect 0 "slice $k" bash "$folder/task.sh" $k; done
expect 3 "collect with a damaged file" "$lexbench" collect "$folder" --db part.db
says "5 collected now, 6 stored before, 0 failed, 1 missing" "leaves its run out"
[ -e "$file.damaged" ]
result $? "and sets it aside"
expect 0 "slice 4 once more" bash "$folder/task.sh" 4
says "1 done now, 1 handed over before" "does that run alone"
expect 0 "collect" "$lexbench" collect "$folder" --db part.db
says "1 collected now, 11 stored before" "takes what was missing"
[ "$local" = "$(fingerprint part.db)" ]
result $? "the bits are those of the local run"
probes() { sqlite3 "$1" "SELECT id, probe FROM run ORDER BY 1; SELECT run, task, variant, code, probe FROM probe ORDER BY 1, 2, 3, 4"; }
same_probes() { # database, what
    probes local.db >wanted && probes "$1" | cmp - wanted >err 2>&1
    result $? "$2"
}
[ "$(sqlite3 local.db "SELECT count(DISTINCT arm) FROM run WHERE probe <> ''")" = "$(sqlite3 local.db "SELECT count(DISTINCT arm) FROM run")" ]
result $? "each arm of the local run has a probe"
same_probes part.db "so has the campaign, of the same run"
cp part.db probed.db && cp -r part.db.work probed.db.work
sqlite3 probed.db "UPDATE run SET code = 'older', version = 'older'; UPDATE evaluation SET code = 'older'; UPDATE evaluator SET code = 'older', version = 'older';
    UPDATE probe SET code = 'older'"
expect 0 "a seed more, by code that gives the same probes" "$lexbench" run "$suite" seeds=1..3 -q --db probed.db
is_one=$(sqlite3 probed.db "SELECT max(n) FROM (SELECT count(DISTINCT version) AS n FROM run GROUP BY arm)")
[ "$is_one" -eq 1 ]
result $? "stands in a row with the campaign's"
# shellcheck disable=SC2086
expect 0 "submit in fewer slices" "$lexbench" submit --slurm $campaign --cpus 1 --minutes 90 --run-minutes 15 --dir "$dir/fewer"
for k in 1 2; do bash fewer/task.sh $k >out 2>err || result 1 "slice $k"; done
expect 0 "collect" "$lexbench" collect fewer --db fewer.db
same_probes fewer.db "the probes do not depend on the number of slices"
expect 0 "collect again" "$lexbench" collect "$folder" --db part.db
says "0 collected now, 12 stored before" "does nothing"
expect 0 "the database is sound" "$lexbench" db check --db part.db
expect 0 "collect --copy" env TMPDIR="$dir" "$lexbench" collect "$folder" --copy copy.db
expect 0 "and once more, from the copy" env TMPDIR="$dir" "$lexbench" collect "$folder" --copy copy.db
says "0 collected now, 12 stored before" "begins where it ended"
[ "$local" = "$(fingerprint copy.db)" ] && [ -z "$(find . -maxdepth 1 -name 'lexbench-*')" ]
result $? "the copy holds the same, and nothing else is left"
id=$("$lexbench" list runs --db part.db --format tsv | sed -n 2p | cut -f1)
expect 0 "collect --models" "$lexbench" collect "$folder" --db part.db --models
expect 0 "brings what export needs" "$lexbench" export "$id" model.safetensors --db part.db
[ ! -e pwned ] && [ ! -e "$folder/pwned" ]
result $? "the folder's name was only a name"

# Longer runs, two in two slices, so that signals meet the training.
long="$suite train.steps=30000 train.lr=1e-2 evaluate.lengths=1,2,6 evaluate.examples=200 schemes=nope;alibi tasks=copy"
# shellcheck disable=SC2086
expect 0 "the local run of long ones" "$lexbench" run $long --db calm.db -q
calm=$(fingerprint calm.db)
# shellcheck disable=SC2086
expect 0 "submit" "$lexbench" submit --slurm $long $cut --minutes 15 --dir "$dir/long"
begin() { # slice: $pid is its script, once it trains
    SLURM_ARRAY_JOB_ID=4711 SLURM_ARRAY_TASK_ID=$1 setsid bash long/task.sh >out 2>err &
    pid=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        pgrep -g $pid -f 'lexbench slice' >/dev/null && [ -n "$(find long/slice -name '*.attempt')" ] && break
        sleep 0.1
    done
    sleep 0.3
}
: >calls
begin 1
kill -USR1 $pid
wait $pid
[ $? -eq 75 ]
result $? "USR1 before the time limit: the slice saves and exits with 75"
grep -qx '== scontrol requeue 4711_1' calls
result $? "and goes back into the queue"
: >calls
begin 1
kill -TERM $pid
wait $pid
[ $? -eq 75 ] && ! grep -q requeue calls
result $? "TERM: the same, but whoever cancelled it meant it"
begin 1
workers=$(pgrep -f "lexbench work .*$(basename "$dir")/long")
# shellcheck disable=SC2086
kill -KILL -$pid $workers
wait $pid 2>/dev/null
expect 0 "a slice that was killed, workers and all, goes on" bash long/task.sh 1
begin 2
pkill -KILL -f "lexbench work .*$(basename "$dir")/long"
wait $pid
[ $? -eq 4 ]
result $? "a run that dies gives exit code 4"
for _ in 1 2; do
    expect 4 "collect with a failed run" "$lexbench" collect long --db long.db
done
[ "$(sqlite3 long.db "SELECT count(*) FROM event WHERE kind = 'failed'")" -eq 1 ]
result $? "stores the failure once"
expect 0 "the slice again" bash long/task.sh 2
expect 0 "collect" "$lexbench" collect long --db long.db
[ "$calm" = "$(fingerprint long.db)" ]
result $? "the bits are those of the local run"

# Trainings and evaluations are handed over apart, and collected in whatever order they appear.
# shellcheck disable=SC2086
expect 0 "submit" "$lexbench" submit --slurm $campaign $cut --dir "$dir/apart"
for k in 1 2 3 4 5 6; do bash apart/task.sh $k >out 2>err || result 1 "slice $k"; done
mkdir later
find apart/slice -path '*spool*' -name '*.json' ! -name '*.training.json' | while read -r file; do mv "$file" "later/$(basename "$(dirname "$(dirname "$file")")")-$(basename "$file")"; done
expect 3 "collect between trainings and evaluations" "$lexbench" collect apart --db apart.db
says "12 missing" "nothing is whole yet"
training=$(find apart/slice -name '*.training.json' | head -1)
mv "$training" held
back() { for file in later/*; do folder=$(basename "$file" | cut -d- -f1); mv "$file" "apart/slice/$folder/spool/$(basename "$file" | cut -d- -f2-)"; done; }
back
"$lexbench" collect apart --db apart.db >out 2>err
[ $? -eq 3 ] && [ "$(sqlite3 apart.db 'SELECT count(*) FROM run')" -eq 11 ]
result $? "evaluations wait for their training"
mv held "$training"
expect 0 "collect" "$lexbench" collect apart --db apart.db
expect 0 "collect again" "$lexbench" collect apart --db apart.db
says "0 collected now, 12 stored before" "nothing is doubled"
[ "$local" = "$(fingerprint apart.db)" ]
result $? "the bits are those of the local run"
expect 0 "the database is sound" "$lexbench" db check --db apart.db
# A slice that ends between the two is done again, with the same bits.
find apart/slice -name '*.json' ! -name '*.training.json' -path '*spool*' -delete
for k in 1 2 3 4 5 6; do bash apart/task.sh $k >out 2>err || result 1 "slice $k again"; done
"$lexbench" collect apart --db apart2.db >out 2>err && [ "$local" = "$(fingerprint apart2.db)" ]
result $? "slices killed between training and evaluation lose nothing"
expect 0 "the database is sound" "$lexbench" db check --db apart2.db

# Collected while tasks are at work.
# shellcheck disable=SC2086
expect 0 "submit" "$lexbench" submit --slurm $campaign $cut --dir "$dir/busy"
(for k in 1 2 3 4 5 6; do bash busy/task.sh $k; done) >/dev/null 2>&1 &
pid=$!
while kill -0 $pid 2>/dev/null; do "$lexbench" collect busy --db busy.db >out 2>err; sleep 0.05; done
wait $pid
expect 0 "collect when they are done" "$lexbench" collect busy --db busy.db
[ "$local" = "$(fingerprint busy.db)" ]
result $? "0 lost, 0 doubled"

# A network file system, as statfs would tell it.
cat >network.c <<'E2'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
#include <sys/vfs.h>
int statfs(const char *path, struct statfs *out) {
    int (*real)(const char *, struct statfs *) = (int (*)(const char *, struct statfs *))dlsym(RTLD_NEXT, "statfs");
    int code = real(path, out);
    if (code == 0 && strstr(path, "shared")) out->f_type = 0x6969;
    return code;
}
E2
mkdir shared
expect 0 "a stand-in for NFS" "${CC:-cc}" -shared -fPIC -o network.so network.c -ldl
network="env LD_PRELOAD=$dir/network.so ASAN_OPTIONS=verify_asan_link_order=0"
# shellcheck disable=SC2086
expect 2 "a database on a network file system" $network "$lexbench" collect long --db shared/results.db
says "network file system (NFS)" "is refused"
says "on a local disk with --db" "with the remedy"
# shellcheck disable=SC2086
expect 0 "a finished copy may stand there" $network "$lexbench" collect long --copy shared/results.db
# shellcheck disable=SC2086
expect 0 "and be read" $network "$lexbench" results --db shared/results.db
[ $bad -eq 0 ]
