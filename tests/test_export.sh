#!/bin/sh
# The lines of docs/export.md, as they stand there, on a small database. What needs a program that is not here is skipped, and
# says so; with EXPORT_ALL=1, as `make test-export` asks, that is a failure. EXPORT_PYTHON: the Python that has the packages.
page=$(realpath "$(dirname "$0")/../docs/export.md")
python=$(realpath -s "${EXPORT_PYTHON:-/usr/bin/python3}")
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, width: 16, heads: 1}
train: {steps: 20, longest: 4, lr: 3e-3, batch: 8, fit_every: 10, fit_examples: 10}
evaluate: {multiples: [1, 2], examples: 20}
schemes: [rope, 'alibi+window(size=8)']
tasks: [copy]
seeds: 1..2
END
"$lexbench" run tiny.yaml -q >out 2>err || exit 1
number lexbench.db "UPDATE evaluation SET exact_no_eos = examples, exact = 10 + length" >err # a model so small gets nothing right
points=$(number lexbench.db "SELECT count(*) FROM v_training")
median() { number lexbench.db "SELECT (min(value) + max(value)) / 2 FROM v_eval WHERE label = 'rope' AND multiple = $1"; }

block() { awk -v begin="\`\`\`$1" '$0 == begin { on = 1; next } /^```/ { on = 0 } on' "$page"; } # language: its lines
missing() { # WHAT
    if [ "${EXPORT_ALL:-}" ]; then echo "# $1 is missing" >err; result 1 "$1 is there"; else echo "# skipped: $1 is missing"; fi
}
has() { "$python" -c "import $1" 2>/dev/null; } # a module

block sh >lines.sh
expect 0 "the shell's lines" env PATH="$(dirname "$lexbench"):$PATH" sh -e lines.sh
is "$(wc -l <cells.csv)" 5 "make a row per cell of each scheme"
is "$(sed 1d curves.csv | wc -l)" "$(number lexbench.db "SELECT count(*) FROM v_curve")" "and of the view"

if /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
    block 'python pandas' >lines.py
    expect 0 "pandas" /usr/bin/python3 lines.py
    is "$(awk '/ rope / { print $2, $3 }' out)" "$(median 1) $(median 2)" "shows the medians"
else
    missing python3-pandas
fi
if command -v Rscript >/dev/null; then
    block r >lines.R
    expect 0 "R" env PATH="$(dirname "$lexbench"):$PATH" Rscript lines.R
    is "$(grep -c ' copy ' out)" 4 "shows a row per scheme and multiple"
else
    missing r-base-core
fi
if Rscript -e 'library(RSQLite)' >/dev/null 2>&1; then
    block 'r RSQLite' >lines.R
    expect 0 "R with RSQLite" Rscript lines.R
    is "$(grep -c ' copy ' out)" 2 "shows a row per scheme"
else
    missing r-cran-rsqlite
fi
if has tensorboard; then
    block 'python tensorboard' >lines.py
    expect 0 "TensorBoard" "$python" lines.py
    cat >count.py <<'END'
import pathlib
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
files = list(pathlib.Path('logs').rglob('events*'))
values = [value for path in files for event in EventFileLoader(str(path)).Load() for value in event.summary.value]
print(len(files), sum(value.tag == 'loss' for value in values))
END
    expect 0 "its files" "$python" count.py
    is "$(cat out)" "4 $points" "have every point of every run"
else
    missing "tensorboard of PyPI"
fi
if has wandb; then
    block 'python wandb' >lines.py
    expect 0 "Weights & Biases" env WANDB_SILENT=true WANDB_DIR="$dir" "$python" lines.py
    is "$(find wandb -name '*.wandb' | wc -l)" 4 "keeps a file a run"
else
    missing "wandb of PyPI"
fi
exit $bad
