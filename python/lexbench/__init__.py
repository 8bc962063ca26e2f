"""lexbench from Python: results as tables, models as arrays or PyTorch modules, examples out and predictions in.

Needs nothing but the standard library; pandas, numpy and torch are used where they are there. docs/python.md.
"""
from .commands import examples, score
from .files import Model, load, read_file, write_file
from .module import learning_rate, torch_model
from .records import Results, connect, read

__all__ = ["Model", "Results", "connect", "examples", "learning_rate", "load", "read", "read_file", "score", "torch_model",
           "write_file"]
__version__ = "1.0"
