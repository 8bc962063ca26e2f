#!/bin/sh
# Bit flips and truncations of database, checkpoint, result file and suite (damage.c). DAMAGE names the program; built
# with sanitizers it also finds what does no visible harm.
# shellcheck source=tests/faults/lib.sh
. "$(dirname "$0")/lib.sh"
damage=${DAMAGE:-$build/tests/faults/damage}
count=$(amount 200 10000)
cp calm.db.work/model/"$("$lexbench" list runs --db calm.db --format tsv | sed -n 2p | cut -f1)"*.safetensors checkpoint
cp "$suites/quickstart.yaml" suite
cp calm.db database
for kind in checkpoint result suite database; do
    name=$kind
    [ $kind != result ] || name="result file"
    "$damage" $kind $kind "$count" 1 >said 2>err
    code=$?
    [ $code -eq 0 ] || tail -3 err | sed 's/^/# /'
    [ $code -eq 0 ]
    figure $? "damaged $name${DAMAGE:+, under sanitizers}" "$(cat said)"
done
[ "$bad" -eq 0 ]
