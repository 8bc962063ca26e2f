#!/usr/bin/python3
"""model_file.py LEXBENCH [LEXBENCH_DOUBLE]: models written by docs/model-file.md alone, one per scheme that the page has, with
parameters drawn at random, so that whatever stands in a wrong place shows. Prints for each the largest difference between
the logits of `lexbench predict` and those that lexbench's Python package computes by the page; fails above 1e-4.
LEXBENCH_DOUBLE is the program in double, for models that round."""
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "python"))
import lexbench  # noqa: E402

MODEL = {"layers": 2, "width": 32, "heads": 4, "mlp": 2, "norm": "layer", "activation": "gelu", "place": "pre",
         "tied": "false", "bias": "true", "causal": "true"}
TASK, V, T = "copy(symbols=20)", 24, 30  # trained to 10 tokens (train.longest = 4), so 30 are far beyond
H, C, D = MODEL["heads"], MODEL["width"], MODEL["width"] // MODEL["heads"]

# Per scheme: tensors of the whole model and of each layer, name: shape or (shape, least, most).
TABLE = {"table": (512, C)}
TUPE = {"norm.weight": (C,), "norm.bias": (C,), "query.weight": (C, C), "query.bias": (C,), "key.weight": (C, C),
        "key.bias": (C,)}
BAM = {name: (H,) for name in ("scale", "shape", "centre")}
KERPLE = {"p": ((H,), -0.2, 1.5), "a": ((H,), -0.2, 1.5)}
FIRE = {"hidden.weight": (32,), "hidden.bias": (32,), "out.weight": (H, 32), "out.bias": (H,), "factor": (1,),
        "multiplier": ((1,), -2, -0.5)}
SCHEMES = [
    ("nope", {}, {}),
    ("sinusoidal", {}, {}),
    ("sinusoidal(layout=concat,amplitude=0.5)", {}, {}),
    ("sinusoidal(layout=t2t,base=100)", {}, {}),
    ("sinusoidal-scaled", {"scale": (1,)}, {}),
    ("fourier(amplitude=0.3)", {}, {}),
    ("learned", TABLE, {}),
    ("learned(rows=12,past=clamp)", {"table": (12, C)}, {}),
    ("learned(rows=12,past=zero)", {"table": (12, C)}, {}),
    ("learned(rows=12,past=modulo)", {"table": (12, C)}, {}),
    ("learned(rows=12,past=interpolate)", {"table": (12, C)}, {}),
    ("learned(past=clamp)+shift(max=40,eval=17)", TABLE, {}),
    ("cape+rope", {}, {}),
    ("alibi", {}, {}),
    ("alibi(slopes=geometric)@heads=1-3", {}, {}),
    ("alibi@heads=0-2", {}, {}),
    ("alibi(list=[0.5,0.25,0,0.1])", {}, {}),
    ("alibi-learned", {"slope": (H,)}, {}),
    ("alibi-learned(per_layer=true)", {}, {"slope": (H,)}),
    ("kerple-log", KERPLE, {}),
    ("kerple-power(per_layer=true)", {}, KERPLE),
    ("tisa", {}, {name: (H, 5) for name in ("height", "sharpness", "offset")}),
    ("tisa(kernels=2,offsets=past)", {}, {name: (H, 2) for name in ("height", "sharpness", "offset")}),
    ("bam", BAM, {}),
    ("bam(centre=false,bounded=true)", {"scale": (H,), "shape": ((H,), -1, 2)}, {}),
    ("ape-decay", {name: (H,) for name in ("linear", "logarithm", "root")}, {}),
    ("mixture(of=bam|tisa)", {"first.0": (H,), "first.1": (H,), "first.2": (H,)}, {"weight": (H, 2), "second.0": (H, 5), "second.1": (H, 5), "second.2": (H, 5)}),
    ("t5(buckets=8,max_distance=16)", {"bias": (H, 8)}, {}),
    ("t5", {"bias": (H, 32)}, {}),
    ("sandwich", {}, {}),
    ("sandwich(first=zero,dim=16)", {}, {}),
    ("nape(slopes=exp)", {}, {}),
    ("fire", {}, FIRE),
    ("fire(threshold=3,per_layer=false)", FIRE, {}),
    ("adaptive-span(max_span=20,ramp=4)", {}, {"span": ((H,), -0.2, 1.2)}),
    ("mixture", {"second.0": (H, 32), "third.0": (H,), "third.1": (H,)}, {"weight": (H, 4)}),
    ("tupe", {**TUPE, **TABLE}, {}),
    ("tupe(table=sinusoidal)", TUPE, {}),
    ("tupe-r(rows=12,past=clamp)", {**TUPE, "table": (12, C), "buckets": (H, 32)}, {}),
    ("rope", {}, {}),
    ("rope(layout=interleaved,base=100)", {}, {}),
    ("rope-partial(share=0.5)", {}, {}),
    ("p-rope(share=0.5)", {}, {}),
    ("hope", {}, {}),
    ("rope-clip", {}, {}),
    ("rope-clip(clipped=3)", {}, {}),
    ("resonance", {}, {}),
    ("evq-cosh", {}, {}),
    ("evq-cosh(tau=0,base=500000)", {}, {}),
    ("rope-id", {}, {}),
    ("rope-id(share=0.25,turns=2)", {}, {}),
    ("mobius", {}, {}),
    ("rope-pp", {}, {}),
    ("rope-pp(heads=apart,layout=interleaved)", {}, {}),
    ("rope@heads=0,2+rope-pp@heads=1,3", {}, {}),
    ("carope", {}, {"weight": (C, H), "bias": (H,)}),
    ("carope(start=plain,layout=interleaved)", {}, {"weight": (C, H)}),
    ("repo", {}, {"down": (C, C // 4), "up": (C // 8, H)}),
    ("repo(rank=3,base=100)", {}, {"down": (C, 6), "up": (3, H)}),
    ("rope-learned", {}, {"log_frequency": ((D // 2,), -60, 10)}),
    ("xpos", {}, {}),
    ("clex", {"up": (D // 2, D), "down": (D, D // 2)}, {}),
    ("pope", {}, {"phase": ((H, D), -7, 1)}),
    ("fope(floor=0)", {}, {"cosine": (H * 4, 4), "sine": (H * 4, 4)}),
    ("fope(base=10,floor=0.5)", {}, {"cosine": (H * 3, 2), "sine": (H * 3, 2)}),
    ("fope(base=10,floor=0.5,normalise=true,per_head=false,zero_sin=false)", {},
     {"cosine": ((3, 2), 0.2, 1), "sine": ((3, 2), 0.2, 1)}),
    ("sinusoidal+alibi@heads=0,2+rope@layers=1", {}, {}),
    ("alibi-learned@heads=0+alibi-learned@heads=1-3", {}, None),
    ("loops", {}, {}),
    ("loops(by=fixed,times=2.5,tolerance=0.5)", {}, {}),
]
MODELS = [{"norm": "rms"}, {"activation": "swiglu"}, {"activation": "relu"}, {"place": "post"}, {"mlp": 0}, {"mlp": 0, "place": "post"}, {"tied": "true"}, {"bias": "false"},
          {"loops": 3}, {"loops": 3, "inject": "none", "place": "post"}, {"loops": 2, "loops_by": "length"},
          {"loops": 3, "inject": "linear", "grad_loops": 1, "loops_by": "drawn"},
          {"causal": "false"}]


# Models that round to bf16 on the way. A last bit of a float may turn a number to the other side there, so they are compared
# with a program in double.
ROUNDED = [("rope", {}, {}, {"rounding": "scores"}), ("rope", {}, {}, {"rounding": "stream"}),
           ("rope", {}, {}, {"rounding": "stream", "rounding_in": "evaluation", "place": "post", "norm": "rms"}),
           ("learned", TABLE, {}, {"rounding": "stream", "mlp": 0, "loops": 3, "inject": "linear", "tied": "true"}),
           ("nope", {}, {}, {"rounding": "stream", "mlp": 0, "place": "post", "activation": "swiglu"}),
           ("rope-pp(heads=apart)+alibi", {}, {}, {"rounding": "scores"}),
           ("xpos", {}, {}, {"rounding": "scores"}), ("carope", {}, {"weight": (C, H), "bias": (H,)}, {"rounding": "stream"}),
           ("pope", {}, {"phase": ((H, D), -7, 1)}, {"rounding": "scores"})]


def shapes(scheme, whole, layer, model):
    """Every tensor by its name: the table of the page."""
    hidden = int(model["width"] * model["mlp"])
    out = {"token_embedding.weight": (V, C)}
    if model["place"] == "pre":
        out.update(norm("final_norm", model))
    if model["tied"] == "false":
        out["head.weight"] = (C, V)
    if model.get("inject") == "linear":
        out["inject.weight"] = (C, C)
    out.update({f"{name}.{tensor}": shape for name, tensor, shape in owned(scheme, whole)})
    for n in range(model["layers"]):
        up = hidden * (2 if model["activation"] == "swiglu" else 1)
        rows = {"attention.qkv": (C, 3 * C), "attention.out": (C, C), "mlp.up": (C, up), "mlp.down": (hidden, C)}
        if not hidden:
            del rows["mlp.up"], rows["mlp.down"]
        for name in ("norm1", "norm2") if hidden else ("norm1",):
            out.update(norm(f"layer.{n}.{name}", model))
        for name, shape in rows.items():
            out[f"layer.{n}.{name}.weight"] = shape
            if model["bias"] == "true":
                out[f"layer.{n}.{name}.bias"] = shape[1:]
        out.update({f"layer.{n}.{name}.{tensor}": shape for name, tensor, shape in owned(scheme, layer)})
    return out


def norm(name, model):
    out = {name + ".weight": (C,)}
    if model["norm"] == "layer":
        out[name + ".bias"] = (C,)
    return out


def owned(scheme, tensors):
    """(prefix, name, shape) of a scheme's tensors; two components of alibi-learned have those of their own heads."""
    name = re.split("[(@+]", scheme)[0]
    if scheme.startswith("alibi-learned@"):
        own = [("scheme.alibi-learned", "slope", (1,)), ("scheme.alibi-learned.2", "slope", (3,))]
        return [] if tensors is None else own
    return [("scheme." + name, tensor, shape) for tensor, shape in (tensors or {}).items()]


def draw(rng, name, shape):
    if isinstance(shape[0], tuple):
        return rng.uniform(shape[1], shape[2], shape[0]).astype(np.float32)
    if name.endswith("norm1.weight") or name.endswith("norm2.weight") or name.endswith("norm.weight"):
        return rng.uniform(0.5, 1.5, shape).astype(np.float32)
    scale = 0.5 if len(shape) == 1 or "scheme." in name else 1.5 / np.sqrt(shape[0])
    return rng.normal(0, scale, shape).astype(np.float32)


def predict(program, path, tokens):
    text = " ".join(map(str, tokens)) + "\n"
    out = subprocess.run([program, "predict", path, "--logits"], input=text, capture_output=True, text=True, check=True).stdout
    return np.array([[float(x) for x in line.split("\t")[5:]] for line in out.splitlines()[1:]])


def difference(program, folder, rng, scheme, whole, layer, change, dtype=np.float32):
    model = {**MODEL, **change}
    task = TASK.replace(")", ",answer=slots)") if model["causal"] == "false" else TASK
    tensors = {name: draw(rng, name, shape).astype(dtype) for name, shape in shapes(scheme, whole, layer, model).items()}
    settings = "".join(f"model.{key} = {value}\n" for key, value in model.items())
    config = f"{settings}train.longest = 4\nscheme = {scheme}\ntask = {task}\n"
    theirs, described = (os.path.join(folder, name + ".safetensors") for name in ("theirs", "described"))
    lexbench.write_file(theirs, tensors, {"config": config})
    subprocess.run([program, "export", theirs, described], check=True)
    tokens = rng.integers(0, V, T).tolist()
    ours = lexbench.load(described).logits(tokens)
    logits = predict(program, theirs, tokens)
    assert logits.shape == (T, V) and logits.std() > 0.1, "the logits say nothing"
    return np.abs(ours - logits).max(), logits.std()


def rounded(program):
    """Whatever is rounded differently, however little, makes a difference of about 0.01."""
    rng, exact = np.random.default_rng(3), np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as folder:
        for scheme, whole, layer, change in ROUNDED:
            what = scheme + "".join(f" {key}={value}" for key, value in change.items())
            far, _ = difference(program, folder, rng, scheme, whole, layer, change, np.float64)
            print(f"{'ok' if far < 1e-7 else 'not ok'} {what}: logits by the page differ by {far:.1e}")
            ours = lexbench.load(os.path.join(folder, "described.safetensors"))
            tokens = exact.integers(0, V, T).tolist()
            with_rounding = ours.logits(tokens)
            ours.config["model"]["rounding"] = "none"
            apart = np.abs(ours.logits(tokens) - with_rounding).max()
            print(f"{'ok' if apart > 1e-3 else 'not ok'} {what}: without rounding by {apart:.1e}")


def main():
    program, rng, worst, spread = os.path.abspath(sys.argv[1]), np.random.default_rng(1), 0, []
    if len(sys.argv) > 2:
        rounded(os.path.abspath(sys.argv[2]))
    cases = [(*scheme, {}) for scheme in SCHEMES] + [("rope", {}, {}, change) for change in MODELS]
    cases[-1] = ("t5(buckets=8,max_distance=16)", {"bias": (H, 8)}, {}, MODELS[-1])
    with tempfile.TemporaryDirectory() as folder:
        for scheme, whole, layer, change in cases:
            what = scheme + "".join(f" {key}={value}" for key, value in change.items())
            try:
                far, std = difference(program, folder, rng, scheme, whole, layer, change)
            except (subprocess.CalledProcessError, AssertionError, ValueError, KeyError) as why:
                print(f"not ok {what}: {why}")
                continue
            worst, _ = max(worst, far), spread.append(std)
            print(f"{'ok' if far < 1e-4 else 'not ok'} {what}: logits by the page differ by {far:.1e}")
    for scheme, option, value in (("rope", "angles", "tables"), ("rope", "turn", "bf16"), ("loops", "until", "still")):
        try:
            lexbench.forward.check({"components": [{"scheme": scheme, "options": {option: value}}]})
            print(f"not ok {scheme}({option}={value}) is computed as if it did nothing")
        except NotImplementedError as why:
            print(f"{'ok' if option in str(why) else 'not ok'} {scheme}({option}={value}) is refused")
    with open(os.path.join(HERE, "..", "docs", "model-file.md"), encoding="utf8") as page:
        text = page.read()
    missing = [name for name in lexbench.schemes.KNOWN if not re.search(rf"(^|[| ]){name}[,. ]", text, re.M)]
    print("ok every scheme of the package is on the page" if not missing else f"not ok not on the page: {missing}")
    print(f"figure: {len(cases)} models, largest difference {worst:.1e}, logits of standard deviation {np.median(spread):.1f}")


if __name__ == "__main__":
    main()
