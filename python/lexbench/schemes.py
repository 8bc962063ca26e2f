"""What positional schemes add to a model: the formulas of docs/model-file.md, once for numpy and for PyTorch.

A function gets the component that it computes (class Component), whose numbers come as arrays of `xp`, numpy or torch.
Positions and distances are numpy arrays of doubles: nothing is learned about them.
"""
import math

import numpy as np


def join(xp, arrays):
    """Arrays side by side, along their last axis."""
    return xp.cat(arrays, -1) if hasattr(xp, "cat") else xp.concatenate(arrays, -1)


class Component:
    """One component of a scheme in one layer: its options, sizes and tensors.

    options: the scheme's options by name; H: heads that it serves; C: width; D: head size; L: tokens of the longest
    training sequence; reached: positions that training reached; length: tokens that there is room for.
    """

    def __init__(self, xp, entry, layer, sizes, tensor):
        self.xp, self.options, self.layer = xp, entry["options"], layer
        self.scheme, self.prefix, self.heads = entry["scheme"], entry["tensors"], entry["heads"]
        self.H, self.tensor = len(self.heads), tensor
        for name, value in sizes.items():
            setattr(self, name, value)

    def __getitem__(self, option):
        return self.options[option]

    def tensor_name(self, name, tensors):
        """The full name of a tensor: the layer's own, or the one that serves all layers; None: there is none."""
        own = f"layer.{self.layer}.{self.prefix}.{name}"
        return own if own in tensors else f"{self.prefix}.{name}" if f"{self.prefix}.{name}" in tensors else None

    def get(self, name):
        """The tensor in double."""
        return self.tensor(self, name)

    def constant(self, array):
        """A numpy array as one of xp, in double, or of whole numbers where it has such."""
        return self.xp.asarray(array)

    def of(self, prefix):
        """A part of a mixture: its tensors stand in this component, under names that begin with its place."""
        part = Component(self.xp, {"scheme": "", "options": {}, "tensors": self.prefix, "heads": self.heads}, self.layer,
                         {"D": self.D, "C": self.C, "L": self.L, "reached": self.reached, "length": self.length,
                          "causal": self.causal}, None)
        part.tensor = lambda _, number: self.get(f"{prefix}.{number}")
        return part


# ---- tables over distance: [..., H, T, T] from distances [..., T, T], position of the query minus that of the key ----


def per_head(values):
    """[H] as [H, 1, 1], to go with distances."""
    return values[:, None, None]


def geometric(head, heads):
    return 2.0 ** (-8 * (head + 1) / heads)


def alibi_slopes(c):
    if c["list"]:
        return np.array(c["list"], float)
    if c["slopes"] == "geometric":
        return np.array([geometric(h, c.H) for h in range(c.H)])
    power = 2 ** int(math.log2(c.H))
    return np.array([geometric(h, power) if h < power else geometric(2 * (h - power), 2 * power) for h in range(c.H)])


def alibi(c, d):
    return c.constant(-per_head(alibi_slopes(c)) * np.abs(d)[..., None, :, :])


def alibi_learned(c, d):
    return -per_head(c.get("slope")) * c.constant(np.abs(d)[..., None, :, :])


def kerple_log(c, d):
    return -per_head(c.get("p")) * c.xp.log1p(per_head(c.get("a")) * c.constant(np.abs(d)[..., None, :, :]))


def kerple_power(c, d):
    return -per_head(c.get("a")) * c.constant(np.abs(d)[..., None, :, :]) ** per_head(c.get("p"))


def tisa(c, d):
    xp, place = c.xp, c.constant(d[..., None, :, :, None])
    height, sharpness, offset = (c.get(name)[:, None, None, :] for name in ("height", "sharpness", "offset"))
    return (height * xp.exp(-xp.abs(sharpness) * (offset + place) ** 2)).sum(-1)


def bam(c, d):
    xp, place, shape = c.xp, c.constant(d[..., None, :, :]), c.get("shape")
    if c["centre"]:
        place = place + per_head(xp.exp(c.get("centre")) - xp.exp(-c.get("centre")))
    if c["bounded"]:
        shape = shape * (shape > 0)
    return -per_head(xp.exp(c.get("scale"))) * (xp.abs(place) + 1e-5) ** per_head(shape)


def ape_decay(c, d):
    far = np.abs(d)[..., None, :, :]
    parts = {"linear": far, "logarithm": np.log1p(far), "root": np.sqrt(far)}
    return -sum(per_head(c.xp.log1p(c.xp.exp(c.get(name)))) * c.constant(part) for name, part in parts.items())


def bucket(d, buckets, max_distance, causal):
    """T5's bucket of each distance."""
    count = buckets if causal else buckets // 2
    exact = count // 2
    far, side = np.abs(d), np.where(np.logical_and(not causal, d < 0), count, 0)
    if exact == 0:
        return side.astype(int)
    steps = (count - exact) * np.log(np.maximum(far, exact) / exact) / math.log(max_distance / exact)
    return (side + np.where(far < exact, np.floor(far), np.minimum(exact + np.floor(steps + 1e-9), count - 1))).astype(int)


def by_bucket(c, name, d):
    index = bucket(d, c["buckets"], c["max_distance"], c.causal)
    table = c.get(name)[:, c.constant(index)]
    return c.xp.moveaxis(table, 0, -3)


def t5(c, d):
    return by_bucket(c, "bias", d)


def sandwich(c, d):
    first = 1 if c["first"] == "one" else 0
    n = np.arange(first, c["dim"] // 2 + first)
    total = np.cos(d[..., None] / 10000.0 ** (2 * n / c["dim"])).sum(-1)
    return c.constant(per_head(c.H / (8.0 * np.arange(1, c.H + 1))) * total[..., None, :, :])


def nape(c, d):
    h = np.arange(c.H)
    slope = np.where(h < c.H // 2, 1 / (h + 1) if c["slopes"] == "linear" else 2.0**-h, 0)
    return c.constant(-per_head(slope) * np.abs(d)[..., None, :, :])


def fire(c, d, positions):
    """A network of one input, hidden units with relu, and a number per head: as a product of matrices."""
    xp, L0 = c.xp, c["threshold"] or c.L
    factor, least = xp.abs(c.get("factor")), xp.abs(c.get("multiplier") * L0)
    place = xp.maximum(c.constant(positions), least[0])
    x = xp.log1p(factor * c.constant(np.abs(d))) / (xp.log1p(factor * place) + 1e-6)[..., :, None]
    unit = x[..., None] * c.get("hidden.weight") + c.get("hidden.bias")
    unit = unit * (unit > 0)
    return xp.moveaxis(unit @ c.get("out.weight").T + c.get("out.bias"), -1, -3)


def adaptive_span(c, d):
    xp, widest = c.xp, float(c["max_span"] or c.L)
    far = c.constant(np.abs(d)[..., None, :, :])
    mask = xp.clip((per_head(c.get("span")) * widest - far) / c["ramp"] + 1, 0, 1) * (far < widest)
    return xp.where(mask > 0, xp.log(xp.where(mask > 0, mask, 1.0 + 0 * mask)), -1e30 + 0 * mask)


PLACES = ["first", "second", "third", "fourth"]
# Tensors of a mixture's members, in the order in which their numbers count.
MEMBERS = {
    "nope": None,
    "alibi": (alibi, {"list": [], "slopes": "official"}, []),
    "alibi-learned": (alibi_learned, {}, ["slope"]),
    "kerple-log": (kerple_log, {}, ["p", "a"]),
    "kerple-power": (kerple_power, {}, ["p", "a"]),
    "tisa": (tisa, {}, ["height", "sharpness", "offset"]),
    "bam": (bam, {"centre": True, "bounded": False}, ["scale", "shape", "centre"]),
    "ape-decay": (ape_decay, {}, ["linear", "logarithm", "root"]),
    "t5": (t5, {"buckets": 32, "max_distance": 128}, ["bias"]),
    "sandwich": (sandwich, {"dim": 128, "first": "one"}, []),
    "nape": (nape, {"slopes": "linear"}, []),
    "adaptive-span": (adaptive_span, {"max_span": 0, "ramp": 32}, ["span"]),
}


def mixture(c, d):
    """With tasks=k the weights are those of the first task."""
    xp, names, total = c.xp, c["of"].split("|"), 0
    z = c.get("weight")[: c.H]
    weight = xp.exp(z - xp.amax(z, axis=-1, keepdims=True))
    weight = weight / weight.sum(-1)[:, None]
    for i, name in enumerate(names):
        if MEMBERS[name] is None:
            continue
        function, options, tensors = MEMBERS[name]
        part = c.of(PLACES[i])
        part.options = options
        numbered = part.tensor
        part.tensor = lambda own, tensor, f=numbered, t=tensors, n=name: bounded(xp, n, tensor, f(own, t.index(tensor)))
        total = total + per_head(weight[:, i]) * function(part, d)
    return total


BIAS = {
    "alibi": alibi,
    "alibi-learned": alibi_learned,
    "kerple-log": kerple_log,
    "kerple-power": kerple_power,
    "tisa": tisa,
    "bam": bam,
    "ape-decay": ape_decay,
    "t5": t5,
    "sandwich": sandwich,
    "nape": nape,
    "adaptive-span": adaptive_span,
    "mixture": mixture,
    "tupe-r": lambda c, d: by_bucket(c, "buckets", d),
}
BIAS_BY_ROW = {"fire": fire}  # the query's position counts too

# Learned numbers are brought back into their range before they are used.
BOUNDS = {
    ("kerple-log", "p"): (0.01, None),
    ("kerple-log", "a"): (0.01, None),
    ("kerple-power", "p"): (0.01, 2),
    ("kerple-power", "a"): (0.01, None),
    ("adaptive-span", "span"): (0, 1),
    ("pope", "phase"): (-2 * math.pi, 0),
}


def bounded(xp, scheme, tensor, value):
    least, most = BOUNDS.get((scheme, tensor), (None, None))
    return value if least is None else xp.clip(value, least, most)


# ---- vectors added to token embeddings: [..., T, C] from positions [..., T] ----


def waves(c, positions):
    pairs = c.C // 2
    p = np.arange(pairs)
    exponent = p / max(c.C / 2 - 1, 1) if c["layout"] == "t2t" else 2 * p / c.C
    angle = positions[..., None] * c["base"] ** -exponent
    sine, cosine = np.sin(angle), np.cos(angle)
    if c["layout"] == "interleaved":
        return np.stack([sine, cosine], -1).reshape(*positions.shape, 2 * pairs)
    return np.concatenate([sine, cosine], -1)


def sinusoidal(c, positions):
    return c.constant(c["amplitude"] * waves(c, positions))


def sinusoidal_scaled(c, positions):
    return c.constant(waves(c, positions)) * c.get("scale")


def fourier(c, positions):
    return c.constant(c["amplitude"] * np.cos(2 * np.pi * np.arange(c.C) * positions[..., None] / c["period"]))


def learned(c, positions):
    """Rows of the table, with what `past` says of positions that training did not reach."""
    rows, trained, past = c["rows"], min(c.reached, c["rows"]), c["past"]
    place = np.asarray(positions, float)
    beyond = place >= (trained if c.evaluating and past != "random" else rows - 1 + 1e-9)
    if past == "interpolate" and c.evaluating and c.length > trained:
        place, beyond = np.minimum(place * trained / c.length, trained - 1), place < 0
    if past == "random" and beyond.any():
        raise ValueError(f"the file has no row for position {place.max():g}: the table has {rows}, and those beyond it "
                         "are drawn at random (past=random)")
    instead = {"clamp": np.minimum(place, trained - 1), "modulo": np.mod(place, trained)}.get(past, 0 * place)
    place = np.where(beyond, instead, place)
    low = np.floor(place).astype(int)
    table, part = c.get("table"), (place - low)[..., None]
    below, above = table[c.constant(low)], table[c.constant(np.minimum(low + 1, rows - 1))]
    there = np.where(beyond & (past in ("zero", "interpolate")), 0.0, 1.0)[..., None]
    return c.constant(there) * (below + c.constant(part) * (above - below))


EMBED = {"sinusoidal": sinusoidal, "sinusoidal-scaled": sinusoidal_scaled, "fourier": fourier, "learned": learned}


# ---- rotations: frequencies [H, P] in radians per position ----


def rope_frequencies(c, pairs=None, size=None):
    pairs = c.D // 2 if pairs is None else pairs
    p = np.arange(c.D // 2)
    return np.where(p < pairs, c["base"] ** (-2.0 * p / (size or c.D)), 0)


def share_of(c):
    return int(c["share"] * c.D / 2 + 1e-9)


def hope(c):
    w = rope_frequencies(c)
    return np.where(w < c["cutoff"] * 2 * np.pi / c.L, 0, w)


def rope_clip(c):
    w = rope_frequencies(c)
    slow = int((w < 2 * np.pi / c.L).sum())
    n = min(c["clipped"], len(w)) if c["clipped"] >= 0 else (7 * slow + 5) // 10
    k = np.arange(n)
    taper = np.zeros(n) if c["hard"] else (1 + np.cos(np.pi * k / (n - 1))) / 2 if n > 1 else np.ones(n)
    w[len(w) - n:] *= taper
    return w


def resonance(c):
    return 2 * np.pi / np.maximum(1, np.floor(2 * np.pi / rope_frequencies(c) + 0.5))


def clex(c):
    """The residual r of scale t from dr/dt = tanh((r + 2 ln nu) U) V by Runge and Kutta's method, four steps per unit."""
    xp, p = c.xp, np.arange(c.D // 2)
    up, down = c.get("up"), c.get("down")
    scale = min(max(math.ceil(c.length / c.L), 1), c["most"])

    def ntk(t):
        return c.constant(-2.0 * p / c.D * math.log(c["base"]) - 2.0 * p / (c.D - 2) * math.log(2 * t - 1))

    def slope(t, r):
        return xp.tanh((r + 2 * ntk(t)) @ up) @ down

    r, h = 0 * down[0], 0.25
    for k in range(4 * (scale - 1)):
        t = 1 + k * h
        a = slope(t, r)
        b = slope(t + h / 2, r + h / 2 * a)
        e = slope(t + h / 2, r + h / 2 * b)
        r = r + h / 6 * (a + 2 * b + 2 * e + slope(t + h, r + h * e))
    return xp.exp(ntk(scale) + r)


def evq_cosh(c):
    pairs, tau = c.D // 2, c["tau"] if c["tau"] >= 0 else c.D / math.sqrt(c.L)
    rest = 1 - (np.arange(pairs) + 0.5) / pairs
    return c["base"] ** -(1 - (np.arcsinh(rest * math.sinh(tau)) / tau if tau > 1e-6 else rest))


def rope_id(c):
    turned = share_of(c)
    powers = np.arange(turned) / max(turned - 1, 1)
    return np.concatenate([min(1, 2 * math.pi * c["turns"] / c.L) ** powers, np.zeros(c.D // 2 - turned)])


FREQUENCIES = {
    "rope": rope_frequencies,
    "rope-partial": lambda c: rope_frequencies(c, share_of(c), 2 * share_of(c)),
    "p-rope": lambda c: rope_frequencies(c, share_of(c)),
    "hope": hope,
    "rope-clip": rope_clip,
    "resonance": resonance,
    "evq-cosh": evq_cosh,
    "rope-id": rope_id,
    "mobius": lambda c: np.pi * (2 * np.arange(c.D // 2) + 1) / c.L,
    "rope-learned": lambda c: c.xp.exp(c.get("log_frequency") / c["slowness"]),
    "xpos": rope_frequencies,
    "clex": clex,
    "pope": lambda c: c["base"] ** (-np.arange(c.D) / c.D),
    "rope-pp": rope_frequencies,
}


# ---- angles by which keys are turned in addition, at every position: [H] ----


def rope_pp_phases(c):
    heads = np.arange(c.H)
    imaginary = heads % 2 == 1 if c["heads"] == "paired" else heads >= (c.H + 1) // 2
    return imaginary * math.pi / 2


KEY_PHASES = {"rope-pp": rope_pp_phases}
# Whose queries, keys and values a component's head has: [H] of its own.
HEAD_SOURCE = {"rope-pp": lambda c: np.arange(c.H) // 2 * 2 if c["heads"] == "paired" else np.arange(c.H)}


# ---- angles of queries and keys that the tokens give: [..., H, T, P] from what enters attention, [..., T, C] in double ----


def softplus(xp, z):
    return xp.log1p(xp.exp(-xp.abs(z))) + z * (z > 0)


def carope(c, x):
    """The sum over the tokens so far of the powers 0 to P-1 of a number of each."""
    z = x @ c.get("weight")
    if c["start"] == "rope":
        z = z + c.get("bias")
    f = c.xp.swapaxes(1 / (softplus(c.xp, z) + 1), -1, -2)[..., None]
    return c.xp.cumsum(f ** c.constant(np.arange(c.D // 2)), -2)


def repo(c, x):
    """Rope's angles at positions that each token gives itself."""
    down = x @ c.get("down")
    half = down.shape[-1] // 2
    gate = down[..., :half] / (1 + c.xp.exp(-down[..., :half]))
    positions = c.xp.swapaxes((gate * down[..., half:]) @ c.get("up"), -1, -2)
    return positions[..., None] * c.constant(rope_frequencies(c))


TURNS = {"carope": carope, "repo": repo}


def fope(c, positions):
    """(cosine, sine) [..., H, T, P] of a map that is no turn: each channel mixes frequencies."""
    F = max(c["fourier_dim"], c.D)
    w = c["base"] ** (-2.0 * np.arange(F // 2) / F)
    below = np.flatnonzero(w < c["floor"] * 2 * np.pi / c.L)
    w = w[: below[0]] if len(below) else w
    angle = positions[..., None, :, None] * w
    rest = c.D // 2
    if len(w):
        matrix = {name: c.get(name) for name in ("cosine", "sine")}
        width = matrix["cosine"].shape[-1]
        for name, a in matrix.items():
            a = a.reshape(-1, len(w), width)
            matrix[name] = a / a.sum(1)[:, None] if c["normalise"] else a
        cosine = c.constant(np.cos(angle)) @ matrix["cosine"]
        sine = c.constant(np.sin(angle)) @ matrix["sine"]
        rest -= width
    shape = (*positions.shape[:-1], c.H, positions.shape[-1])
    ones = np.ones((*shape, rest))
    more = c.constant(ones), c.constant(ones if c["zero_sin"] else 0 * ones)
    if not len(w):
        return more
    whole = [c.xp.broadcast_to(x, (*shape, width)) for x in (cosine, sine)]
    return tuple(join(c.xp, [x, y]) for x, y in zip(whole, more))


MAPS = {"fope": fope}
# Whose pairs are (softplus(x), 0): every number of a head has an angle of its own.
POLAR = {"pope"}


def decay(c):
    """Rates [P], nats per position, of xpos."""
    p = np.arange(c.D // 2)
    span = c["scale_base"] or max(c.L / 2, 1)
    return -np.log((2.0 * p / c.D + c["gamma"]) / (1 + c["gamma"])) / span


DECAY = {"xpos": decay}


# ---- positions that meet positions: vectors [..., T, H, D] ----


def place_vectors(c, positions, key):
    xp = c.xp
    if c["table"] == "sinusoidal":
        p = np.arange(c.C // 2)
        angle = positions[..., None] * 10000 ** (-2.0 * p / c.C)
        x = c.constant(np.concatenate([np.sin(angle), np.cos(angle)], -1))
    else:
        rows = c["rows"]
        last = (min(c.reached, rows) if c["past"] == "clamp" and c.evaluating else rows) - 1
        at = np.clip(positions, 0, last)
        low = np.floor(at).astype(int)
        part = c.constant((at - low)[..., None])
        table = c.get("table")
        x = (1 - part) * table[c.constant(low)] + part * table[c.constant(np.minimum(low + 1, rows - 1))]
    x = x - x.mean(-1)[..., None]
    x = x / xp.sqrt((x * x).mean(-1)[..., None] + 1e-5) * c.get("norm.weight") + c.get("norm.bias")
    side = "key" if key else "query"
    out = x @ c.get(side + ".weight") + c.get(side + ".bias")
    return out.reshape(*positions.shape, c.H, c.D)


POSITION_VECTORS = {"tupe": place_vectors, "tupe-r": place_vectors}
SCORE_SCALE = {"tupe": math.sqrt(0.5), "tupe-r": math.sqrt(0.5)}

# Schemes that say which position a token has: those of a trained model's tokens, where they follow from the scheme alone.
POSITION_MAPS = {
    "shift": lambda c, positions: positions + c["eval"],
    "cape": lambda c, positions: positions,
    "clex": lambda c, positions: positions,
    "random": None,
    "random-float": None,
}
# How often layers run, in evaluation.
LOOPS = {"loops"}
NOTHING = {"nope"}

KNOWN = set().union(BIAS, BIAS_BY_ROW, EMBED, FREQUENCIES, TURNS, MAPS, POSITION_VECTORS, POSITION_MAPS, LOOPS, NOTHING)
