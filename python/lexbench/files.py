"""Model files (docs/model-file.md): reading, writing, and the model as numpy arrays."""
import json
import struct

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}
SEAL = "xxh128_file"  # lexbench's checksum of a file's bytes, which another file does not have
HEADER_MAX = 1 << 20


def numpy():
    try:
        import numpy
    except ImportError as missing:
        raise ImportError("models need numpy (pip install numpy; Debian: python3-numpy)") from missing
    return numpy


def read_file(path):
    """({name: array}, {key: text}) of a safetensors file."""
    np = numpy()
    with open(path, "rb") as file:
        raw = file.read()
    size = struct.unpack("<Q", raw[:8])[0] if len(raw) >= 8 else 0
    if not 2 <= size <= min(HEADER_MAX, len(raw) - 8):
        raise ValueError(f"{path} is no safetensors file: the header's size is impossible")
    try:
        header = json.loads(raw[8:8 + size])
        meta = header.pop("__metadata__", {})
        tensors = {}
        for name, entry in header.items():
            begin, end = entry["data_offsets"]
            data = np.frombuffer(raw[8 + size + begin:8 + size + end], TYPES[entry["dtype"]])
            tensors[name] = data.reshape(entry["shape"]).copy()
    except (ValueError, KeyError, TypeError) as why:
        raise ValueError(f"{path} is damaged: {why}") from why
    return tensors, meta


def write_file(path, tensors, meta):
    """Tensors of float32 or float64, one after the other in the order of the dictionary, and metadata that is text."""
    np = numpy()
    names = {kind: dtype for dtype, kind in TYPES.items()}
    header, at, blocks = {"__metadata__": {k: v for k, v in meta.items() if k != SEAL}}, 0, []
    for name, value in tensors.items():
        value = np.asarray(value)
        array = np.ascontiguousarray(value, value.dtype.newbyteorder("<")).reshape(value.shape)
        kind = "<" + array.dtype.str[1:]
        if kind not in names:
            raise ValueError(f"tensor {name} is of type {array.dtype}: make it float32")
        blocks.append(array.tobytes())
        header[name] = {"dtype": names[kind], "shape": list(array.shape), "data_offsets": [at, at + len(blocks[-1])]}
        at += len(blocks[-1])
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    if len(text) > HEADER_MAX:
        raise ValueError("the header would be larger than 1 MiB")
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))


class Model:
    """A model as numpy arrays.

    tensors: every parameter by name, as docs/model-file.md has it; config: its description (model, train, components,
    vocabulary ...); metadata: all texts of the file's header.
    """

    def __init__(self, tensors, metadata):
        self.tensors, self.metadata, self.config = tensors, metadata, json.loads(metadata["description"])

    def logits(self, tokens, positions=None, length=None, values=None):
        """[T, V] of T token ids (or [B, T, V] of [B, T]), computed in double. positions: 0, 1, ... unless given;
        length: the tokens that schemes are told there is room for, T unless given; values: real numbers that tokens come
        with, in the shape of tokens, where the task has some."""
        from .forward import Forward, check

        np = numpy()
        check(self.config)
        tensors = {name: value.astype(float) for name, value in self.tensors.items()}
        return Forward(np, self.config, tensors).logits(np.asarray(tokens), positions, length, values)

    def save(self, path):
        """Write a file that `lexbench evaluate` and `lexbench predict` read, and load()."""
        meta = {key: value for key, value in self.metadata.items() if key != "run"}
        write_file(path, self.tensors, meta)


def load(path):
    """The model of a file that `lexbench export` wrote, or of one written by docs/model-file.md."""
    tensors, meta = read_file(path)
    if "description" not in meta:
        raise ValueError(f"{path} has no description in its metadata; 'lexbench export {path} described.safetensors' "
                         "adds it")
    return Model(tensors, meta)
