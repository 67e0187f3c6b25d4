"""One attention layer of any kind by PyTorch, written to attend.json (the index) and attend.bin (the numbers)."""

import itertools
import math
from collections import Counter
from operator import itemgetter

import numpy as np
import torch
import torch.nn.functional as F
import transformers
from transformers.models.bloom.modeling_bloom import build_alibi_tensor
from transformers.models.llama.modeling_llama import LlamaConfig, LlamaRotaryEmbedding, apply_rotary_pos_emb

import seeded
from fixture import HERE, write

AGREE = 2e-6  # the ways of PyTorch's through float32 may differ by rounding, and by no more, at 512 tokens too
STORED = 3000  # of a longer tensor only every stride-th number is kept
BIN_LIMIT = 3_500_000

# The lists below have lengths without a common divisor and are walked side by side, each from its start again
# when it ends, so that everything soon meets everything.
LENGTHS = [  # n_query, n_key; without n_key it is self-attention
    (1, None), (2, None), (3, None), (5, None), (17, None), (64, None), (100, None), (8, None), (13, None),
    (32, None), (1, 5), (5, 1), (3, 3), (2, 3), (5, 17), (17, 5), (17, 17), (64, 13), (13, 64),
]  # fmt: skip
WIDTHS = [  # d_model, n_heads, n_kv_heads, d_head; Q is n_heads * d_head wide, and that need not be d_model
    (1, 1, 1, 1), (8, 1, 1, 8), (8, 4, 4, 2), (8, 4, 2, 2), (8, 4, 1, 2), (12, 12, 12, 1), (12, 4, 2, 3),
    (16, 4, 4, 4), (16, 6, 3, 4), (16, 2, 1, 8), (24, 6, 6, 4), (10, 3, 1, 2), (64, 64, 64, 1), (32, 64, 8, 2),
    (64, 4, 4, 16), (20, 4, 4, 5), (7, 5, 5, 6),
]  # fmt: skip
counts = itemgetter("n_query", "n_key", "n_heads", "n_kv_heads")
POSITIONS, BIAS = ["none", "rotary", "alibi"], [False, True]
SEEDS = [0, 1, 42, 65537, 2**31 - 1, 2**31, 2**32 - 1]

CAUSAL = {"kind": "causal"}
padding = lambda length: {"kind": "padding", "length": length}
prefix = lambda size: {"kind": "prefix", "size": size}
window = lambda size: {"kind": "window", "size": size}
dilated = lambda size, step: {"kind": "dilated", "size": size, "step": step}
block = lambda *sizes: {"kind": "block", "sizes": list(sizes)}
painted = lambda *rows: {"kind": "painted", "rows": list(rows)}
WIDE = painted(*("".join("01"[(q * q + 3 * k) % 5 > 0] for k in range(20)) for q in range(12)))
EMPTY_ROW = painted("1" * 100, "0" * 100, "1" * 100)
MASKS = [
    [],
    [CAUSAL],
    [padding(3)],
    [padding(0)],
    [prefix(2)],
    [window(3)],
    [dilated(3, 2)],
    [block(2, 3)],
    [painted("1101", "0111", "1011")],
    [EMPTY_ROW],
    [CAUSAL, window(4)],
    [CAUSAL, padding(40)],
    [block(3, 1, 4), CAUSAL],
    [],
    [dilated(2, 3)],
    [WIDE],
    [prefix(5), padding(9), window(6)],
    [block(12)],
    [window(1)],
    [CAUSAL, dilated(4, 2)],
    [painted("011", "101", "110"), block(7, 30)],
    [prefix(0)],
    [WIDE, CAUSAL, padding(15)],
]
# Long texts are chosen one by one: n_query, n_key, width, positions, bias, mask.
LONG = [
    (255, None, (16, 4, 4, 4), "none", True, [CAUSAL]),
    (255, None, (32, 4, 1, 8), "rotary", False, []),
    (255, None, (8, 1, 1, 8), "alibi", False, [window(16)]),
    (256, None, (64, 8, 8, 8), "none", False, []),
    (256, None, (16, 4, 2, 8), "rotary", True, [CAUSAL, padding(200)]),
    (256, None, (32, 6, 3, 4), "alibi", True, [CAUSAL, EMPTY_ROW]),
    (512, None, (32, 4, 4, 8), "none", True, []),
    (512, None, (64, 8, 2, 8), "rotary", False, [CAUSAL]),
    (512, None, (64, 4, 4, 16), "rotary", True, []),
    (512, None, (16, 4, 4, 4), "alibi", False, [prefix(100)]),
    (512, None, (64, 8, 8, 8), "alibi", True, []),
    (512, None, (8, 2, 2, 4), "none", False, [block(100, 200, 150)]),
    (512, None, (16, 1, 1, 16), "none", True, [dilated(20, 5), padding(500)]),
    (512, None, (32, 8, 4, 4), "rotary", True, [window(64), block(300, 50), CAUSAL]),
    (512, 100, (16, 4, 2, 4), "rotary", False, []),
    (100, 512, (16, 4, 4, 4), "alibi", True, [padding(300)]),
    (255, 512, (32, 4, 4, 8), "none", False, [CAUSAL]),
    (256, 255, (16, 2, 1, 8), "none", True, [window(100)]),
    (256, 256, (28, 3, 3, 8), "rotary", True, [CAUSAL]),
]


def cases():
    walk = zip(*(itertools.cycle(some) for some in (LENGTHS, WIDTHS, POSITIONS, BIAS, MASKS)))
    short = [(*lengths, *rest) for lengths, *rest in itertools.islice(walk, 280)]
    for i, (n_query, n_key, width, positions, bias, mask) in enumerate(short + LONG):
        d_model, n_heads, n_kv_heads, d_head = width
        if positions == "rotary" and d_head % 2 or (n_heads, n_query, n_key) == (1, 100, None):
            continue  # a rotation turns pairs of columns; a stride of 5 would see 20 columns of 100
        yield {
            "n_query": n_query, "n_key": n_key or n_query, "cross": n_key is not None,
            "d_model": d_model, "dim": n_heads * d_head, "n_heads": n_heads, "n_kv_heads": n_kv_heads,
            "bias": bias, "positions": positions, "mask": mask, "seed": SEEDS[i % len(SEEDS)],
        }  # fmt: skip


def inputs(case):
    """Everything the layer is given, float32, from the seed alone; without biases these are None."""
    kv_dim = case["dim"] // case["n_heads"] * case["n_kv_heads"]
    d_model, dim = case["d_model"], case["dim"]
    key = lambda stream: seeded.key(case["seed"], stream)
    draw = lambda stream, *how: torch.from_numpy(seeded.tensor(key(stream), *how))
    shapes = [(d_model, dim), (d_model, kv_dim), (d_model, kv_dim), (dim, d_model)]
    w = [draw(seeded.W_Q + i, seeded.xavier(*shape), *shape) for i, shape in enumerate(shapes)]
    b = [draw(seeded.B_Q + i, np.float32(1 / np.sqrt(rows)), columns) for i, (rows, columns) in enumerate(shapes)]
    x = draw(seeded.X, seeded.UNIT, case["n_query"], d_model)
    x_kv = draw(seeded.X_KV, seeded.UNIT, case["n_key"], d_model) if case["cross"] else x
    return x, x_kv, w, b if case["bias"] else [None] * 4


def allows(rule, q, k):
    match rule:
        case {"kind": "causal"}:
            return k <= q
        case {"kind": "padding", "length": length}:
            return k < length
        case {"kind": "prefix", "size": size}:
            return (k < size) | (k <= q)
        case {"kind": "window", "size": size}:
            return (q - k).abs() < size
        case {"kind": "dilated", "size": size, "step": step}:
            return ((q - k).abs() < size * step) & ((q - k) % step == 0)
        case {"kind": "block", "sizes": sizes}:
            many = sizes + sizes[-1:] * max(len(q), k.numel())
            document = torch.arange(len(many)).repeat_interleave(torch.tensor(many))
            return document[q] == document[k]
        case {"kind": "painted", "rows": rows}:
            table = torch.ones(len(q), k.numel(), dtype=torch.bool)
            for i, row in enumerate(rows[: len(q)]):
                marks = torch.tensor([mark == "1" for mark in row[: k.numel()]])
                table[i, : len(marks)] = marks
            return table


def turned(x):
    """Llama's rotation by position. Llama's angles are float32; float64 has its own, to measure them by."""
    n, d_head = x.shape[-2:]
    place = torch.arange(n)[None]
    if x.dtype == torch.float32:
        rope = {"rope_type": "default", "rope_theta": 10000.0}
        config = LlamaConfig(hidden_size=d_head, num_attention_heads=1, head_dim=d_head, rope_parameters=rope)
        cos, sin = LlamaRotaryEmbedding(config)(x, place)
    else:
        angles = place[..., None] * 10000.0 ** (-torch.arange(0, d_head, 2, dtype=x.dtype) / d_head).repeat(2)
        cos, sin = angles.cos(), angles.sin()
    return apply_rotary_pos_emb(x, x, cos, sin)[0]


def slopes(n_heads, dtype):
    """BLOOM's; float64 has the formula of the paper, to measure them by."""
    if dtype == torch.float32:
        return build_alibi_tensor(torch.ones(1, 2), n_heads, dtype)[:, 0, 1]
    power = 2 ** int(math.log2(n_heads))
    regular = [2 ** (-8 * (i + 1) / power) for i in range(power)]
    between = [2 ** (-4 * (2 * i + 1) / power) for i in range(n_heads - power)]
    return torch.tensor(regular + between, dtype=dtype)


def attend(case, x, x_kv, w, b):
    """By scaled_dot_product_attention, then by softmax, and where it can by MultiheadAttention, too."""
    n_query, n_key, n_heads, n_kv_heads = counts(case)
    d_head = case["dim"] // n_heads
    project = lambda rows, i: rows @ w[i] if b[i] is None else rows @ w[i] + b[i]
    split = lambda m: m.reshape(1, len(m), -1, d_head).transpose(1, 2)  # heads are consecutive column blocks
    q, k, v = split(project(x, 0)), split(project(x_kv, 1)), split(project(x_kv, 2))
    if case["positions"] == "rotary":
        q, k = turned(q), turned(k)

    q_at, k_at = torch.arange(n_query)[:, None], torch.arange(n_key)[None]
    allowed = torch.ones(n_query, n_key, dtype=torch.bool)
    for rule in case["mask"]:
        allowed = allowed & allows(rule, q_at, k_at)
    added = torch.zeros(n_heads, n_query, n_key, dtype=x.dtype)
    if case["positions"] == "alibi":
        added = -slopes(n_heads, x.dtype)[:, None, None] * (q_at - k_at).abs()
    added = added.masked_fill(~allowed, -math.inf)
    empty = ~allowed.any(dim=1)  # rows in which everything is blocked
    mask = added if case["positions"] == "alibi" else allowed if case["mask"] else None
    how = {"attn_mask": mask, "enable_gqa": n_kv_heads < n_heads}
    by_torch = lambda values: F.scaled_dot_product_attention(q, k, values, **how)[0]
    join = lambda per_head: project(per_head.transpose(0, 1).reshape(n_query, -1), 3)
    # The function keeps its weights to itself; with the identity for values they are its output.
    weights = by_torch(torch.eye(n_key, dtype=x.dtype).expand(1, n_kv_heads, n_key, n_key))
    # It gives 0 for an empty row, where a softmax gives NaN. The softmax is what is taught, so NaN it is.
    weights[:, empty], output = math.nan, join(by_torch(v))
    output[empty] = math.nan

    group = lambda m: m[0].repeat_interleave(n_heads // n_kv_heads, dim=0)
    softmax = torch.softmax(q[0] @ group(k).transpose(1, 2) / math.sqrt(d_head) + added, dim=-1)
    ways = [(softmax, join(softmax @ group(v)))]
    if case["dim"] == case["d_model"] and n_kv_heads == n_heads and case["positions"] != "rotary":
        ways.append(by_module(case, x, x_kv, w, b, added))
    apart = max(distance(mine, its) for way in ways for mine, its in zip((weights, output), way))
    assert apart < AGREE, (case, apart)
    assert (weights[:, ~allowed & ~empty[:, None]] == 0).all() and (weights[:, empty].isnan()).all()
    return {"weights": weights, "output": output, "apart": apart, "by_module": len(ways) == 2}


def by_module(case, x, x_kv, w, b, added):
    module = torch.nn.MultiheadAttention(case["d_model"], case["n_heads"], bias=case["bias"], dtype=x.dtype)
    with torch.no_grad():
        # A Linear keeps its matrix as out × in, ours are in × out.
        module.in_proj_weight.copy_(torch.cat([m.T for m in w[:3]]))
        module.out_proj.weight.copy_(w[3].T)
        if case["bias"]:
            module.in_proj_bias.copy_(torch.cat(b[:3]))
            module.out_proj.bias.copy_(b[3])
        output, weights = module(x, x_kv, x_kv, attn_mask=added, need_weights=True, average_attn_weights=False)
    return weights, output


def distance(a, b):
    """The furthest that two tensors are apart, which must have their NaN in the same places."""
    assert (a.isnan() == b.isnan()).all()
    return (a.double() - b.double()).abs().nan_to_num().max().item()


def stride(shape):
    """1, or the smallest odd prime that leaves few enough. It must meet every column in turn."""
    size, step = math.prod(shape), 1
    while math.ceil(size / step) > STORED or any(step % i == 0 for i in range(3, step, 2)):
        step += 2
    assert step == 1 or shape[-1] % step, shape
    return step


def covers(index):
    """What the cases must hold, each counted."""
    seen = Counter()
    for case in index:
        n_query, n_key, n_heads, n_kv_heads = counts(case)
        kinds = [rule["kind"] for rule in case["mask"]]
        seen.update(f"{kind} alone" for kind in kinds if len(kinds) == 1)
        seen.update(f"{kind} combined" for kind in set(kinds) if len(kinds) > 1)
        order = "less" if n_key < n_query else "more" if n_key > n_query else "as many"
        seen[f"cross, {order} keys" if case["cross"] else "self"] += 1
        seen["kv heads " + ("all" if n_kv_heads == n_heads else "one" if n_kv_heads == 1 else "between")] += 1
        seen.update(f"{name} {case[name]}" for name in ("bias", "positions"))
        seen.update([f"{n_query} queries", f"{n_heads} heads"])
        seen["one column a head"] += case["dim"] == n_heads
        seen["dim not d_model"] += case["dim"] != case["d_model"]
        seen["no mask"] += not kinds
        seen["padding 0"] += padding(0) in case["mask"]
        seen["painted empty row"] += EMPTY_ROW in case["mask"] and 1 < n_query and n_key <= 100
        seen["long"] += n_query >= 255
    kinds = "causal padding prefix window dilated block painted".split()
    wanted = [f"{kind} {how}" for kind in kinds for how in ("alone", "combined")]
    wanted += ["self"] + [f"cross, {order} keys" for order in ("less", "as many", "more")]
    wanted += ["kv heads one", "kv heads between", "kv heads all", "bias True", "bias False"]
    wanted += [f"positions {name}" for name in POSITIONS] + ["1 heads", "64 heads"]
    wanted += [f"{n} queries" for n in (1, 2, 3, 5, 17, 64, 100, 255, 256, 512)]
    wanted += ["one column a head", "dim not d_model", "no mask", "padding 0", "painted empty row"]
    assert all(seen[name] for name in wanted), [name for name in wanted if not seen[name]]
    assert len(index) >= 240 and seen["long"] >= 12
    print(", ".join(f"{name} {seen[name]}" for name in wanted + ["long"]))


def main():
    torch.set_num_threads(1)  # sums that are shared out round differently
    index, numbers, offset, apart, modules, empty = [], [], 0, 0.0, 0, 0
    furthest = dict.fromkeys(POSITIONS, 0.0)
    double = lambda some: [None if one is None else one.double() for one in some]
    for case in cases():
        x, x_kv, w, b = inputs(case)
        single = attend(case, x, x_kv, w, b)
        exact = attend(case, *double([x, x_kv]), double(w), double(b))
        apart = max(apart, single["apart"])
        modules, empty = modules + single["by_module"], empty + single["output"].isnan().any().item()
        for name in ("weights", "output"):
            values, far = single[name], distance(single[name], exact[name])
            furthest[case["positions"]] = max(furthest[case["positions"]], far)
            case[name] = {"offset": offset, "shape": list(values.shape), "stride": stride(values.shape)}
            numbers.append(values.contiguous().numpy().astype("<f4").ravel()[:: case[name]["stride"]])
            offset += numbers[-1].size
        index.append(case)

    covers(index)
    made_by = f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}"
    write("attend.json", {"made_by": made_by, "furthest_from_float64": max(furthest.values())}, "cases", index)
    assert 4 * offset < BIN_LIMIT
    np.concatenate(numbers).tofile(HERE / "attend.bin")
    print(f"attend.bin: {4 * offset:,} bytes, at most {apart:.1e} apart, from float64 {furthest}")
    print(f"{modules} cases by MultiheadAttention too, {empty} with rows in which everything is blocked")


main()
