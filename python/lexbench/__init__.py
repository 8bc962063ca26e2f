"""lexbench from Python: models as arrays or PyTorch modules.

Needs nothing but the standard library; numpy and torch are used where they are there. docs/model-file.md.
"""
from .files import Model, load, read_file, write_file
from .module import torch_model

__all__ = ["Model", "load", "read_file", "torch_model", "write_file"]
__version__ = "1.0"
