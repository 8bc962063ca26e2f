"""The model of docs/model-file.md, once for numpy and for PyTorch: logits from tokens."""
import functools
import math

import numpy as np

from . import schemes


ROUNDING = ("none", "scores", "stream")  # each rounds what those before it do, and more


def check(description):
    """Refuse what this package does not compute."""
    unknown = sorted({c["scheme"] for c in description["components"]} - schemes.KNOWN)
    if unknown:
        raise NotImplementedError(f"the scheme '{unknown[0]}' is not among those that lexbench's Python package computes: "
                                  + ", ".join(sorted(schemes.KNOWN)))
    for c in description["components"]:
        if c["scheme"] in schemes.LOOPS and c["options"].get("until", "all") != "all":
            raise NotImplementedError("lexbench's Python package does not end loops by what the model gives, as "
                                      f"{c['scheme']}(until={c['options']['until']}) does")
        for option in ("angles", "turn"):
            value = c["options"].get(option, "float")
            if c["scheme"] in schemes.FREQUENCIES and value != "float":
                raise NotImplementedError(f"lexbench's Python package does not round as {c['scheme']}({option}={value}) does")


def to_bfloat16(xp, x):
    """Every number as the nearest in bf16, ties to even, as it would be from float. PyTorch's gradients go straight through."""
    if xp is np:
        bits = np.asarray(x, dtype=np.float32).view(np.uint32)
        kept = (bits + np.uint32(0x7fff) + (bits >> np.uint32(16) & np.uint32(1))) & np.uint32(0xffff0000)
        return np.where(np.isnan(x), x, kept.view(np.float32)).astype(x.dtype)
    return x.detach().to(xp.float32).to(xp.bfloat16).to(x.dtype) + (x - x.detach())


class Forward:
    """One pass. tensors: every tensor by name, arrays of xp (numpy or torch); drop: dropout, or nothing."""

    def __init__(self, xp, description, tensors, evaluating=True, drop=lambda x: x):
        self.xp, self.about, self.tensors, self.evaluating, self.drop = xp, description, tensors, evaluating, drop
        m = self.model = description["model"]
        self.C, self.H = m["width"], m["heads"]
        self.D = self.C // self.H
        rounds = evaluating or m.get("rounding_in", "always") == "always"
        self.rounding = ROUNDING.index(m.get("rounding", "none")) if rounds else 0
        self.parts = [c for c in description["components"] if c["until"] is None or not evaluating]

    # ---- components ----

    def tensor(self, component, name):
        full = component.tensor_name(name, self.tensors)
        if full is None:
            raise KeyError(f"the file has no tensor {component.prefix}.{name}")
        # In its own precision, so that a number that was put on its bound lies on it.
        value = schemes.bounded(self.xp, component.scheme, name, self.tensors[full])
        return value.double() if hasattr(value, "double") else value.astype(float)

    def component(self, entry, layer):
        sizes = {"C": self.C, "D": self.D, "L": self.about["train_tokens"], "reached": self.about["train_positions"],
                 "length": self.length, "causal": self.model["causal"], "evaluating": self.evaluating}
        return schemes.Component(self.xp, entry, layer, sizes, self.tensor)

    def standing(self, layer, table):
        """The components of a kind in a layer."""
        for entry in self.parts:
            if layer in entry["layers"] and entry["scheme"] in table:
                yield self.component(entry, layer), table[entry["scheme"]]

    def spread(self, component, per_head, axis):
        """Numbers of a component's heads among those of all heads, 0 elsewhere."""
        if component.heads == list(range(self.H)):
            return per_head
        select = np.zeros((self.H, component.H))
        select[component.heads, range(component.H)] = 1
        moved = self.xp.moveaxis(per_head, axis, -1) @ component.constant(select.T)
        return self.xp.moveaxis(moved, -1, axis)

    # ---- rows ----

    def rounded(self, level, x):
        """x to bf16 where model.rounding has that level."""
        return to_bfloat16(self.xp, x) if self.rounding >= ROUNDING.index(level) else x

    def like(self, x, value):
        """value in the precision of x."""
        return value.to(x.dtype) if hasattr(value, "to") else value

    def linear(self, x, name):
        y = x @ self.tensors[name + ".weight"]
        return y + self.tensors[name + ".bias"] if name + ".bias" in self.tensors else y

    def norm(self, x, name):
        if self.model["norm"] == "layer":
            x = x - x.mean(-1)[..., None]
        y = x / self.xp.sqrt((x * x).mean(-1)[..., None] + 1e-5) * self.tensors[name + ".weight"]
        return y + self.tensors[name + ".bias"] if name + ".bias" in self.tensors else y

    def activation(self, u):
        xp, kind = self.xp, self.model["activation"]
        if kind == "relu":
            return u * (u > 0)
        if kind == "gelu":
            return 0.5 * u * (1 + xp.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u * u * u)))
        half = u.shape[-1] // 2
        return u[..., :half] / (1 + xp.exp(-u[..., :half])) * u[..., half:]

    # ---- attention ----

    def turn(self, x, cosine, sine, layout):
        """Pairs (a, b) of x [..., H, T, D] to (a C - b S, b C + a S)."""
        half = self.D // 2
        a, b = (x[..., :half], x[..., half:]) if layout == "half" else (x[..., 0::2], x[..., 1::2])
        c, s = self.like(x, cosine), self.like(x, sine)
        first, second = a * c - b * s, b * c + a * s
        if layout == "half":
            return schemes.join(self.xp, [first, second])
        return self.xp.stack([first, second], -1).reshape(x.shape)

    def precise(self, x):
        return x.double() if hasattr(x, "double") else x.astype(float)

    def rotation(self, layer, x, positions):
        """What turns queries in a layer and what turns keys, each (cosine, sine) [..., H, T, P], and the layout of pairs;
        None: nothing turns. x: what enters attention."""
        theta, maps, layout, own, phase = None, [], "half", 0, 0
        for c, frequencies in self.standing(layer, schemes.FREQUENCIES):
            if c.scheme in schemes.POLAR:
                continue
            w = frequencies(c)
            w = c.constant(np.broadcast_to(w, (c.H, self.D // 2)).copy()) if isinstance(w, np.ndarray) else self.xp.broadcast_to(w, (c.H, self.D // 2))
            theta = self.spread(c, w, 0) + (0 if theta is None else theta)
            layout = c.options["layout"]
        for c, angles in self.standing(layer, schemes.TURNS):
            own, layout = own + self.spread(c, angles(c, self.precise(x)), -3), c.options["layout"]
        for c, phases in self.standing(layer, schemes.KEY_PHASES):
            phase = phase + self.spread(c, c.constant(phases(c)), 0)[:, None, None]
        for c, make in self.standing(layer, schemes.MAPS):
            maps.append((c, make(c, positions)))
        if theta is None and not maps and isinstance(own, int):
            return None
        if theta is None:
            theta = self.xp.asarray(np.zeros((self.H, self.D // 2)))
        angle = self.xp.asarray(positions)[..., None, :, None] * theta[:, None, :] + own
        return self.mapped(angle, maps), self.mapped(angle + phase, maps), layout

    def mapped(self, angle, maps):
        """(cosine, sine) of a turn, behind which the maps follow."""
        cosine, sine = self.xp.cos(angle), self.xp.sin(angle)
        for c, (mc, ms) in maps:
            # heads without the map keep the identity, 1 and 0
            mc, ms = self.spread(c, mc - 1, -3) + 1, self.spread(c, ms, -3)
            cosine, sine = cosine * mc - sine * ms, cosine * ms + sine * mc
        return cosine, sine

    def heads_from(self, layer):
        """Which head's queries, keys and values each head has; None: its own."""
        source = None
        for c, of in self.standing(layer, schemes.HEAD_SOURCE):
            source = list(range(self.H)) if source is None else source
            for head, other in zip(c.heads, of(c)):
                source[head] = c.heads[other]
        return source

    def polar(self, layer, q, k, positions):
        """Scores [..., H, T, T] of components whose numbers are radii, before 1/sqrt(D); None: there are none."""
        xp, out = self.xp, None
        for c, frequencies in self.standing(layer, schemes.FREQUENCIES):
            if c.scheme not in schemes.POLAR:
                continue
            radius = [xp.log1p(xp.exp(-xp.abs(x))) + x * (x > 0) for x in (q, k)]
            w = c.constant(frequencies(c))
            angle = c.constant(positions)[..., None, :, None] * w
            phase = angle + c.get("phase")[:, None, :]
            out = sum(self.rounded("scores", radius[0] * self.like(q, f(angle)))
                      @ xp.swapaxes(self.rounded("scores", radius[1] * self.like(q, f(phase))), -1, -2) for f in (xp.cos, xp.sin))
        return out

    def decayed(self, layer, q, k, d, layout):
        """Scores where pairs decay with distance, before 1/sqrt(D); None: none do."""
        xp, out = self.xp, None
        for c, rates in self.standing(layer, schemes.DECAY):
            half = self.D // 2
            pair = (lambda x: (x[..., :half], x[..., half:])) if layout == "half" else (lambda x: (x[..., 0::2], x[..., 1::2]))
            (qa, qb), (ka, kb) = pair(q), pair(k)
            product = qa[..., :, None, :] * ka[..., None, :, :] + qb[..., :, None, :] * kb[..., None, :, :]
            weight = np.exp(np.minimum(-rates(c) * d[..., None, :, :, None], 16))
            out = (product * self.like(q, c.constant(weight))).sum(-1)
        return out

    def added(self, layer, d, positions):
        """What components add to scores, [..., H, T, T] in double; 0: nothing."""
        total = 0
        for c, table in self.standing(layer, schemes.BIAS):
            total = total + self.spread(c, table(c, d), -3)
        for c, table in self.standing(layer, schemes.BIAS_BY_ROW):
            total = total + self.spread(c, table(c, d, positions), -3)
        for c, vectors in self.standing(layer, schemes.POSITION_VECTORS):
            a, b = (self.xp.swapaxes(vectors(c, positions, key), -2, -3) for key in (False, True))
            scale = schemes.SCORE_SCALE[c.scheme] / math.sqrt(self.D)
            total = total + self.spread(c, scale * a @ self.xp.swapaxes(b, -1, -2), -3)
        return total

    def scale(self, layer):
        """Of content products: 1/sqrt(D), times a number of each component that has one."""
        return math.prod([factor for _, factor in self.standing(layer, schemes.SCORE_SCALE)]) / math.sqrt(self.D)

    def attention(self, layer, x, positions):
        xp, T = self.xp, x.shape[-2]
        name = f"layer.{layer}.attention."
        qkv = self.linear(x, name + "qkv")
        q, k, v = (xp.swapaxes(qkv[..., i * self.C:(i + 1) * self.C].reshape(*x.shape[:-1], self.H, self.D), -2, -3)
                   for i in range(3))
        q, k, v = (self.rounded("scores", rows) for rows in (q, k, v))
        d = positions[..., :, None] - positions[..., None, :]
        source = self.heads_from(layer)
        if source:
            q, k, v = (rows[..., source, :, :] for rows in (q, k, v))
        turn, layout = self.rotation(layer, x, positions), "half"
        if turn:
            query, key, layout = turn
            q, k = self.turn(q, *query, layout), self.turn(k, *key, layout)
        q, k = self.rounded("scores", q), self.rounded("scores", k)
        score = self.polar(layer, q, k, positions)
        score = self.decayed(layer, q, k, d, layout) if score is None else score
        score = q @ xp.swapaxes(k, -1, -2) if score is None else score
        added = self.added(layer, d, positions)
        score = score * self.scale(layer) + (added if isinstance(added, int) else self.like(score, added))
        if self.model["causal"]:
            hidden = xp.asarray(np.triu(np.full((T, T), -np.inf), 1))
            score = score + self.like(score, hidden)
        weight = xp.exp(score - xp.amax(score, axis=-1, keepdims=True))
        weight = weight / weight.sum(-1)[..., None]
        mixed = self.rounded("stream", xp.swapaxes(self.rounded("scores", weight) @ v, -2, -3).reshape(x.shape))
        return self.drop(self.rounded("stream", self.linear(mixed, name + "out")))

    # ---- the model ----

    def positions(self, T):
        out = np.arange(T, dtype=float)
        for entry in self.parts:
            place = schemes.POSITION_MAPS.get(entry["scheme"], lambda c, positions: positions)
            if place is None or (not self.evaluating and entry["scheme"] in schemes.POSITION_MAPS):
                raise ValueError(f"the scheme '{entry['scheme']}' draws positions: give them")
            out = place(self.component(entry, -1), out)
        return out

    def mlp(self, layer, x):
        name = f"layer.{layer}.mlp."
        up = self.rounded("stream", self.linear(x, name + "up"))
        return self.drop(self.rounded("stream", self.linear(self.activation(up), name + "down")))

    def layer(self, layer, x, positions):
        norm1, norm2 = f"layer.{layer}.norm1", f"layer.{layer}.norm2"
        stream = functools.partial(self.rounded, "stream")
        if self.model["place"] == "pre":
            x = stream(x + self.attention(layer, self.norm(x, norm1), positions))
            return stream(x + self.mlp(layer, self.norm(x, norm2))) if self.model["mlp"] else x
        x = stream(self.norm(stream(x + self.attention(layer, x, positions)), norm1))
        return stream(self.norm(stream(x + self.mlp(layer, x)), norm2)) if self.model["mlp"] else x

    def loops_rule(self):
        """(loops, "fixed" or "length"): how often the layers run, or do for as many tokens as training has."""
        loops, by = self.model.get("loops", 1), self.model.get("loops_by", "fixed")
        if by == "drawn":
            if not self.evaluating:
                raise NotImplementedError("lexbench's Python package does not draw numbers of loops (model.loops_by=drawn)")
            by = "fixed"
        for entry in self.parts:
            if entry["scheme"] in schemes.LOOPS and self.evaluating:
                loops, by = loops * entry["options"]["times"], entry["options"]["by"]
        return loops, by

    def loops(self, T):
        """How often the layers run over T tokens. Where that follows the length, sequences of a batch are of one length."""
        loops, by = self.loops_rule()
        return max(1, math.ceil((loops * T / self.about["train_tokens"] if by == "length" else loops) * (1 - 1e-12)))

    def injected(self, embedded):
        """What of the embedding is added to what enters a loop behind the first."""
        inject = self.model["inject"]
        return embedded @ self.tensors["inject.weight"] if inject == "linear" else embedded if inject == "add" else 0

    def logits(self, tokens, positions=None, length=None, values=None):
        """[..., T, V] of tokens [..., T]. positions: [T] or [..., T]; 0, 1, ... or as the scheme has them in evaluation
        unless given. length: tokens that schemes are told there is room for, T unless given. values: real numbers that
        tokens come with, of the shape of tokens, where the task has some."""
        T = tokens.shape[-1]
        self.length = length or T
        positions = self.positions(T) if positions is None else np.asarray(positions, dtype=float)
        x = self.tensors["token_embedding.weight"][tokens]
        if values is not None:
            x = x + self.like(x, self.xp.asarray(np.asarray(values, dtype=float)))[..., None] * self.tensors["value_embedding.weight"]
        for entry in self.parts:
            if entry["scheme"] in schemes.EMBED:
                c = self.component(entry, -1)
                x = x + self.like(x, schemes.EMBED[c.scheme](c, positions))
        x = embedded = self.rounded("stream", self.drop(x))
        loops = self.loops(T)
        for loop in range(loops):
            if not self.evaluating and loop and loop == loops - self.model.get("grad_loops", 0):
                x = x.detach()
            if loop:
                x = self.rounded("stream", x + self.injected(embedded))
            for layer in range(self.model["layers"]):
                x = self.layer(layer, x, positions)
        if self.model["place"] == "pre":
            x = self.norm(x, "final_norm")
        head = self.tensors["token_embedding.weight"].T if self.model["tied"] else self.tensors["head.weight"]
        return self.rounded("stream", x @ head)
