"""What each head does, measured: mean attention weights over held-out text, and over random tokens said twice.

Every score is a mean over queries of the weight that falls on certain keys, so it lies between 0 and 1.
"""

import numpy as np
import torch

from training.recipes import SEED

PERIOD = 60  # random tokens, said twice
CLEARLY = 0.5  # from here on a head is named after what it does


def attention(model, inputs):
    """Weights of every head [n, n_layers, n_heads, query, key]."""
    with torch.no_grad():
        return torch.stack(model(input_ids=inputs, output_attentions=True).attentions, 1)


def keys(inputs, is_encoder):
    """For each score the keys that count [n, query, key], and the queries that have such a key [n, query]."""
    n, length = inputs.shape
    query, key = torch.arange(length)[:, None], torch.arange(length)[None, :]
    allowed = torch.ones(length, length, dtype=torch.bool) if is_encoder else key <= query
    equal = inputs[:, :, None] == inputs[:, None, :]
    after_equal = torch.zeros_like(equal)
    after_equal[:, :, 1:] = equal[:, :, :-1] & (query != key[:, :-1])  # the key stands right after an equal of the query
    chosen = {
        "previous": (key == query - 1).expand(n, -1, -1),
        "itself": ((key == query) & (query > 0)).expand(n, -1, -1),
        "first": ((key == 0) & (query > 0)).expand(n, -1, -1),
        "same": equal & (query != key),
        "induction": after_equal & (query != key),
    }
    if is_encoder:
        chosen["next"] = (key == query + 1).expand(n, -1, -1)
        chosen["last"] = ((key == length - 1) & (query < length - 1)).expand(n, -1, -1)
    return {name: allowed & where for name, where in chosen.items()}


def means(model, inputs, is_encoder, only_from=0):
    """Each score [n_layers, n_heads], over the queries from a place on that have a key for it."""
    sums, counts = {}, {}
    for batch in inputs.split(16):
        weights = attention(model, batch)
        for name, where in keys(batch, is_encoder).items():
            has = where.any(2)
            has[:, :only_from] = False
            value = (weights * where[:, None, None]).sum(-1)  # [n, layer, head, query]
            sums[name] = sums.get(name, 0) + (value * has[:, None, None]).sum((0, 3))
            counts[name] = counts.get(name, 0) + int(has.sum())
    return {name: sums[name] / max(counts[name], 1) for name in sums}


def said_twice(first, vocab_size, n=64):
    """Random tokens, the same again: [n, 2 · PERIOD]. No token occurs twice in one half, so that equals are the other half's."""
    draw = np.random.default_rng(SEED + 1)
    halves = np.stack([draw.choice(np.arange(first, vocab_size), PERIOD, replace=False) for _ in range(n)])
    return torch.from_numpy(np.concatenate([halves, halves], 1))


def measure(recipe, model, tokenizer, windows):
    """A row for each head: its scores over text, over what is said twice, and what it clearly does."""
    is_encoder = recipe.family == "bert"
    twice = said_twice(5 if is_encoder else 1, tokenizer.get_vocab_size())
    text = means(model, windows[:: max(1, len(windows) // 96)], is_encoder)
    # In the first half a decoder has nothing to look back at; an encoder sees the second from the first.
    again = means(model, twice, is_encoder, 0 if is_encoder else PERIOD)
    rows = []
    for layer in range(recipe.n_layers):
        for head in range(recipe.n_heads):
            row = {"layer": layer, "head": head}
            for part, scores in (("text", text), ("repeated", again)):
                row[part] = {name: round(float(score[layer, head]), 3) for name, score in scores.items()}
            # Repetition shows what only repetition can: matching. The rest is read from text.
            named = [(score, name) for name, score in row["text"].items() if name not in ("same", "induction")]
            named += [(row["repeated"][name], name) for name in ("same", "induction")]
            row["badges"] = [name for score, name in sorted(named, reverse=True) if score >= CLEARLY]
            rows.append(row)
    return rows
