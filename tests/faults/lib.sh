#!/bin/sh
# Shared by the scripts of tests/faults: where they work, what they count, the runs they disturb.
# LEXBENCH names the binary, BUILD the folder of inject.so and damage, FAULTS=quick takes a sample of every part.
# shellcheck disable=SC2034 # what it sets is used by those who read it
set -u
unset LEXBENCH_DB
lexbench=$(realpath "${LEXBENCH:-build/lexbench}")
build=$(realpath "${BUILD:-build}")
suites=$(realpath "${SUITES:-suites}")
quick=$([ "${FAULTS:-full}" = full ] || echo 1)
# Thousands of files are synced: in memory that takes no time, and what is killed here are processes, not the machine.
place=$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")
dir=$(mktemp -d "$place/lexbench-faults-XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
script=$(realpath "$0")
cd "$dir" || exit 1
export TMPDIR="$dir"
n=0 bad=0

result() { # 0 or 1, what
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; bad=1; fi
}
figure() { # 0 or 1, what, figure: a line of docs/reliability.md
    result "$1" "$2: $3"
    [ -z "${FIGURES:-}" ] || printf '| %s | %s |\n' "$2" "$3" >>"$FIGURES"
}
amount() { if [ "$quick" ]; then echo "$1"; else echo "$2"; fi; } # in a sample, in full

# Four runs of a tenth of a second each, with a checkpoint every few steps.
export LEXBENCH_CHECKPOINT_SECONDS=0.01
cat >suite.yaml <<'Y'
name: faults
model: {layers: 1, heads: 2, width: 16}
train: {steps: 60, batch: 16, longest: 6, fit_every: 30, fit_examples: 32}
evaluate: {multiples: [1, 2], examples: 40}
schemes: [nope, 'alibi']
tasks: [copy, recall]
Y
runs=4
run() { "$lexbench" run suite.yaml --retry "$@"; } # --db X -j N settings
fingerprint() { "$lexbench" db fingerprint --db "$1"; }
sound() { # database: checked, complete, the same numbers as undisturbed
    "$lexbench" db check --db "$1" >/dev/null && [ "$(fingerprint "$1")" = "$calm" ]
}
run --db calm.db -j 2 -q 2>calm.err || { cat calm.err; exit 1; }
calm=$(fingerprint calm.db)

# A stand-in for gnuplot: what is tested is how a drawing is kept, not how it is made.
mkdir bin
cat >bin/gnuplot <<'G'
#!/bin/sh
for word; do
    case $word in
    "format='"*) format=${word#format=\'} format=${format%\'} ;;
    *.gp) echo "<svg><g/></svg>" >"${word%.gp}.$format" ;;
    esac
done
G
chmod +x bin/gnuplot
export PATH="$dir/bin:$PATH"

# The runs of a database in one of the first schema, where evaluations had means. Sets migrated: the fingerprint after an
# undisturbed migration.
aged() { # database, the new one
    sqlite3 "$2" <"$suites/../results/schema.sql"
    for table in suite host run suite_run curve position depth; do
        columns=$(sqlite3 "$2" "SELECT group_concat(name) FROM pragma_table_info('$table')")
        echo "ATTACH '$1' AS new; INSERT INTO $table ($columns) SELECT $columns FROM new.$table;" | sqlite3 "$2"
    done
    echo "ATTACH '$1' AS new; INSERT INTO evaluation SELECT run, variant, length, multiple, tokens_sum / examples, examples, exact, exact_no_eos,
        answers, answers_right, loss_sum / answers, chance, chance_token,
        CASE WHEN examples > exact THEN 1.0 * first_error_sum / (examples - exact) END, seconds FROM new.evaluation;" | sqlite3 "$2"
    sqlite3 "$2" "PRAGMA application_id = 0x6c78626e; PRAGMA user_version = 1"
    cp "$2" upgraded.db && "$lexbench" db upgrade --db upgraded.db && migrated=$(fingerprint upgraded.db)
    export migrated
}
