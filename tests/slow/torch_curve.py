#!/usr/bin/python3
"""torch_curve.py LEXBENCH [LEXBENCH_DOUBLE]: PyTorch trains what lexbench trained, from its exported initial parameters on
its exported examples, and has to follow its loss curve; and the logits of both models. Prints a row per scheme; fails
where a curve departs. LEXBENCH_DOUBLE is a program built with REAL=double."""
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "python"))
import lexbench  # noqa: E402

SCHEMES = ["nope", "learned", "sinusoidal", "rope", "alibi", "t5", "kerple-log", "kerple-power", "fire", "rope-learned", "xpos", "pope"]
STEPS = 200
# The last bits of a step differ, and training amplifies them, most where the gradient's norm jumps: in float the curves
# are held together for the first EARLY steps, in double to the end.
EARLY = 50
MOST = {torch.float32: (1e-5, 0.1), torch.float64: (1e-10, 1e-8)}
SUITE = f"""name: curve
model: {{layers: 2, width: 64, heads: 4}}
train: {{steps: {STEPS}, batch: 32, lr: 1e-3, warmup: 20, longest: 10, fit_every: {STEPS}, fit_examples: 10}}
evaluate: {{lengths: [10], examples: 10}}
tasks: [copy(symbols=40)]
schemes: [{", ".join(SCHEMES)}]
"""


def lines(dtype, db, run, batches):
    """(differences of the loss at each step, lexbench's first and last loss, largest difference of logits at the end)"""
    folder = os.path.dirname(db)
    start, end = (os.path.join(folder, name) for name in ("start.safetensors", "end.safetensors"))
    command = [os.environ["LEXBENCH"], "export", run, start, "--initial", "--db", db]
    subprocess.run(command, check=True)
    subprocess.run([*command[:3], end, *command[5:]], check=True)
    model = lexbench.torch_model(start, dtype)
    optimiser = model.optimiser()
    theirs = [row["loss"] for row in lexbench.read(db, frames=False).curves if row["run_id"] == run]
    ours = [model.step(optimiser, batch, step) for step, batch in enumerate(batches)]
    assert len(theirs) == len(ours) == STEPS
    far = np.abs(np.array(ours) - np.array(theirs))
    model.eval()
    trained = lexbench.torch_model(end, dtype).eval()
    with torch.no_grad():
        logits = abs(model.asked(batches[0])[0] - trained.asked(batches[0])[0]).max().item()
    return far, theirs[0], theirs[-1], logits


def main():
    torch.set_num_threads(1)
    bad = 0
    for program, dtype in zip(sys.argv[1:], (torch.float32, torch.float64)):
        os.environ["LEXBENCH"] = os.path.abspath(program)
        with tempfile.TemporaryDirectory() as folder:
            suite, db = os.path.join(folder, "curve.yaml"), os.path.join(folder, "curve.db")
            with open(suite, "w", encoding="utf8") as file:
                file.write(SUITE)
            subprocess.run([os.environ["LEXBENCH"], "run", suite, "-q", "--db", db], check=True)
            batches = [[] for _ in range(STEPS)]
            for example in lexbench.examples("copy(symbols=40)", "train", suite=suite):
                batches[example["step"]].append(example)
            for row in lexbench.read(db, frames=False).trainings:
                far, first, last, logits = lines(dtype, db, row["run_id"], batches)
                early, all_steps = far[:EARLY].max(), far.max()
                ok = early <= MOST[dtype][0] and all_steps <= MOST[dtype][1]
                bad += not ok
                print(f"{'ok' if ok else 'not ok'} {row['label']} {str(dtype)[6:]}: loss {first:.2f} to {last:.2f}, largest "
                      f"difference in {EARLY} steps {early:.1e}, in {STEPS} {all_steps:.1e}, of logits then {logits:.1e}",
                      flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
