"""Products of bytes, by ONNX Runtime, written to int8.json.

Weights in bytes are what its QuantizeLinear makes of them, column by column; products of bytes are its MatMulInteger's.
Rows are laid on their 128 steps by NumPy, since no operator does that row by row, and what the sums stand for is worked out
by NumPy in float32, operation by operation.
"""

import numpy as np
import onnxruntime
from onnx import TensorProto, helper

from fixture import short, write
from seeded import W_O, W_Q, X, key, tensor

F = np.float32


def session(nodes, inputs, output):
    values = [helper.make_tensor_value_info(name, kind, None) for name, kind in inputs.items()]
    out = [helper.make_tensor_value_info(output[0], output[1], None)]
    model = helper.make_model(helper.make_graph(nodes, "int8", values, out), opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    return onnxruntime.InferenceSession(model.SerializeToString())


QUANTIZE = session(
    [helper.make_node("QuantizeLinear", ["w", "scale"], ["q"], axis=1, output_dtype=TensorProto.INT8)],
    {"w": TensorProto.FLOAT, "scale": TensorProto.FLOAT},
    ("q", TensorProto.INT8),
)
MULTIPLY = session(
    [helper.make_node("MatMulInteger", ["a", "b"], ["sums"])],
    {"a": TensorProto.UINT8, "b": TensorProto.INT8},
    ("sums", TensorProto.INT32),
)


def product(x, w, bias):
    scale = np.abs(w).max(axis=0) / F(127)
    (of_columns,) = QUANTIZE.run(None, {"w": w, "scale": scale})
    low = x.min(axis=1, keepdims=True)
    step = (x.max(axis=1, keepdims=True) - low) / F(127)
    of_rows = np.rint((x - low) * (F(1) / step)).astype(np.uint8)
    (sums,) = MULTIPLY.run(None, {"a": of_rows, "b": of_columns})
    whole = of_columns.astype(np.int32).sum(axis=0).astype(F)
    out = (sums.astype(F) * step + low * whole) * scale + bias
    exact = x.astype(np.float64) @ w.astype(np.float64) + bias
    assert of_rows.max() == 127 and out.dtype == F
    return out, np.abs(out - exact).max()


cases = []
for seed, (n, k, m) in enumerate([(1, 3, 2), (3, 5, 7), (1, 64, 45), (9, 130, 33), (6, 384, 16)]):
    x, w, bias = tensor(key(seed, X), 3, n, k), tensor(key(seed, W_Q), 0.5, k, m), tensor(key(seed, W_O), 1, m)
    out, off = product(x, w, bias)
    cases.append({"shape": [n, k, m], "furthest_from_float64": float(f"{off:.1e}"), "out": short(out)})

write("int8.json", {"made_by": f"onnxruntime {onnxruntime.__version__}, NumPy {np.__version__}"}, "cases", cases)
