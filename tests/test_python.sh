#!/bin/sh
# The Python package, with what Debian's python3-numpy and nothing else brings: tables, examples, predictions, the notebook.
here=$(realpath "$(dirname "$0")")
# shellcheck source=tests/outside.sh
. "$here/outside.sh"
export PYTHONPATH="$here/../python" PYTHONDONTWRITEBYTECODE=1 LEXBENCH="$lexbench"

cat >notebook.py <<'P'
import json, sys
with open(sys.argv[1], encoding="utf8") as file:
    cells = json.load(file)["cells"]
space = {}
for number, cell in enumerate(cells):
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), space)
P
expect 0 "the notebook runs" /usr/bin/python3 notebook.py "$here/../python/examples/tour.ipynb"
says "(2, 32)" "and sees a table of the model"
says "repeat" "and what it scored"

cat >suite.yaml <<'END'
name: tiny
model: {layers: 1, width: 16, heads: 2}
train: {steps: 30, longest: 4, batch: 8, fit_every: 10, fit_examples: 20}
evaluate: {multiples: [1, 2], examples: 20}
grid: {train.lr: [1e-3, 2e-3]}
schemes: [rope, fire]
tasks: [sort(symbols=16)]
END
"$lexbench" run suite.yaml -q >/dev/null 2>&1
cp lexbench.db two.db
"$lexbench" run suite.yaml name=second schemes=rope -q --db two.db >/dev/null 2>&1
sed 's/^name: .*/name: looped/; s/^grid: .*/grid: {model.loops: [1, 2]}/; s/, fire//' suite.yaml >looped.yaml
"$lexbench" run looped.yaml -q --db two.db >/dev/null 2>&1
"$lexbench" db export --suite tiny page.sqlite.zst >/dev/null 2>&1
cat >read.py <<'P'
import sqlite3, lexbench
whole, page = lexbench.read("lexbench.db", frames=False), lexbench.read("page.sqlite.zst", frames=False)
assert whole.trainings == page.trainings and whole.evaluations == page.evaluations and whole.lengths == page.lengths
rows = whole.trainings
assert len(rows) == 4 and {row["train.lr"] for row in rows} == {1e-3, 2e-3}, rows
assert rows[0]["model.width"] == 16 and rows[0]["model.tied"] is False and rows[0]["model.norm"] == "layer"
assert {row.get("scheme.base") for row in rows} == {10000.0, None} or {row.get("scheme.base") for row in rows} == {10000, None}
assert len(whole.evaluations) == 8 and whole.evaluations[0]["train.longest"] == 4
assert [row["step"] for row in whole.curves if row["run_id"] == rows[0]["run_id"]] == list(range(30))
assert whole.summary and whole.verdicts == []
try:
    lexbench.read("lexbench.db", suite="other")
    raise SystemExit("a suite that is not there was read")
except ValueError as why:
    assert str(why) == "the database has no suite 'other'; it has: tiny", why
assert whole.query("SELECT count(*) AS n FROM v_run") == [{"n": 4}]
looped = lexbench.read("two.db", suite="looped", frames=False)
assert [row["model.loops"] for row in looped.trainings] == [1, 2], looped.trainings
assert {row["model.inject"] for row in looped.evaluations} == {"add"}
second = lexbench.read("two.db", suite="second", frames=False)
assert {row["suite"] for row in second.query("SELECT suite FROM v_eval")} == {"second"} and len(second.trainings) == 2
try:
    whole.db.execute("DELETE FROM run")
    raise SystemExit("a database was written to")
except sqlite3.OperationalError as why:
    assert "readonly" in str(why)
asked = [example for split, length in (("fit", None), ("test", [4, 8]))
         for example in lexbench.examples("sort(symbols=16)", split, length=length, suite="suite.yaml")]
lexbench.score([{**e, "predicted": e["answer"]} for e in asked], "sort(symbols=16)", "oracle", db="scored.db", suite="suite.yaml")
scored = lexbench.read("scored.db", frames=False)
for row in scored.summary + scored.trainings:
    assert row["steps"] is None and row["seconds"] is None, row
assert whole.summary[0]["steps"] == 30, whole.summary
P
expect 0 "read gives the tables of a database and of a record" /usr/bin/python3 read.py
expect 0 "without numpy too" /usr/bin/python3 -S -c "import sys; sys.path.insert(0, '$PYTHONPATH'); sys.modules['numpy'] = None
import lexbench; assert len(lexbench.read('lexbench.db').trainings) == 4"
expect 1 "a model without numpy" /usr/bin/python3 -S -c "import sys; sys.path.insert(0, '$PYTHONPATH'); sys.modules['numpy'] = None
import lexbench; lexbench.load('any.safetensors')"
says "pip install numpy; Debian: python3-numpy" "says how numpy is installed"
cat >errors.py <<'P'
import lexbench
def fails(kind, text, call):
    try:
        call()
    except kind as why:
        assert text in str(why), why
        return
    raise SystemExit("no " + kind.__name__)
fails(FileNotFoundError, "there is no database nosuch.db", lambda: lexbench.read("nosuch.db"))
fails(RuntimeError, "did you mean 'copy'", lambda: list(lexbench.examples("cpoy")))
fails(RuntimeError, "task", lambda: lexbench.score([], "cpoy", "x"))
open("short.safetensors", "wb").write(b"abc")
fails(ValueError, "no safetensors file", lambda: lexbench.load("short.safetensors"))
lexbench.write_file("bare.safetensors", {}, {"config": ""})
fails(ValueError, "lexbench export bare.safetensors", lambda: lexbench.load("bare.safetensors"))
P
expect 0 "errors say what is wrong" /usr/bin/python3 errors.py
run=$(number lexbench.db "SELECT run_id FROM v_run WHERE scheme LIKE 'fire%' LIMIT 1")
"$lexbench" export "$run" fire.safetensors
cat >same.py <<'P'
import subprocess, os, lexbench
model = lexbench.load("fire.safetensors")
model.save("again.safetensors")
again = lexbench.load("again.safetensors")
assert all((again.tensors[name] == value).all() for name, value in model.tensors.items()) and again.config == model.config
examples = list(lexbench.examples("sort(symbols=16)", "test", length=8, count=5, suite="suite.yaml"))
best = [model.logits(example["tokens"])[example["scored"]].argmax(-1).tolist() for example in examples]
out = subprocess.run([os.environ["LEXBENCH"], "predict", "again.safetensors", "--length", "8", "--examples", "5"],
                     capture_output=True, text=True, check=True).stdout
rows = [line.split("\t") for line in out.splitlines()[1:]]
assert [int(row[4]) for row in rows if row[3] != "-"] == sum(best, [])
assert [int(row[3]) for row in rows if row[3] != "-"] == sum((example["answer"] for example in examples), [])
P
expect 0 "a model that was saved predicts what the arrays say" /usr/bin/python3 same.py
expect 0 "and is evaluated" "$lexbench" evaluate again.safetensors --name again --lengths 4,8 --examples 20
is "$(number lexbench.db "SELECT group_concat(exact || ' ' || loss_sum) FROM (SELECT * FROM evaluation e JOIN v_run v ON v.run_id = e.run WHERE v.suite = 'models' ORDER BY e.length)")" \
    "$(number lexbench.db "SELECT group_concat(exact || ' ' || loss_sum) FROM (SELECT * FROM evaluation WHERE run = '$run' ORDER BY length)")" \
    "with the numbers of the run"
exit $bad
