"""LSTM layers and the training of a small bidirectional language model by PyTorch, written to lstm.json.

Inputs and weights are seeded.py's: stream 0 is the input, 1 to 4 are weight_ih, weight_hh, bias_ih and bias_hh of the forward
direction, 5 to 8 those of the backward one, 9 what the output is multiplied by to have a loss. For the language model stream 0
is the embedding, 1 the bias, then four streams for each layer, forwards before backwards, the lower layer first.
"""

import numpy as np
import torch

from fixture import short, write
from seeded import key, tensor

PARTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
SIZES = [(1, 1, 1), (1, 3, 2), (2, 1, 4), (3, 5, 3), (7, 4, 8), (9, 8, 5), (20, 6, 7), (33, 16, 12), (64, 3, 9), (5, 96, 96)]


def drawn(seed, stream, scale, *shape):
    return torch.from_numpy(tensor(key(seed, stream), scale, *shape))


def fill(lstm, seed, first, suffix, scale):
    for place, name in enumerate(PARTS):
        weight = getattr(lstm, f"{name}_{suffix}")
        weight.data.copy_(drawn(seed, first + place, scale, *weight.shape))


def layer(seed, n, d_in, d, scale):
    """Both directions of one layer, the cell of each step by LSTMCell, and all gradients of Σ output · something."""
    lstm = torch.nn.LSTM(d_in, d, bidirectional=True)
    fill(lstm, seed, 1, "l0", scale)
    fill(lstm, seed, 5, "l0_reverse", scale)
    x = drawn(seed, 0, 1.0, n, d_in).requires_grad_()
    out, (h, c) = lstm(x)
    (out * drawn(seed, 9, 1.0, n, 2 * d)).sum().backward()
    cells = np.zeros((2, n, d), np.float32)
    for direction, suffix in enumerate(("l0", "l0_reverse")):
        step = torch.nn.LSTMCell(d_in, d)
        for name in PARTS:
            getattr(step, name).data.copy_(getattr(lstm, f"{name}_{suffix}").data)
        state = None
        for place in range(n) if direction == 0 else range(n - 1, -1, -1):
            state = step(x[place], state)
            cells[direction, place] = state[1].detach()
            assert (state[0] - out[place, direction * d : (direction + 1) * d]).abs().max() < 1e-6
        assert np.abs(cells[direction, n - 1 if direction == 0 else 0] - c[direction].detach().numpy()).max() < 1e-6
    few = n * d_in <= 80 and d <= 8
    gradients = [getattr(lstm, f"{name}_{suffix}").grad for suffix in ("l0", "l0_reverse") for name in PARTS]
    return {
        "seed": seed, "n": n, "d_in": d_in, "d": d, "scale": scale,
        "output": short(out.detach()), "cells": short(cells), "dx": short(x.grad),
        "gradients": [short(gradient) for gradient in gradients] if few else [],
    }  # fmt: skip


class Small(torch.nn.Module):
    def __init__(self, seed, vocab_size, d, scale):
        super().__init__()
        self.embedding = torch.nn.Parameter(drawn(seed, 0, scale, vocab_size, d))
        self.bias = torch.nn.Parameter(drawn(seed, 1, scale, vocab_size))
        self.directions = torch.nn.ModuleList(torch.nn.LSTM(d, d, num_layers=2) for _ in range(2))
        for direction, lstm in enumerate(self.directions):
            for layer in range(2):
                fill(lstm, seed, 2 + 4 * (2 * direction + layer), f"l{layer}", scale)

    def losses(self, sentences):
        """Mean over all tokens that are asked for, forwards and backwards."""
        scores, targets = ([], []), ([], [])
        for ids in sentences:
            ids = torch.tensor(ids)
            x = self.embedding[ids]
            for direction in range(2):
                out = self.directions[direction](x.flip(0) if direction else x)[0]
                wanted = ids.flip(0) if direction else ids
                scores[direction].append(out[:-1] @ self.embedding.T + self.bias)
                targets[direction].append(wanted[1:])
        return [torch.nn.functional.cross_entropy(torch.cat(one), torch.cat(wanted)) for one, wanted in zip(scores, targets)]

    def all(self):
        lists = [self.embedding, self.bias]
        return lists + [getattr(lstm, f"{name}_l{layer}") for lstm in self.directions for layer in range(2) for name in PARTS]


def training(seed, vocab_size, d, sentences, kind, rate, steps, scale=0.4):
    model = Small(seed, vocab_size, d, scale)
    optimiser = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[kind](model.parameters(), lr=rate)
    losses = []
    for _ in range(steps):
        optimiser.zero_grad()
        found = model.losses(sentences)
        losses.append([loss.item() for loss in found])
        sum(found).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
    losses.append([loss.item() for loss in model.losses(sentences)])
    return {
        "seed": seed, "vocab_size": vocab_size, "d": d, "scale": scale, "sentences": sentences, "optimizer": kind, "rate": rate,
        "losses": losses, "weights": [short(weight.detach()) for weight in model.all()],
    }  # fmt: skip


torch.set_num_threads(1)
cases = [{"layer": layer(100 + i, *size, scale)} for i, size in enumerate(SIZES) for scale in ((0.5, 2.0) if i < 6 else (0.3,))]
TEXTS = [[[0, 3, 4, 5, 0]], [[0, 2, 0], [0, 3, 3, 3, 4, 6, 0], [0, 0]], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0], [0, 9, 1, 0]]]
for i, sentences in enumerate(TEXTS):
    for kind, rate in (("sgd", 0.1), ("sgd", 1.0), ("adam", 0.01)):
        cases.append({"training": training(200 + i, 10 + i, 3 + 2 * i, sentences, kind, rate, 12)})
write("lstm.json", {"made_by": f"PyTorch {torch.__version__.split('+')[0]}, NumPy {np.__version__}"}, "cases", cases)
