"""A model file as a PyTorch module with the same logits, to go on training or to look inside."""
import itertools
import math

from .files import load


def torch_model(path, dtype=None):
    """A torch.nn.Module with the parameters of a model file (torch_model(path)(tokens) -> logits [..., T, V]).

    dtype: torch.float32 or torch.float64; the file's own unless given. What file and module call a tensor is the same,
    with / in place of . because PyTorch forbids it: module.weights["layer/0/mlp/up/weight"].
    """
    try:
        import torch
    except ImportError as missing:
        raise ImportError("torch_model needs PyTorch (pip install torch; Debian: python3-torch)") from missing
    return make(torch, load(path), dtype)


def learning_rate(config, step):
    """The learning rate of a step, from 0, by the settings of config["train"]."""
    t = config["train"]
    if step < t["warmup"]:
        return t["lr"] * (step + 1) / t["warmup"]
    if t["schedule"] == "constant" or t["steps"] <= t["warmup"]:
        return t["lr"]
    done = (step - t["warmup"]) / (t["steps"] - t["warmup"])
    shape = 1 - done if t["schedule"] == "linear" else 0.5 * (1 + math.cos(math.pi * done))
    return t["lr"] * (t["lr_floor"] + (1 - t["lr_floor"]) * shape)


def pad(row, longest):
    return [*row, *[0] * (longest - len(row))]


def make(torch, model, dtype=None):
    from . import schemes
    from .forward import Forward, check

    about = model.config
    check(about)

    class Module(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.config, self.metadata = about, model.metadata
            self.weights = torch.nn.ParameterDict()
            for name, value in model.tensors.items():
                tensor = torch.asarray(value.copy()).to(dtype) if dtype else torch.asarray(value.copy())
                frozen = name in about["frozen"]
                self.weights[name.replace(".", "/")] = torch.nn.Parameter(tensor, requires_grad=not frozen)

        def forward(self, tokens, positions=None, length=None, values=None):
            """[..., T, V] of token ids [..., T]. Sequences of a batch that are shorter stand first in their rows: a
            causal model never looks at what is behind. positions, length, values: as of Model.logits."""
            self.project()
            return self.computation().logits(tokens, positions, length, values)

        def computation(self):
            """What computes logits from the parameters as they are, in training or in evaluation."""
            dropout = about["model"]["dropout"]
            drop = (lambda x: torch.nn.functional.dropout(x, dropout)) if self.training and dropout else (lambda x: x)
            return Forward(torch, about, self.named(), not self.training, drop)

        def named(self):
            """Parameters by the names of the file."""
            return {name.replace("/", "."): value for name, value in self.weights.items()}

        @torch.no_grad()
        def project(self):
            """Put learned numbers of schemes back into their range."""
            for component in about["components"]:
                for (scheme, tensor), (least, most) in schemes.BOUNDS.items():
                    for name, value in self.named().items():
                        if scheme == component["scheme"] and name.endswith(f"{component['tensors']}.{tensor}"):
                            value.clamp_(least, most)

        def loss(self, examples):
            """The mean loss over all answers of examples (lexbench.examples), in nats per answer."""
            logits, answers = self.asked(examples)
            return torch.nn.functional.cross_entropy(logits, answers)

        @torch.no_grad()
        def predict(self, examples):
            """For each example the most likely token at each of its places, teacher forced: what score() takes."""
            best = self.asked(examples)[0].argmax(-1).tolist()
            ends = list(itertools.accumulate(len(example["scored"]) for example in examples))
            return [best[end - len(example["scored"]):end] for example, end in zip(examples, ends)]

        def asked(self, examples):
            """(logits [M, V], answers [M]) at all places of the examples where something is asked, one after the other."""
            several = len({len(example["tokens"]) for example in examples}) > 1
            if several and self.computation().loops_rule()[1] == "length":  # padding would count
                each = [self.asked([example]) for example in examples]
                return torch.cat([logits for logits, _ in each]), torch.cat([answers for _, answers in each])
            if several and not about["model"]["causal"]:
                raise ValueError("a model that is not causal takes examples of one length at a time: it would see padding")
            longest = max(len(example["tokens"]) for example in examples)
            tokens = torch.tensor([pad(example["tokens"], longest) for example in examples])
            places = [(b, t) for b, example in enumerate(examples) for t in example["scored"]]
            positions = None
            if any("positions" in example for example in examples):
                positions = [pad(example.get("positions", range(len(example["tokens"]))), longest) for example in examples]
            values = None
            if any("values" in example for example in examples):
                values = [pad(example["values"], longest) for example in examples]
            row, column = torch.tensor(places).T
            answers = torch.tensor([answer for example in examples for answer in example["answer"]])
            length = about["train_tokens"] if self.training else None
            return self(tokens, positions, length, values)[row, column], answers

        def groups(self, weight_decay=None):
            """Parameter groups for torch.optim.AdamW, with weight decay where lexbench has it."""
            some, none = [], []
            for name, value in self.named().items():
                if value.requires_grad:
                    (some if name in about["decay"] else none).append(value)
            decay = about["train"]["weight_decay"] if weight_decay is None else weight_decay
            return [{"params": some, "weight_decay": decay}, {"params": none, "weight_decay": 0.0}]

        def optimiser(self):
            """AdamW with the settings of the file's training. Its learning rate is learning_rate(config, step), to be set
            before each step."""
            t = about["train"]
            return torch.optim.AdamW(self.groups(), lr=t["lr"], betas=(t["beta1"], t["beta2"]), eps=t["epsilon"])

        def clip(self):
            """Shorten the gradient as lexbench does; its norm before."""
            gradients = [value.grad for value in self.parameters() if value.grad is not None]
            norm = torch.sqrt(sum((g.double() ** 2).sum() for g in gradients)).item()
            most = about["train"]["clip"]
            for g in gradients if most and norm > most else []:
                g.mul_(most / norm)
            return norm

        def step(self, optimiser, examples, step):
            """One step of training as lexbench takes it, `step` counted from 0; the loss before it."""
            for group in optimiser.param_groups:
                group["lr"] = learning_rate(about, step)
            optimiser.zero_grad()
            loss = self.loss(examples)
            loss.backward()
            self.clip()
            optimiser.step()
            return loss.item()

        def save(self, path):
            """Write a file that `lexbench evaluate` and load() read."""
            model.tensors = {name: value.detach().numpy() for name, value in self.named().items()}
            model.save(path)

    return Module()
