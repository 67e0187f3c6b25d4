"""What is measured of the page's ELMo, and the card that says so."""

from dataclasses import asdict

import numpy as np
import torch

from training import corpora, elmo_text as texts
from training.baselines import Baselines
from training.readme import table
from training.recipes import SEED


def held_out(recipe, model, ids):
    """Nats a token on the held-out text, forwards and backwards, and how many tokens of each direction were asked."""
    rows, starts = texts.windows(ids, recipe.length)
    with torch.no_grad():
        losses = [[loss.item() for loss in model.losses(torch.from_numpy(some))] for some in np.array_split(rows, max(1, len(rows) // 50))]
    return np.mean(losses, 0), rows[:, 1:].size, (rows, starts)


def baselines(recipe, vocabulary, ids):
    """Unigram and interpolated trigram on the tokens that the forward direction was asked for."""

    def places(part):
        rows, starts = texts.windows(ids[part], recipe.length)
        return ids[part], (starts[:, None] + np.arange(1, recipe.length)).ravel(), rows[:, 1:].ravel()

    return Baselines(ids["train"], len(vocabulary), False).measure(places("weights"), places("held_out"))


def senses(word, shown, model, vocabulary, line):
    """Mean cosine between a word's vectors within a sense and between the senses, layer by layer and mixed.

    The vector of a word of several tokens is their mean; the mix is the mean of the three layers (the page's first). How often the word
    stands in the text that the model was trained on, `line`, is told as well.
    """
    places = {token: place for place, token in enumerate(vocabulary)}
    vectors, tags = [], []
    pieces = [places[token] for token in texts.cut(word)]
    for text, sense in shown:
        ids = texts.sentence(text, places)
        assert texts.UNKNOWN not in ids, text
        (at,) = [at for at in range(len(ids)) if ids[at : at + len(pieces)] == pieces]
        with torch.no_grad():
            layers = model.layers(torch.tensor(ids))[:, at : at + len(pieces)].mean(1)
        vectors.append(torch.cat([layers, layers.mean(0, keepdim=True)]))
        tags.append(sense)
    unit = torch.nn.functional.normalize(torch.stack(vectors), dim=2)  # [sentences, 4, 2 d]
    found = []
    for layer, name in enumerate(("static", "layer 1", "layer 2", "mix")):
        cosines = unit[:, layer] @ unit[:, layer].T
        within, between = [], []
        for a in range(len(tags)):
            for b in range(a):
                (within if tags[a] == tags[b] else between).append(cosines[a, b].item())
        found.append({"of": name, "within": round(float(np.mean(within)), 3), "between": round(float(np.mean(between)), 3)})
    n = int(np.logical_and.reduce([line[at : len(line) - len(pieces) + 1 + at] == piece for at, piece in enumerate(pieces)]).sum())
    return {"word": word, "in_training_text": n, "sentences": len(shown), "cosines": found}


def card(recipe, model, whole, vocabulary, ids, steps, seconds, folder):
    """`model` is the one read back from its file, `whole` the one that was trained."""
    losses, n, _ = held_out(recipe, model, ids["held_out"])
    exact, _, _ = held_out(recipe, whole, ids["held_out"])
    used = [corpora.CORPORA[name] for name in recipe.corpora]
    return {
        "name": recipe.name,
        "language": recipe.language,
        "architecture": "two-layer bidirectional LSTM language model",
        "sizes": {"d": recipe.d, "n_layers": 2, "vocab_size": len(vocabulary)},
        "parameters": sum(weight.numel() for weight in model.parameters()),
        "weights": {"dtype": "F16", "bytes": (folder / "model.safetensors").stat().st_size},
        "licence": "MIT",
        "corpora": [{key: value for key, value in asdict(one).items() if key != "documents"} for one in used],
        "tokens": {part: len(line) for part, line in ids.items()},
        "unknown_share": round(float((ids["held_out"] == texts.UNKNOWN).mean()), 4),
        "training": {
            "steps": steps, "rows": recipe.rows, "length": recipe.length, "tokens_seen": steps * recipe.rows * recipe.length,
            "optimizer": "Adam", "lr": recipe.lr, "clipped_to": 1.0, "seed": SEED, "seconds": round(seconds), "torch": torch.__version__,
        },
        "held_out": {
            "unit": "nats a token", "tokens": n,
            "forwards": round(float(losses[0]), 4), "backwards": round(float(losses[1]), 4),
            "forwards_f32": round(float(exact[0]), 4), "backwards_f32": round(float(exact[1]), 4),
            "baselines": baselines(recipe, vocabulary, ids),
        },
        "senses": [senses(*one, model, vocabulary, ids["train"]) for one in (texts.SHOWN[recipe.language], *texts.ALSO[recipe.language])],
    }  # fmt: skip


def readme(card):
    sizes, run, held, tokens = card["sizes"], card["training"], card["held_out"], card["tokens"]
    language = {"en": "English", "zh": "Chinese"}[card["language"]]
    row = lambda name, loss: [name, f"{loss:.3f}", f"{np.exp(loss):.1f}"]
    losses = [row("forwards, F16 as shipped", held["forwards"]), row("backwards, F16 as shipped", held["backwards"])]
    losses += [row(one["name"], one["loss"]) for one in held["baselines"]]
    cosines = [
        [f"{word['word']} ({word['in_training_text']:,}){whose}", one["of"], f"{one['within']:.3f}", f"{one['between']:.3f}", f"{one['within'] - one['between']:.3f}"]
        for word, whose in zip(card["senses"], [", the page's", ", pairs", *[""] * len(card["senses"])])
        for one in word["cosines"]
    ]
    return f"""# {card["name"]}

A small {language} ELMo, made to be looked at: {card["architecture"]}, {sizes["d"]} numbers in an embedding and in each direction's state,
{sizes["vocab_size"]:,} tokens (a word, a Chinese character or a mark each; `vocab.txt`, a line for each, its id the line's number from 0).
{card["parameters"]:,} parameters in F16: {card["weights"]["bytes"]:,} bytes. Made by `python -m training {card["name"]}`; this page too.
It knows little and says it badly; it is no source of facts.

## Data

{table(["corpus", "from", "licence"], [[one["what"], one["source"], one["licence"]] for one in card["corpora"]])}

{tokens["train"]:,} tokens to train on, {tokens["weights"]:,} for the baselines' weights, {tokens["held_out"]:,} held out, by whole documents.
{card["unknown_share"]:.1%} of the held-out tokens are not in the vocabulary and read `<unk>`, for the model as for the baselines.

## Training

{run["steps"]:,} steps of {run["rows"]} rows of {run["length"]} tokens, {run["tokens_seen"]:,} tokens, in {run["seconds"] / 60:.0f} minutes of one core;
Adam at {run["lr"]}, which falls to 0 over the last third; gradients clipped to a length of {run["clipped_to"]}; seed {run["seed"]}; PyTorch {run["torch"]}.
The loss is the sum of both directions'.

## How good it is

Held-out loss in nats a token over {held["tokens"]:,} tokens of each direction, rows of {run["length"]} tokens that begin anywhere, and perplexity; the baselines read forwards:

{table(["", "loss", "perplexity"], losses)}

In F32 the losses are {held["forwards_f32"]} and {held["backwards_f32"]}: the difference is what half the bytes cost.

## One word, two senses

Mean cosine between the vectors of a word in six sentences, of the same sense and of different senses (the mix is the mean of the three
layers). The static vectors are one vector, so all their cosines are 1. Behind a word stands how often the text has it that the model was
trained on. The first sentences are the page's; the others stand in `training/elmo_text.py`, and none that were tried are left out. The pairs say
the same but for the words that make the sense: what comes apart there is the sense, elsewhere it may be the place in the sentence as well:

{table(["word", "", "same sense", "different senses", "apart by"], cosines)}

## Licence

MIT, as the rest of Heedmap. The corpora's licences are above.
"""
