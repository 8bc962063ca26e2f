#!/usr/bin/python3
"""The same model, data shapes, optimiser and scheme (nope) in PyTorch, in turns with lexbench on one core.

    make bench-peer                  (the newest PyTorch that is found; build/peer may have one: SPEED.md)
    make bench-peer LEVEL=x86-64-v3  (both held to AVX2)

Prints a table in Markdown: for each piece of work the least time of lexbench in a few rounds, in float and in bf16, and
how many times as long PyTorch takes in the same precision, as the best of its variants: eager with attention written out, eager and compiled with fused attention
(scaled_dot_product_attention); in float and under bf16 autocast; and each with the products at their full rate. Intel's
library, which PyPI's PyTorch multiplies by, takes slower kernels on processors of other makers unless its check for the
maker is answered: a preloaded function does that, as MKL_DEBUG_CPU_TYPE once did.

The work is (a) a training step on full batches, every row an answer, (b) a step of the real experiment of unique copying
with lengths 1 to 50, where PyTorch pads as people write it, takes the loss on the answer and is not compiled, and (c) an evaluation of one
long sequence. Every variant is a process of its own with one thread, since what is preloaded and which instructions may
be used is decided at its start; it measures when it is asked, so that all take turns.

    peer_pytorch.py LEXBENCH [--rounds N] [--level x86-64-v3] [--work WORD]
"""
import argparse
import csv
import io
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time

VOCABULARY = 64
# width, layers, heads, tokens, sequences
STEPS = ((64, 2, 4, 40, 32), (96, 3, 6, 48, 32), (128, 4, 4, 64, 64), (192, 2, 3, 128, 32), (256, 4, 8, 64, 32))
COPIES = ((64, 2, 1), (256, 4, 4))  # width, layers, heads; 64 sequences of 150 symbols
EVALUATED = (128, 4, 4)
TOKENS = (512, 2048, 8192)
SECONDS = 1.5  # of each measurement


# The peer: a process that measures what it is asked for, by the line.


def load_torch():
    global torch, nn, F, Block, Model
    import torch
    import torch.nn as nn
    import torch.nn.functional as F

    torch.set_num_threads(1)

    class Block(nn.Module):
        def __init__(self, width, heads, fused):
            super().__init__()
            self.heads, self.fused = heads, fused
            self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

        def attend(self, q, k, v, mask):
            if self.fused:
                return F.scaled_dot_product_attention(q, k, v, is_causal=True)
            score = (q @ k.transpose(-2, -1)) * q.shape[-1] ** -0.5
            return F.softmax(score.masked_fill(mask, float("-inf")), dim=-1) @ v

        def forward(self, x, mask):
            B, T, C = x.shape
            q, k, v = self.qkv(self.norm1(x)).split(C, dim=2)
            q, k, v = (t.view(B, T, self.heads, C // self.heads).transpose(1, 2) for t in (q, k, v))
            x = x + self.out(self.attend(q, k, v, mask).transpose(1, 2).reshape(B, T, C))
            return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))

    class Model(nn.Module):
        def __init__(self, width, layers, heads, vocabulary, fused):
            super().__init__()
            self.fused = fused
            self.embedding = nn.Embedding(vocabulary, width)
            self.blocks = nn.ModuleList(Block(width, heads, fused) for _ in range(layers))
            self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary, bias=False)

        def forward(self, token):
            T = token.shape[1]
            mask = None if self.fused else torch.ones(T, T, dtype=torch.bool).triu(1)
            x = self.embedding(token)
            for block in self.blocks:
                x = block(x, mask)
            return self.head(self.norm(x))


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


def least(run):
    run()
    best, end = 1e9, time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        begin = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - begin)
    return 1e3 * best


class Peer:
    """A variant of PyTorch: its models are made once, so that what is compiled is compiled before anything is timed."""

    def __init__(self, compiled, fused, bf16):
        load_torch()
        self.compiled, self.fused, self.bf16, self.models = compiled, fused, bf16, {}

    def model(self, width, layers, heads, vocabulary, train):
        key = width, layers, heads, vocabulary, train
        if key not in self.models:
            model = Model(width, layers, heads, vocabulary, self.fused).train(train)
            adam = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01)
            call = torch.compile(model, dynamic=None) if self.compiled else model
            self.models[key] = model, call, adam
        return self.models[key]

    def loss(self, call, token, target):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            logits = call(token)
        return F.cross_entropy(logits.float().flatten(0, 1), target.flatten(), ignore_index=-1)

    def step(self, parts, token, target):
        model, call, adam = parts
        loss = self.loss(call, token, target)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()

    def full_batch(self, width, layers, heads, T, B):
        token, target = torch.randint(VOCABULARY, (B, T)), torch.randint(VOCABULARY, (B, T))
        parts = self.model(width, layers, heads, VOCABULARY, True)
        return least(lambda: self.step(parts, token, target))

    def evaluation(self, T):
        parts = self.model(*EVALUATED, VOCABULARY, False)
        token, target = torch.randint(VOCABULARY, (1, T)), torch.randint(VOCABULARY, (1, T))

        def run():
            with torch.inference_mode():
                self.loss(parts[1], token, target)

        return least(run)

    def copy(self, width, layers, heads, steps):
        """The mean of so many steps: their lengths differ."""
        generator = torch.Generator().manual_seed(1)
        parts = self.model(width, layers, heads, 154, True)
        for _ in range(5):
            self.step(parts, *copy_batch(generator))
        begin = time.perf_counter()
        for _ in range(steps):
            self.step(parts, *copy_batch(generator))
        return 1e3 * (time.perf_counter() - begin) / steps

    def serve(self):
        print("ready", torch.__version__, flush=True)
        for line in sys.stdin:
            what, *sizes = line.split()
            try:
                print(getattr(self, what)(*map(int, sizes)), flush=True)
            except Exception as error:  # a variant that cannot do some work is left out of it
                print(f"{what} {sizes}: {error}", file=sys.stderr, flush=True)
                print("nan", flush=True)


# The one who asks.


class Variant:
    def __init__(self, name, bf16, full_rate, environment, words):
        self.name, self.bf16, self.full_rate = name, bf16, full_rate
        self.process = subprocess.Popen([sys.executable, __file__, "--peer", *words], env={**os.environ, **environment},
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self.process.stdout.readline().split()[1]

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def answer_to_maker(folder):
    """A library that says yes when Intel's asks whether the processor is its own."""
    path = os.path.join(folder, "maker.so")
    code = "int mkl_serv_intel_cpu_true(void) { return 1; }"
    subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", path], input=code, text=True, check=True)
    return path


def one_thread(level):
    kept = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    if level == "x86-64-v3":
        kept.update(ATEN_CPU_CAPABILITY="avx2", ONEDNN_MAX_CPU_ISA="AVX2", MKL_ENABLE_INSTRUCTIONS="AVX2")
    return kept


def open_variants(folder, level):
    kept, maker = one_thread(level), answer_to_maker(folder)
    for full_rate in (False, True):
        for bf16 in (False, True):
            for how in ([], ["fused"], ["compiled", "fused"]):
                words = how + ["bf16"] * bf16
                yield Variant(" ".join(how) or "eager", bf16, full_rate,
                              {**kept, **({"LD_PRELOAD": maker} if full_rate else {})}, words)


def lexbench_bench(lexbench, column, shape, *options, precision="float"):
    options += ("--precision", precision)
    out = subprocess.run([lexbench, "bench", "nope", "--shape", ",".join(map(str, shape)), "-s", str(SECONDS), "--format", "tsv",
                          *options], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return next(csv.DictReader(io.StringIO(out), delimiter="\t"))[column]


SUITE = """name: peer
model: {{layers: {1}, heads: {2}, width: {0}}}
train: {{steps: {3}, batch: 64, longest: 50, fit_every: {3}, fit_examples: 1, precision: {4}}}
evaluate: {{lengths: [10], examples: 1}}
schemes: [nope]
tasks: [copy(symbols=150)]
"""


def lexbench_copy(lexbench, width, layers, heads, steps, precision):
    with tempfile.TemporaryDirectory() as work:
        suite, db = os.path.join(work, "peer.yaml"), os.path.join(work, "peer.db")
        with open(suite, "w", encoding="utf8") as file:
            file.write(SUITE.format(width, layers, heads, steps, precision))
        subprocess.run([lexbench, "run", suite, "--db", db, "-j", "1", "-q"], check=True)
        seconds, done = sqlite3.connect(db).execute("SELECT seconds, steps FROM run").fetchone()
        return 1e3 * seconds / done


def works(lexbench):
    """What is measured: its name, ours in ms in a precision, and the words that ask the peer for it."""
    for shape in STEPS:
        yield ("step, C={} L={} H={} T={} B={}".format(*shape),
               lambda p, s=shape: float(lexbench_bench(lexbench, "step ms", s, precision=p)), ("full_batch", *shape))
    for sizes, steps in zip(COPIES, (200, 20)):
        yield ("unique copy 1..50, C={} L={} H={} B=64".format(*sizes),
               lambda p, s=sizes, n=steps: lexbench_copy(lexbench, *s, n, p), ("copy", *sizes, steps))
    for T in TOKENS:
        yield ("evaluation, C={} L={} H={} T={}".format(*EVALUATED, T),
               lambda p, T=T: float(lexbench_bench(lexbench, "eval ms", (*EVALUATED, 64, 1), "--evaluate", str(T), precision=p)),
               ("evaluation", T))


def too_long(variant, words):
    """Written-out attention of long sequences takes minutes and says nothing; nor does compiling anew for every length that
    a ragged batch is padded to, which takes longer than all the rest."""
    if words[0] == "copy":
        return "compiled" in variant.name
    return words[0] == "evaluation" and words[1] > 4096 and "fused" not in variant.name


def compare(work, ours, words, variants, rounds):
    mine, theirs = {False: [], True: []}, {v: [] for v in variants if not too_long(v, words)}
    for _ in range(rounds):
        for bf16 in mine:
            mine[bf16].append(ours("bf16" if bf16 else "float"))
        for v in theirs:
            theirs[v].append(v.ask(*words))
    least_of = {v: min(t) for v, t in theirs.items() if t[0] == t[0]}

    def best(bf16, full_rate):
        times = {v: t for v, t in least_of.items() if v.bf16 == bf16 and v.full_rate == full_rate}
        if not times:
            return "n/a"
        v = min(times, key=times.get)
        return f"{times[v] / min(mine[bf16]):.2f} ({v.name})"

    print(f"| {work} | {min(mine[False]):.1f} ms | {min(mine[True]):.1f} ms | {best(False, False)} | {best(False, True)} | {best(True, False)} | "
          f"{best(True, True)} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lexbench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--level", default="")
    parser.add_argument("--work", default="", help="only work with this word in its name")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        variants = list(open_variants(folder, args.level))
        peak = lexbench_bench(args.lexbench, "peak", STEPS[0])
        print(f"PyTorch {variants[0].version}, one thread{', ' + args.level if args.level else ''}; "
              f"{platform.machine()}, peak {float(peak):.0f} GFLOP/s; least of {args.rounds} rounds in turns; "
              "PyTorch's time over lexbench's in the same precision\n")
        print("| work | lexbench, float | bf16 | PyTorch, float | float, full rate | bf16 | bf16, full rate |\n"
              "|---|---|---|---|---|---|---|")
        for work, ours, words in works(args.lexbench):
            if args.work in work:
                compare(work, ours, words, variants, args.rounds)
        for v in variants:
            v.process.stdin.close()
            v.process.wait()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        Peer("compiled" in sys.argv, "fused" in sys.argv, "bf16" in sys.argv).serve()
    else:
        main()
