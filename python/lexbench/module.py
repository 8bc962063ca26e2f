"""A model file as a PyTorch module with the same logits, to go on training or to look inside."""
from . import schemes
from .files import load
from .forward import Forward, check


def torch_model(path, dtype=None):
    """A torch.nn.Module with the parameters of a model file (torch_model(path)(tokens) -> logits [..., T, V]).

    dtype: torch.float32 or torch.float64; the file's own unless given. What file and module call a tensor is the same,
    with / in place of . because PyTorch forbids it: module.weights["layer/0/mlp/up/weight"].
    """
    try:
        import torch
    except ImportError as missing:
        raise ImportError("torch_model needs PyTorch (Debian: python3-torch)") from missing
    return make(torch, load(path), dtype)


def make(torch, model, dtype=None):
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

        def forward(self, tokens, positions=None, length=None):
            """[..., T, V] of token ids [..., T]. Sequences of a batch that are shorter stand first in their rows: a
            causal model never looks at what is behind. positions, length: as of Model.logits."""
            self.project()
            dropout = about["model"]["dropout"]
            drop = (lambda x: torch.nn.functional.dropout(x, dropout)) if self.training and dropout else (lambda x: x)
            return Forward(torch, about, self.named(), not self.training, drop).logits(tokens, positions, length)

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

        def groups(self, weight_decay):
            """Parameter groups for torch.optim.AdamW, with weight decay where lexbench has it."""
            some, none = [], []
            for name, value in self.named().items():
                if value.requires_grad:
                    (some if name in about["decay"] else none).append(value)
            return [{"params": some, "weight_decay": weight_decay}, {"params": none, "weight_decay": 0.0}]

        def save(self, path):
            """Write a file that `lexbench evaluate` and load() read."""
            model.tensors = {name: value.detach().numpy() for name, value in self.named().items()}
            model.save(path)

    return Module()
