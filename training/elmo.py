"""The page's ELMo: a two-layer bidirectional LSTM language model, from nothing to assets/elmo.

The layers are torch.nn.LSTM's own. Both directions share the embedding, which is the softmax's matrix as well (tied), as small
models do; the paper (Peters et al., "Deep contextualized word representations", 2018) shares the two between the directions.
What the paper has and this has not: characters under the words, projections, a residual connection.
"""

import json
import time
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from training import elmo_text as texts
from training.fetch import CACHE
from training.recipes import CHINESE, ENGLISH, SEED, rate

EVERY = 100  # steps from one checkpoint to the next


@dataclass(frozen=True)
class Elmo:
    name: str
    language: str
    vocab_size: int
    corpora: tuple[str, ...]
    steps: int
    d: int = 64  # of the embedding, and of each direction's hidden state
    rows: int = 32  # rows a step
    length: int = 32  # tokens a row
    lr: float = 4e-3  # of Adam, at its highest


RECIPES = {
    one.name: one
    for one in (
        Elmo("elmo-en", "en", 2400, ENGLISH, steps=6000),
        Elmo("elmo-zh", "zh", 2800, CHINESE, steps=10000),
    )
}


class BiLM(torch.nn.Module):
    """Two language models, one that reads forwards and one that reads backwards, each of two LSTM layers."""

    def __init__(self, vocab_size, d):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocab_size, d)
        torch.nn.init.normal_(self.embedding.weight, std=0.5)  # wide enough for the gates to tell tokens apart at once
        self.bias = torch.nn.Parameter(torch.zeros(vocab_size))
        self.forwards = torch.nn.LSTM(d, d, num_layers=2, batch_first=True)
        self.backwards = torch.nn.LSTM(d, d, num_layers=2, batch_first=True)
        for lstm in (self.forwards, self.backwards):
            for name, weight in lstm.named_parameters():
                if "bias_ih" in name:  # a gate that forgets little at first (Jozefowicz et al., 2015)
                    weight.data[d : 2 * d] += 1.0

    def states(self, ids):
        """The upper layer of each direction, both in the order of the text: two of [rows, length, d]."""
        x = self.embedding(ids)
        return self.forwards(x)[0], self.backwards(x.flip(1))[0].flip(1)

    def layers(self, ids):
        """The three layers of ELMo for one line of ids: [3, length, 2 d]; the lowest is the embedding, twice."""
        x = self.embedding(ids)[None]
        found = [torch.cat([x, x], 2)]
        before, after = x, x
        for layer in range(2):
            before = one_layer(self.forwards, layer, before)
            after = one_layer(self.backwards, layer, after.flip(1)).flip(1)
            found.append(torch.cat([before, after], 2))
        return torch.cat(found)

    def losses(self, ids):
        """Nats a token, forwards and backwards."""
        before, after = self.states(ids)
        says = lambda state, wanted: F.cross_entropy(F.linear(state.flatten(0, 1), self.embedding.weight, self.bias), wanted.flatten())
        return says(before[:, :-1], ids[:, 1:]), says(after[:, 1:], ids[:, :-1])


def one_layer(lstm, layer, x):
    alone = torch.nn.LSTM(x.shape[2], lstm.hidden_size, batch_first=True)
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        getattr(alone, f"{name}_l0").data.copy_(getattr(lstm, f"{name}_l{layer}").data)
    return alone(x)[0]


def train(recipe, model, ids, steps, checkpoint):
    """Trains from the checkpoint on, if there is one; returns the steps and the seconds."""
    optimiser = torch.optim.Adam(model.parameters(), lr=recipe.lr, betas=(0.9, 0.98))
    step, seconds, losses = 0, 0.0, []
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        step, seconds = saved["step"], saved["seconds"]
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
    edges = np.flatnonzero(ids == texts.EDGE)
    began = time.process_time() - seconds
    while step < steps:
        for group in optimiser.param_groups:
            group["lr"] = recipe.lr * rate(step, steps)
        rows = texts.rows(ids, edges, recipe.rows, recipe.length, np.random.default_rng((SEED, step)))
        optimiser.zero_grad()
        before, after = model.losses(torch.from_numpy(rows))
        (before + after).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        losses.append((before.item(), after.item()))
        step += 1
        if step % EVERY == 0 or step == steps:
            seconds = time.process_time() - began
            before, after = np.mean(losses, 0)
            speed = step * recipe.rows * recipe.length / seconds
            print(f"{recipe.name}: step {step} of {steps}, loss {before:.3f} and {after:.3f}, {speed:,.0f} tokens/s", flush=True)
            losses = []
            state = {"step": step, "seconds": seconds, "model": model.state_dict(), "optimiser": optimiser.state_dict()}
            partial = checkpoint.with_suffix(".partial")
            torch.save(state, partial)
            partial.replace(checkpoint)
    return step, seconds


def tensors(model):
    """The weights by their names in the file: PyTorch's, with a direction's own before them."""
    return {name: weight.detach().half().contiguous() for name, weight in model.state_dict().items()}


def make(recipe, steps, folder):
    from training.elmo_card import card, readme

    work = CACHE / recipe.name
    work.mkdir(parents=True, exist_ok=True)
    vocabulary, ids = texts.kept(recipe, work / "ids.npz")
    print(f"{recipe.name}: {len(vocabulary):,} tokens, " + ", ".join(f"{len(line):,} {part}" for part, line in ids.items()), flush=True)
    torch.manual_seed(SEED)
    model = BiLM(len(vocabulary), recipe.d)
    steps, seconds = train(recipe, model, ids["train"], steps, work / "checkpoint.pt")
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors(model), folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    # What is described is what is shipped: read back, widened from F16.
    read = BiLM(len(vocabulary), recipe.d)
    read.load_state_dict({name: weight.float() for name, weight in load_file(folder / "model.safetensors").items()})
    found = card(recipe, read.eval(), model.eval(), vocabulary, ids, steps, seconds, folder)
    (folder / "card.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(readme(found), encoding="utf-8")
