#!/usr/bin/python3
"""torch_curve.py LEXBENCH [LEXBENCH_DOUBLE]: modules of PyTorch have the logits of the arrays, for every scheme of
docs/model-file.md, and gradients that are numbers; and PyTorch trains what lexbench trained, from its exported initial
parameters on its exported examples, and has to follow its loss curve. Prints a row per scheme. LEXBENCH_DOUBLE is a
program built with REAL=double."""
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "python"), os.path.join(HERE, "..")]
import lexbench  # noqa: E402
import model_file  # noqa: E402

SCHEMES = ["nope", "learned", "sinusoidal", "rope", "alibi", "t5", "kerple-log", "kerple-power", "fire", "rope-learned", "xpos", "pope"]
# In double alone: where numbers are rounded to bf16, a last bit of a float may turn one to the other side.
ROUNDED = [f"{{scheme: rope, label: 'rope, rounding={level}', model: {{rounding: {level}}}}}" for level in ("scores", "stream")]
STEPS = 200
# The last bits of a step differ, and training amplifies them, most where the gradient's norm jumps: in float the curves
# are held together for the first EARLY steps, in double to the end.
EARLY = 50
MOST = {torch.float32: (1e-5, np.inf), torch.float64: (1e-10, 1e-8)}
SUITE = f"""name: curve
model: {{layers: 2, width: 64, heads: 4}}
train: {{steps: {STEPS}, batch: 32, lr: 1e-3, warmup: 20, longest: 10, fit_every: {STEPS}, fit_examples: 10}}
evaluate: {{lengths: [10], examples: 10}}
tasks: [copy(symbols=40)]
schemes: [%s]
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


def twin(path, rng):
    """(largest difference between logits of the module and of the arrays, names whose gradient is missing or no number)"""
    module = lexbench.torch_model(path, torch.float64).eval()
    tokens = rng.integers(0, model_file.V, (2, model_file.T)).tolist()
    logits = module(torch.tensor(tokens))
    logits.square().sum().backward()
    wrong = [name for name, value in module.named().items()
             if value.requires_grad and (value.grad is None or not value.grad.isfinite().all())]
    return np.abs(logits.detach().numpy() - lexbench.load(path).logits(tokens)).max(), wrong


def twins(program):
    """How many schemes fail."""
    rng, worst, bad = np.random.default_rng(2), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for scheme in [(*scheme, {}) for scheme in model_file.SCHEMES] + model_file.ROUNDED:
            model_file.difference(program, folder, rng, *scheme)
            far, wrong = twin(os.path.join(folder, "described.safetensors"), rng)
            worst = max(worst, far)
            if far > 1e-10 or wrong:
                print(f"not ok {scheme[0]} {scheme[3]}: logits of the module differ by {far:.1e}, no gradient: {wrong}")
                bad += 1
    print(f"{'not ok' if bad else 'ok'} modules of {len(model_file.SCHEMES)} schemes and of {len(model_file.ROUNDED)} models that round: logits differ by {worst:.1e} at most",
          flush=True)
    return bad


def main():
    torch.set_num_threads(1)
    bad = twins(os.path.abspath(sys.argv[1]))
    for program, dtype in zip(sys.argv[1:], (torch.float32, torch.float64)):
        os.environ["LEXBENCH"] = os.path.abspath(program)
        with tempfile.TemporaryDirectory() as folder:
            suite, db = os.path.join(folder, "curve.yaml"), os.path.join(folder, "curve.db")
            with open(suite, "w", encoding="utf8") as file:
                file.write(SUITE % ", ".join(SCHEMES + (ROUNDED if dtype == torch.float64 else [])))
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
