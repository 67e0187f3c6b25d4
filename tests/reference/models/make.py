"""Random-weight models of every family, saved as transformers saves them, and what transformers computes with them."""

import copy
import math
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
import transformers as t

sys.path.insert(0, str(Path(__file__).parent.parent))
from fixture import write  # noqa: E402

HERE = Path(__file__).parent
STORED = 1_500  # of a longer tensor only every stride-th number is kept
SMALL = 60_000  # bytes of a file of weights
MARGIN = 2e-3  # by which the likeliest next token must lead, so that rounding decides nothing

BERT = dict(vocab_size=50, hidden_size=24, num_attention_heads=4, intermediate_size=40)
LLAMA = dict(vocab_size=50, hidden_size=24, intermediate_size=40, max_position_embeddings=300, bos_token_id=None, eos_token_id=None)
rope = lambda kind, **more: {"rope_parameters": {"rope_type": kind, "rope_theta": 10000.0, **more}}

# name: configuration, class, type of the saved weights, and other configurations to run the same weights with
MODELS = {
    "bert": (t.BertConfig(**BERT, num_hidden_layers=3, max_position_embeddings=256, tie_word_embeddings=True), t.BertForMaskedLM, torch.float16, [{"hidden_act": "relu"}]),
    "roberta": (t.RobertaConfig(**BERT, num_hidden_layers=2, max_position_embeddings=260, type_vocab_size=1, hidden_act="gelu_new", layer_norm_eps=1e-5), t.RobertaForMaskedLM, torch.float16, []),
    "distilbert": (t.DistilBertConfig(vocab_size=50, dim=24, n_layers=2, n_heads=3, hidden_dim=40, max_position_embeddings=256), t.DistilBertForMaskedLM, torch.bfloat16, []),
    "gpt2": (t.GPT2Config(vocab_size=50, n_embd=24, n_layer=3, n_head=4, n_positions=256, n_inner=40, bos_token_id=None, eos_token_id=None), t.GPT2LMHeadModel, torch.float16, [{"scale_attn_by_inverse_layer_idx": True}, {"scale_attn_weights": False, "activation_function": "gelu"}]),
    "llama": (t.LlamaConfig(**LLAMA, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=8, rms_norm_eps=1e-5), t.LlamaForCausalLM, torch.float32, [
        rope("linear", factor=4.0),
        rope("dynamic", factor=2.0) | {"max_position_embeddings": 40},
        rope("llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64) | {"rope_theta": 5e5},
        rope("yarn", factor=4.0, original_max_position_embeddings=64),
        rope("yarn", factor=8.0, original_max_position_embeddings=32, beta_fast=8.0, beta_slow=2.0, mscale=0.7, mscale_all_dim=0.5, truncate=False),
    ]),
    "llama-biased": (t.LlamaConfig(**LLAMA, num_hidden_layers=1, num_attention_heads=3, attention_bias=True, mlp_bias=True, tie_word_embeddings=True), t.LlamaForCausalLM, torch.bfloat16, []),
    "mistral": (t.MistralConfig(**LLAMA, num_hidden_layers=2, num_attention_heads=6, num_key_value_heads=3, sliding_window=7), t.MistralForCausalLM, torch.bfloat16, [{"sliding_window": None}]),
    "qwen2": (t.Qwen2Config(**LLAMA, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=1, tie_word_embeddings=True, use_sliding_window=True, sliding_window=5, max_window_layers=1), t.Qwen2ForCausalLM, torch.bfloat16, []),
    "qwen3": (t.Qwen3Config(**LLAMA, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=10), t.Qwen3ForCausalLM, torch.float32, []),
}  # fmt: skip
SHARDED = {"qwen3": "12KB"}
LENGTHS = [1, 2, 3, 7, 20, 64, 256]


def randomize(model, seed):
    """Weights of such a size that heads look at something: with the usual ones all attention is nearly even."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=generator)
            is_norm = "norm" in name.lower() or ".ln_" in name
            if is_norm:
                p.copy_((1 + 0.2 * noise) if name.endswith("weight") else 0.2 * noise)
            elif p.dim() == 1:
                p.copy_(0.3 * noise)
            elif "embed" in name or "wte" in name or "wpe" in name:
                p.copy_(0.8 * noise)
            else:
                p.copy_(1.6 * noise / math.sqrt(min(p.shape)))


def with_config(config, changes):
    changed = type(config)(**{**config.to_dict(), **changes})
    changed._attn_implementation = "eager"
    return changed


class Numbers:
    def __init__(self):
        self.all, self.offset = [], 0

    def add(self, tensor):
        tensor = tensor.detach().float().squeeze(0)
        flat = tensor.reshape(-1).numpy()
        stride = max(1, -(-flat.size // STORED))
        stride += stride > 1 and stride % 2 == 0  # so that not always the same columns are met
        kept = flat[::stride].astype("<f4")
        place = {"offset": self.offset, "shape": list(tensor.shape), "stride": int(stride)}
        self.all.append(kept)
        self.offset += kept.size
        return place


def run(model, ids, **more):
    with torch.no_grad():
        return model(input_ids=torch.tensor([ids]), output_attentions=True, output_hidden_states=True, **more)


def case(model, name, numbers, ids, changes, heads_off=(), **more):
    hooks = []
    for layer, head in heads_off:
        def zero(module, args, head=head):
            x = args[0].clone()
            d = x.shape[-1] // model.config.num_attention_heads
            x[..., head * d : (head + 1) * d] = 0
            return (x, *args[1:])

        hooks.append(output_map(model, layer).register_forward_pre_hook(zero))
    kwargs = {key: torch.tensor([value]) for key, value in more.items()}
    out = run(model, ids, **kwargs)
    for hook in hooks:
        hook.remove()
    row = {"model": name, "config": changes, "ids": ids, **more, "heads_off": [list(pair) for pair in heads_off]}
    row["weights"] = [numbers.add(weights) for weights in out.attentions]
    row["hidden"] = [numbers.add(hidden) for hidden in out.hidden_states]
    if "logits" in out:
        row["logits"] = numbers.add(out.logits)
        with torch.no_grad():
            row["lens"] = numbers.add(lens(model, out.hidden_states[0]))
    return row


def output_map(model, layer):
    kind = model.config.model_type
    base = getattr(model, kind, model)
    if kind in ("bert", "roberta"):
        return base.encoder.layer[layer].attention.output.dense
    if kind == "distilbert":
        return base.transformer.layer[layer].attention.out_lin
    if kind == "gpt2":
        return model.transformer.h[layer].attn.c_proj
    return model.model.layers[layer].self_attn.o_proj


def lens(model, hidden):
    """The predictions of a layer's input, as if it were the last layer's output."""
    kind = model.config.model_type
    if kind == "bert":
        return model.cls(hidden)
    if kind == "distilbert":
        return model.vocab_projector(model.vocab_layer_norm(model.activation(model.vocab_transform(hidden))))
    norm = {"roberta": lambda x: x, "gpt2": lambda x: model.transformer.ln_f(x)}.get(kind, lambda x: model.model.norm(x))
    return model.lm_head(norm(hidden))


def greedy(model, ids, steps):
    """The likeliest token again and again, without a cache; the smallest lead that one had."""
    ids, lead = list(ids), math.inf
    for _ in range(steps):
        with torch.no_grad():
            top = model(input_ids=torch.tensor([ids])).logits[0, -1].float().topk(2)
        lead = min(lead, (top.values[0] - top.values[1]).item())
        ids.append(int(top.indices[0]))
    return ids, lead


def text(rng, n):
    return [int(id) for id in rng.integers(2, 50, n)]


def samplings(rng):
    """What transformers leaves of a distribution."""
    for index in range(24):
        logits = torch.tensor(rng.normal(0, 2, 40).astype(np.float32))
        temperature, top_k, top_p = [0.5, 1.0, 1.7][index % 3], [0, 5, 20, 1][index % 4], [1.0, 0.9, 0.5, 0.05, 0.99][index % 5]
        chain = t.LogitsProcessorList([t.TemperatureLogitsWarper(temperature)])
        if top_k:
            chain.append(t.TopKLogitsWarper(top_k))
        if top_p < 1:
            chain.append(t.TopPLogitsWarper(top_p))
        probabilities = chain(None, logits[None])[0].softmax(-1)
        yield {
            "temperature": temperature, "top_k": top_k, "top_p": top_p,
            "logits": [float(x) for x in logits], "probabilities": [float(x) for x in probabilities],
        }  # fmt: skip


def write_at(folder, head, cases, numbers):
    write(folder / "models.json", head, "cases", cases)
    data = np.concatenate(numbers.all)
    (folder / "models.bin").write_bytes(data.tobytes())
    print(f"models.bin: {data.nbytes:,} bytes")


def main():
    numbers, cases, greedies = Numbers(), [], []
    rng = np.random.default_rng(7)
    entropies = []
    for number, (name, (config, kind, dtype, others)) in enumerate(MODELS.items()):
        folder = HERE / name
        shutil.rmtree(folder, ignore_errors=True)
        config._attn_implementation = "eager"
        for seed in range(50):
            model = kind(config).eval()
            randomize(model, 1000 * number + seed)
            model.tie_weights()
            with torch.no_grad():  # as the file will hold them; of the whole model it would round the rotary angles too
                [p.copy_(p.to(dtype).float()) for p in model.parameters()]
            if config.model_type in ("bert", "roberta", "distilbert"):
                break
            start = text(np.random.default_rng(number), 5)
            continued, lead = greedy(model, start, 50)
            if lead > MARGIN and len(set(continued[5:])) > 5:
                greedies.append({"model": name, "prompt": start, "continued": continued, "lead": lead})
                break
        else:
            raise SystemExit(f"{name}: no seed leads by {MARGIN}")
        copy.deepcopy(model).to(dtype).save_pretrained(folder, max_shard_size=SHARDED.get(name, "1MB"))
        (folder / "generation_config.json").unlink(missing_ok=True)
        for file in folder.glob("*.safetensors"):
            file.chmod(0o644)
            assert file.stat().st_size < SMALL, f"{file}: {file.stat().st_size} bytes"
        for length in LENGTHS:
            ids = text(rng, min(length, 250) if config.model_type == "roberta" else length)
            row = case(model, name, numbers, ids, {})
            cases.append(row)
        out = run(model, text(rng, 64))
        for weights in out.attentions:
            entropy = -(weights * (weights + 1e-12).log2()).sum(-1)[0, :, -1]
            entropies += entropy.tolist()
        off = [(0, 1), (model.config.num_hidden_layers - 1, 0)]
        cases.append(case(model, name, numbers, text(rng, 9), {}, heads_off=off))
        if name == "bert":
            cases.append(case(model, name, numbers, text(rng, 9), {}, token_type_ids=[0] * 4 + [1] * 5))
            cases.append(case(model, name, numbers, text(rng, 6) + [0] * 3, {}, attention_mask=[1] * 6 + [0] * 3))
        if name == "roberta":
            cases.append(case(model, name, numbers, [1] + text(rng, 3) + [1] + text(rng, 3), {}))
        for changes in others:
            changed = kind(with_config(config, changes)).eval()
            changed.load_state_dict(model.state_dict())
            for length in (7, 100):
                cases.append(case(changed, name, numbers, text(rng, length), changes))
    middle = sorted(entropies)[len(entropies) // 2]
    assert 1 < middle < 5, f"heads look at nothing in particular: {middle} of 6 bits"
    head = {
        "made_by": f"transformers {t.__version__}, torch {torch.__version__.split('+')[0]}",
        "greedy": greedies,
        "samplings": list(samplings(rng)),
    }
    write_at(HERE, head, cases, numbers)
    print(f"entropy of the last query of 64: median {middle:.2f} bits")


if __name__ == "__main__":
    t.logging.set_verbosity_error()
    main()
