"""Multi-head self-attention by PyTorch, written to attention.json (the index) and attention.bin (the numbers)."""

import math

import numpy as np
import torch
import torch.nn.functional as F

import seeded
from fixture import HERE, short, write

AGREE = 2e-6  # two ways of PyTorch's through float32 may differ by rounding, and by no more

# n_tokens, d_model, n_heads, causal. Every length, width and mask comes up; heads of one column (n_heads ==
# d_model) and one head of all columns are the ends where a wrong split or a wrong scale shows.
CASES = [
    (1, 1, 1, False),
    (1, 1, 1, True),
    (1, 8, 2, True),
    (1, 64, 4, False),
    (2, 1, 1, False),
    (2, 2, 1, True),
    (2, 2, 2, False),
    (2, 12, 3, False),
    (3, 4, 2, True),
    (3, 4, 4, False),
    (3, 24, 6, True),
    (3, 96, 8, False),
    (5, 8, 1, False),
    (5, 8, 4, True),
    (5, 12, 12, True),
    (5, 48, 3, False),
    (7, 12, 2, True),
    (7, 16, 1, True),
    (7, 16, 16, False),
    (7, 32, 4, False),
    (12, 24, 8, True),
    (12, 32, 2, False),
    (12, 48, 12, True),
    (12, 64, 1, False),
    (16, 2, 2, True),
    (16, 32, 8, False),
    (16, 64, 4, True),
    (16, 128, 16, False),
    (31, 12, 4, False),
    (31, 24, 24, True),
    (31, 48, 6, True),
    (33, 16, 2, False),
    (33, 64, 8, True),
    (33, 96, 12, False),
    (64, 1, 1, True),
    (64, 32, 4, True),
    (64, 128, 8, False),
    (64, 128, 2, True),
]
# Seeds at the edges of 32, 53 and 64 bits find a generator that narrows or rounds them.
SEEDS = [0, 1, 42, 2**32 - 1, 2**53 + 1, 2**64 - 1]
STEPS_OF = (3, 4, 2, True)  # small enough to be read, and to be worked by hand


def attend(x, w_q, w_k, w_v, w_o, n_heads, causal):
    """Every stage by scaled_dot_product_attention, then the whole again by MultiheadAttention."""
    n, d = x.shape
    split = lambda m: m.reshape(n, n_heads, d // n_heads).transpose(0, 1)  # heads are consecutive column blocks
    q, k, v = x @ w_q, x @ w_k, x @ w_v
    allowed = torch.ones(n, n, dtype=torch.bool).tril() if causal else None
    per_head = F.scaled_dot_product_attention(split(q), split(k), split(v), attn_mask=allowed)
    # The function keeps its weights to itself; with the identity for values they are its output.
    weights = F.scaled_dot_product_attention(
        split(q), split(k), torch.eye(n, dtype=x.dtype).expand(n_heads, n, n), attn_mask=allowed
    )
    concat = per_head.transpose(0, 1).reshape(n, d)
    output = concat @ w_o

    module = torch.nn.MultiheadAttention(d, n_heads, bias=False, dtype=x.dtype)
    with torch.no_grad():
        # A Linear keeps its matrix as out × in, ours are in × out.
        module.in_proj_weight.copy_(torch.cat([w_q.T, w_k.T, w_v.T]))
        module.out_proj.weight.copy_(w_o.T)
        # Here a mask marks what is forbidden, above it marked what is allowed.
        blocked = None if allowed is None else ~allowed
        output_mha, weights_mha = module(x, x, x, attn_mask=blocked, need_weights=True, average_attn_weights=False)

    assert (weights - weights_mha).abs().max() < AGREE
    assert (output - output_mha).abs().max() < AGREE
    assert allowed is None or (weights_mha[:, ~allowed] == 0).all()
    scores = split(q) @ split(k).transpose(1, 2) / math.sqrt(d // n_heads)
    return {
        "q": q, "k": k, "v": v, "scores": scores, "weights": weights_mha, "concat": concat, "output": output_mha
    }


def main():
    index, numbers, offset, furthest = [], [], 0, 0.0
    for i, (n, d, n_heads, causal) in enumerate(CASES):
        seed = SEEDS[i % len(SEEDS)]
        scale = seeded.xavier(d, d)
        x = torch.from_numpy(seeded.tensor(seeded.key(seed, seeded.X), seeded.UNIT, n, d))
        streams = (seeded.W_Q, seeded.W_K, seeded.W_V, seeded.W_O)
        w = [torch.from_numpy(seeded.tensor(seeded.key(seed, stream), scale, d, d)) for stream in streams]
        stages = attend(x, *w, n_heads, causal)
        exact = attend(x.double(), *(m.double() for m in w), n_heads, causal)

        case = {"n_tokens": n, "d_model": d, "n_heads": n_heads, "causal": causal, "seed": seed}
        case["x_first"] = short(x.flatten()[:8])
        case["w_q_first"] = short(w[0].flatten()[:8])
        for name in ("weights", "output"):
            furthest = max(furthest, (stages[name].double() - exact[name]).abs().max().item())
            case[name] = {"offset": offset, "shape": list(stages[name].shape)}
            numbers.append(stages[name].numpy().astype("<f4").ravel())
            offset += numbers[-1].size
        if (n, d, n_heads, causal) == STEPS_OF:
            case["steps"] = {
                name: {"shape": list(stage.shape), "values": short(stage)}
                for name, stage in [("x", x), ("w_q", w[0]), ("w_k", w[1]), ("w_v", w[2]), ("w_o", w[3])]
                + list(stages.items())
            }
        index.append(case)

    head = {
        "made_by": f"torch {torch.__version__.split('+')[0]}",
        "furthest_from_float64": furthest,
        "key": [[seed, stream, seeded.key(seed, stream)] for seed in SEEDS for stream in (1, 5, 0x100)],
        "uniform": [[k, i, *short(seeded.uniform(k, i))] for k in (0, 1, 2**64 - 1) for i in (0, 1, 2, 1000)],
    }
    write("attention.json", head, "cases", index)
    np.concatenate(numbers).tofile(HERE / "attention.bin")
    print(f"attention.bin: {4 * offset:,} bytes, at most {furthest:.1e} from float64")


main()
