"""Writes what ONNX Runtime Web and transformers.js are measured with, as ONNX: products of matrices, a layer of multi-head
attention, and all-MiniLM-L6-v2 with the attention of every head among its outputs, in f32 and as ONNX Runtime makes it int8.

    python3 models.py FOLDER_OF_MINILM OUT

Wants onnx and onnxruntime; `cargo xtask bench` installs both. Graphs have the steps that PyTorch's layers have, with norms and
GELU as one operator each, which is what ONNX Runtime would make of them. Where this Python has torch and transformers too, MiniLM's
maps are held against theirs.
"""

import json
import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

PRODUCTS = [(128, 384, 384), (128, 768, 768), (512, 768, 768), (1024, 64, 1024), (1, 768, 3072)]


def numbers(seed, n):
    """The same numbers as in compute.js, between -1 and 1."""
    x = np.arange(n, dtype=np.uint32) + np.uint32(seed * 0x9E3779B1 & 0xFFFFFFFF)
    for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)]:
        x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
    return x / 2**31 - 1


class Graph:
    """Operators one after another; each gives back the name of what it made."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, value):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind, *inputs, out=None, **attributes):
        out = out or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        return out

    def floats(self, value):
        return self.constant(np.asarray(value, dtype=np.float32))

    def linear(self, x, weight, bias):
        """A weight as PyTorch keeps it, output by input."""
        return self.op("Add", self.op("MatMul", x, self.floats(weight.T)), self.floats(bias))

    def attention(self, x, maps, n_heads, mask, weights_name):
        """`[1, n, d]` -> the same, and the weights `[1, n_heads, n, n]` as an output."""
        d_model = maps[0][0].shape[0]
        shape = self.constant(np.array([0, 0, n_heads, d_model // n_heads], dtype=np.int64))
        heads = [self.op("Reshape", self.linear(x, *pair), shape) for pair in maps[:3]]
        q, k, v = [self.op("Transpose", head, perm=p) for head, p in zip(heads, [[0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]])]
        # On Q, where it is least work.
        q = self.op("Mul", q, self.floats((d_model / n_heads) ** -0.5))
        scores = self.op("MatMul", q, k)
        scores = self.op("Add", scores, mask) if mask else scores
        weights = self.op("Softmax", scores, axis=-1, out=weights_name)
        found = self.op("Transpose", self.op("MatMul", weights, v), perm=[0, 2, 1, 3])
        flat = self.op("Reshape", found, self.constant(np.array([0, 0, d_model], dtype=np.int64)))
        return self.linear(flat, *maps[3])

    def save(self, path, inputs, outputs):
        info = lambda kind: lambda pair: helper.make_tensor_value_info(pair[0], kind(pair[0]), pair[1])
        is_id = lambda name: TensorProto.INT64 if name.startswith(("input_", "token_", "attention_m")) else TensorProto.FLOAT
        graph = helper.make_graph(
            self.nodes, "heedmap", list(map(info(is_id), inputs)), list(map(info(lambda _: TensorProto.FLOAT), outputs)), self.constants
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
        onnx.checker.check_model(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(model, path)


def product(n, k, m, out):
    graph = Graph()
    graph.op("MatMul", "a", graph.floats(numbers(2, k * m).reshape(k, m)), out="product")
    graph.save(out / f"matmul-{n}x{k}x{m}.onnx", [("a", [n, k])], [("product", [n, m])])


def layer(d_model, n_heads, out):
    all_numbers = numbers(3, 4 * d_model * (d_model + 1)) * (3 / d_model) ** 0.5
    matrices, biases = np.split(all_numbers, [4 * d_model**2])
    maps = list(zip(matrices.reshape(4, d_model, d_model), biases.reshape(4, d_model)))
    graph = Graph()
    graph.nodes.append(helper.make_node("Identity", [graph.attention("x", maps, n_heads, None, "weights")], ["output"]))
    graph.save(
        out / f"attention-{d_model}.onnx",
        [("x", [1, "n", d_model])],
        [("output", [1, "n", d_model]), ("weights", [1, n_heads, "n", "n"])],
    )


def tensors(path):
    """A safetensors file's, in f32."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    part = lambda of: np.frombuffer(data[8 + length :][slice(*of["data_offsets"])], dtype={"F32": "<f4", "I64": "<i8"}[of["dtype"]])
    return {name: part(of).reshape(of["shape"]) for name, of in header.items()}


def minilm(folder, out):
    config = json.loads((folder / "config.json").read_text())
    weights = tensors(folder / "model.safetensors")
    pair = lambda name: (weights[f"{name}.weight"], weights[f"{name}.bias"])
    graph = Graph()
    norm = lambda x, name: graph.op(
        "LayerNormalization", x, *map(graph.floats, pair(name)), axis=-1, epsilon=config["layer_norm_eps"]
    )
    table = lambda name, ids: graph.op("Gather", graph.floats(weights[f"embeddings.{name}_embeddings.weight"]), ids)
    number = lambda value: graph.constant(np.array(value, dtype=np.int64))
    length = graph.op("Gather", graph.op("Shape", "input_ids"), number(1))
    places = graph.op("Unsqueeze", graph.op("Range", number(0), length, number(1)), number([0]))
    x = graph.op("Add", graph.op("Add", table("word", "input_ids"), table("token_type", "token_type_ids")), table("position", places))
    x = norm(x, "embeddings.LayerNorm")
    seen = graph.op("Cast", graph.op("Unsqueeze", "attention_mask", number([1, 2])), to=TensorProto.FLOAT)
    mask = graph.op("Mul", graph.op("Sub", graph.floats(1), seen), graph.floats(np.finfo(np.float32).min))
    for index in range(config["num_hidden_layers"]):
        name = f"encoder.layer.{index}"
        maps = [pair(f"{name}.attention.{part}") for part in ["self.query", "self.key", "self.value", "output.dense"]]
        found = graph.attention(x, maps, config["num_attention_heads"], mask, f"attentions.{index}")
        x = norm(graph.op("Add", x, found), f"{name}.attention.output.LayerNorm")
        inside = graph.op("Gelu", graph.linear(x, *pair(f"{name}.intermediate.dense")))
        x = norm(graph.op("Add", x, graph.linear(inside, *pair(f"{name}.output.dense"))), f"{name}.output.LayerNorm")
    graph.op("Identity", x, out="last_hidden_state")
    n_layers, n_heads = config["num_hidden_layers"], config["num_attention_heads"]
    path = out / "minilm/onnx/model.onnx"
    ids = [(name, [1, "n"]) for name in ["input_ids", "attention_mask", "token_type_ids"]]
    shown = [(f"attentions.{index}", [1, n_heads, "n", "n"]) for index in range(n_layers)]
    graph.save(path, ids, [("last_hidden_state", [1, "n", config["hidden_size"]]), *shown])
    quantize_dynamic(path, path.with_name("model_quantized.onnx"), weight_type=QuantType.QUInt8)
    for file in ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"]:
        shutil.copy(folder / file, out / "minilm" / file)
    check(path, folder)


def check(path, folder):
    """The largest difference of a weight from PyTorch's."""
    try:
        import torch
        from transformers import BertModel
    except ImportError:
        return
    model = BertModel.from_pretrained(folder, attn_implementation="eager").eval()
    ids = np.random.default_rng(0).integers(1000, 30000, (1, 128))
    with torch.no_grad():
        theirs = model(torch.from_numpy(ids), output_attentions=True).attentions
    session = onnxruntime.InferenceSession(path)
    ours = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)})[1:]
    worst = max(np.abs(a - b.numpy()).max() for a, b in zip(ours, theirs))
    print(f"MiniLM's weights differ from PyTorch's by {worst:.1e} at most")
    assert worst < 1e-5


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    target.mkdir(parents=True, exist_ok=True)
    for sizes in PRODUCTS:
        product(*sizes, target)
    layer(768, 12, target)
    minilm(source, target)
