"""Held-out loss of a model beside its baselines, on the same tokens."""

import numpy as np
import torch
import torch.nn.functional as F

from training.baselines import Baselines
from training.data import held_out_windows
from training.model import logits


def held_out_loss(model, inputs, targets):
    """Nats a token, over the targets that are not -100."""
    total, n = 0.0, 0
    with torch.no_grad():
        for some, wanted in zip(inputs.split(16), targets.split(16)):
            here = wanted != -100
            total += F.cross_entropy(logits(model, some, here).float(), wanted[here], reduction="sum").item()
            n += int(here.sum())
    return total / n, n


def places_of(recipe, tokenizer, ids):
    """The tokens that count in the windows of ids, where they stand, and ids as the model sees them (what is masked nobody saw)."""
    inputs, targets, starts = held_out_windows(recipe, tokenizer, ids)
    row, column = np.nonzero(targets.numpy() != -100)
    tokens = targets.numpy()[row, column]
    if recipe.family != "bert":
        return ids, starts[row] + column + 1, tokens
    places, seen = starts[row] + column - 1, ids.copy()
    seen[places] = tokenizer.token_to_id("[MASK]")
    return seen, places, tokens


def evaluate(recipe, tokenizer, ids, whole, exported):
    """The numbers of the card: `whole` is the model as trained (F32), `exported` the one read back from its file (F16)."""
    inputs, targets, _ = held_out_windows(recipe, tokenizer, ids["held_out"])
    (trained, n), (shipped, _) = held_out_loss(whole, inputs, targets), held_out_loss(exported, inputs, targets)
    texts = [places_of(recipe, tokenizer, ids[part]) for part in ("weights", "held_out")]
    # The trigram reads the two tokens before as they were, masked or not. That is an advantage over an encoder.
    whole_texts = [(ids[part], *places) for part, (_, *places) in zip(("weights", "held_out"), texts)]
    measured = Baselines(ids["train"], tokenizer.get_vocab_size(), False).measure(*whole_texts)
    if recipe.family == "bert":
        measured.append(Baselines(ids["train"], tokenizer.get_vocab_size(), True).measure(*texts)[-1])
    return {
        "unit": "nats a masked token" if recipe.family == "bert" else "nats a token",
        "tokens": n,
        "loss": round(shipped, 4),
        "perplexity": round(float(np.exp(shipped)), 1),
        "loss_f32": round(trained, 5),
        "loss_f16": round(shipped, 5),
        "baselines": measured,
    }
