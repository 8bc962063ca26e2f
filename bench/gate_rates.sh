#!/bin/sh
# How often the regression gate fires: trains bench/gate_rates.yaml with two builds whose bits differ (the machine's own vector
# width and a narrower one), and resamples what the two give (docs/nightly.md, "How often it fires, on trainings"). 192 short runs; what
# is stored is not run again.
#   sh bench/gate_rates.sh [DIR]
set -eu
dir=${1:-build/gate-rates}
mkdir -p "$dir"
make -s build/lexbench >&2
make -s BUILD=build/narrow ARCH=x86-64-v3 WIDE= build/narrow/lexbench >&2
build/lexbench run bench/gate_rates.yaml --db "$dir/own.db"
build/narrow/lexbench run bench/gate_rates.yaml --db "$dir/narrow.db"
build/lexbench compare "$dir/own.db" "$dir/narrow.db" --slower 0 --rates
