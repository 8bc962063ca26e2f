#!/bin/sh
# SIGKILL to the whole process group at seeded random instants, again and again until the command comes to its end: under
# every way of showing examples, and under every scheme that says where tokens stand. Then the numbers are those of an
# undisturbed run. (tests/test_resume.c stops at every other step instead, within one process.)
# shellcheck source=tests/faults/lib.sh
. "$(dirname "$0")/lib.sh"
export LEXBENCH_CHECKPOINT_SECONDS=0.05
rounds=${ROUNDS:-$(amount 1 3)} # databases to complete under each protocol
steps=$(amount 60 300)

# What says where tokens stand does nothing on its own: rope, and tables by position, hear it.
maps=$("$lexbench" list encoders --format tsv | awk -F '\t' '$3 ~ /positions/ { printf "%s%s%s", n++ ? ", " : "", $3 == "positions" ? "rope+learned+" : "", $1 }')
schemes="rope, $maps, abacus"
protocols="train.offset=0
train.offset=20
train.offset=5000
train.pack=3
train.pack=2 train.pack_as=open train.offset=9
train.examples=3"
[ -z "$quick" ] || { schemes="rope, rope+learned+random" protocols="train.pack=2 train.pack_as=open train.offset=9"; }
sed "s/^schemes: .*/schemes: [$schemes]/; s/^tasks: .*/tasks: [copy, copy+reverse]/" suite.yaml >both.yaml
runs=$(($(echo "$schemes" | tr ',' '\n' | wc -l) * 2))
train() { # database, protocol; in a process of its own, which leads a group
    # shellcheck disable=SC2086 # settings
    exec setsid "$lexbench" run both.yaml --retry --db "$1" -j 2 -q train.steps=$steps model.layers=2 model.width=32 $2 2>>err
}
now() { date +%s%N; }
# A share of the time that it takes undisturbed, more with every kill, so that it comes to its end however busy the machine is.
instant() { awk -v seed="$1" -v most="$taken" -v kill="$2" 'BEGIN { srand(seed); printf "%.3f", (0.05 + 0.2 * rand()) * (1 + kill / 8) * most / 1e9 }'; }

kills=0 other=0 unsound=0 ended=0 asked=0 endless=0
most=${MOST:-1000} # kills of one database; then it is given up
disturb() { # protocol: kills until it ends by itself; 1: it never did
    for kill in $(seq "$most"); do
        train a.db "$1" &
        pid=$!
        asked=$((asked + 1))
        sleep "$(instant $asked "$kill")"
        if kill -KILL -$pid 2>/dev/null; then kills=$((kills + 1)); fi
        wait $pid 2>/dev/null && return 0
    done
    cat err
    return 1
}
echo "$protocols" >ways
while read -r protocol; do
    rm -rf c.db*
    : >err
    began=$(now)
    (train c.db "$protocol") || { cat err; other=$((other + 1)); continue; }
    taken=$(($(now) - began)) calm=$(fingerprint c.db)
    for _ in $(seq "$rounds"); do
        rm -rf a.db*
        disturb "$protocol" || { echo "# $protocol: given up after $most kills, before it came to its end"; endless=$((endless + 1)); continue; }
        ended=$((ended + 1))
        "$lexbench" db check --db a.db >/dev/null || unsound=$((unsound + 1))
        [ "$(fingerprint a.db)" = "$calm" ] || { echo "# $protocol: other results"; other=$((other + 1)); }
    done
done <ways
[ $kills -gt 0 ] && [ $other -eq 0 ] && [ $unsound -eq 0 ] && [ $endless -eq 0 ]
figure $? "SIGKILLs of everything, until the end, under protocols" "$kills kills, $ended databases of $runs runs under $(echo "$protocols" | wc -l) protocols; $other with other results than undisturbed, $unsound that are not sound, $endless given up after $most kills"
[ "$bad" -eq 0 ]
