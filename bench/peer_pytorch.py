#!/usr/bin/python3
"""The same model, data shapes, optimiser and scheme (nope) in PyTorch, in turns with lexbench on one core.

    make bench-peer            (installs Debian's python3-torch)

Prints, for each shape, the least time of both and their ratio: (a) a training step on full batches, (b) a step of the
real experiment of unique copying with lengths 1..50, where PyTorch pads as people write it and takes the loss on the
answer, (c) an evaluation of one long sequence, and (d) the peak memory of both. Written as a competent user would write
it for PyTorch 1.13, which has no fused attention for CPUs.
"""
import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
import torch  # noqa: E402
import torch.nn as nn  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(1)
LEXBENCH = sys.argv[1] if len(sys.argv) > 1 else "build/lexbench"
VOCABULARY, ROUNDS = 64, 3


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask):
        B, T, C = x.shape
        q, k, v = self.qkv(self.norm1(x)).split(C, dim=2)
        q, k, v = (t.view(B, T, self.heads, C // self.heads).transpose(1, 2) for t in (q, k, v))
        score = (q @ k.transpose(-2, -1)) * (C // self.heads) ** -0.5
        weights = F.softmax(score.masked_fill(mask, float("-inf")), dim=-1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(B, T, C))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class Model(nn.Module):
    def __init__(self, width, layers, heads, vocabulary):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary, bias=False)

    def forward(self, token):
        T = token.shape[1]
        mask = torch.ones(T, T, dtype=torch.bool).triu(1)
        x = self.embedding(token)
        for block in self.blocks:
            x = block(x, mask)
        return self.head(self.norm(x))


def optimiser(model):
    return torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01)


def step(model, adam, token, target):
    loss = F.cross_entropy(model(token).flatten(0, 1), target.flatten(), ignore_index=-1)
    adam.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    adam.step()


def least(run, seconds=1.5):
    run()
    best, end = 1e9, time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begin)
    return 1e3 * best


def full_batch(width, layers, heads, T, B):
    """(a) ms of a step on full sequences, every row an answer."""
    model = Model(width, layers, heads, VOCABULARY)
    adam = optimiser(model)
    token, target = torch.randint(VOCABULARY, (B, T)), torch.randint(VOCABULARY, (B, T))
    return least(lambda: step(model, adam, token, target))


def evaluation(T, width=128, layers=4, heads=4):
    """(c) ms of a forward pass over one sequence, with the loss of every row."""
    model = Model(width, layers, heads, VOCABULARY).eval()
    token, target = torch.randint(VOCABULARY, (1, T)), torch.randint(VOCABULARY, (1, T))

    def run():
        with torch.no_grad():
            F.cross_entropy(model(token).flatten(0, 1), target.flatten())

    return least(run)


def copy_batch(generator, symbols=150, batch=64, longest=50):
    """Padded to the longest of the batch; loss on the answer and its end."""
    rows = []
    for n in torch.randint(1, longest + 1, (batch,), generator=generator).tolist():
        x = (4 + torch.randperm(symbols, generator=generator)[:n]).tolist()
        rows.append(([0] + x + [1] + x, [-1] * (n + 1) + x + [2]))
    T = max(len(token) for token, _ in rows)
    token = torch.tensor([t + [3] * (T - len(t)) for t, _ in rows])
    target = torch.tensor([a + [-1] * (T - len(a)) for _, a in rows])
    return token, target


def real_experiment(steps=60):
    """(b) mean ms of a step of unique copying, width 64, 2 layers, 1 head, batch 64."""
    generator = torch.Generator().manual_seed(1)
    model = Model(64, 2, 1, 154)
    adam = optimiser(model)
    for _ in range(5):
        step(model, adam, *copy_batch(generator))
    begin = time.perf_counter()
    for _ in range(steps):
        step(model, adam, *copy_batch(generator))
    return 1e3 * (time.perf_counter() - begin) / steps


def lexbench_bench(width, column, *options):
    out = subprocess.run([LEXBENCH, "bench", "nope", "--width", str(width), "-s", "1.5", "--format", "tsv", *options],
                         check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return float(next(csv.DictReader(io.StringIO(out), delimiter="\t"))[column])


SUITE = """name: peer
model: {layers: 2, heads: 1, width: 64}
train: {steps: 600, batch: 64, longest: 50, fit_every: 600, fit_examples: 1}
evaluate: {lengths: [10], examples: 1}
schemes: [nope]
tasks: [copy(symbols=150)]
seeds: %d
"""


def lexbench_real(seed):
    with tempfile.TemporaryDirectory() as work:
        suite, db = os.path.join(work, "peer.yaml"), os.path.join(work, "peer.db")
        with open(suite, "w", encoding="utf8") as file:
            file.write(SUITE % seed)
        subprocess.run([LEXBENCH, "run", suite, "--db", db, "-j", "1", "-q"], check=True)
        import sqlite3
        seconds, steps, memory = sqlite3.connect(db).execute("SELECT seconds, steps, peak_rss FROM run").fetchone()
        return 1e3 * seconds / steps, memory / 1e6


def compare(what, ours, theirs, rounds=ROUNDS):
    pairs = [(ours(k), theirs(k)) for k in range(rounds)]
    a, b = min(p[0] for p in pairs), min(p[1] for p in pairs)
    ratios = sorted(y / x for x, y in pairs)
    print(f"{what:44} {a:9.2f} {b:9.2f} {b / a:7.2f}   {ratios[0]:.2f} to {ratios[-1]:.2f}", flush=True)


print(f"PyTorch {torch.__version__}, 1 thread; ms a step, least of {ROUNDS} rounds in turns")
print(f"{'work':44} {'lexbench':>9} {'PyTorch':>9} {'ratio':>7}   pair by pair")
for width, layers, heads, T, B in ((64, 2, 4, 40, 32), (128, 4, 4, 64, 64), (256, 4, 8, 64, 32)):
    compare(f"full batch, C={width} L={layers} H={heads} T={T} B={B}", lambda k: lexbench_bench(width, "step ms"),
            lambda k: full_batch(width, layers, heads, T, B))
compare("unique copy 1..50, C=64 L=2 H=1 B=64", lambda k: lexbench_real(k + 1)[0], lambda k: real_experiment())
for T in (512, 2048, 8192):
    compare(f"evaluation, C=128 L=4 H=4 T={T}", lambda k: lexbench_bench(128, "eval ms", "--evaluate", str(T)),
            lambda k: evaluation(T), rounds=1 if T > 4096 else ROUNDS)  # PyTorch takes minutes
print(f"peak memory: lexbench {lexbench_real(1)[1]:.0f} MB (unique copy), "
      f"PyTorch {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB (all of the above)")
