"""Text as token ids: three parts that share no document, and the rows that a step of the training sees."""

import numpy as np
import torch

from training.corpora import CORPORA
from training.recipes import END, SEED

HELD_OUT, WEIGHTS = 7, 13  # of every 20 documents of a corpus: the one held out, the one for the baselines' weights


def split(recipe):
    """Documents by what they are for: "train"; "weights", for fitting the baselines' weights; "held_out", seen by nobody."""
    parts = {"train": [], "weights": [], "held_out": []}
    for name in recipe.corpora:
        for index, text in enumerate(CORPORA[name].documents()):
            part = {HELD_OUT: "held_out", WEIGHTS: "weights"}.get(index % 20, "train")
            parts[part].append(text)
    return parts


def separator(tokenizer):
    return tokenizer.token_to_id(END) if tokenizer.token_to_id(END) is not None else tokenizer.token_to_id("[SEP]")


def stream(tokenizer, documents, seed=SEED):
    """All documents in one line of ids, in a shuffled order, with a separator before each."""
    order = np.random.default_rng(seed).permutation(len(documents))
    encodings = tokenizer.encode_batch([documents[i] for i in order], add_special_tokens=False)
    end = [separator(tokenizer)]
    return np.concatenate([np.array(end + encoding.ids, np.int64) for encoding in encodings] + [np.array(end)])


def repeated_rows(draw, n, length, first, vocab_size):
    """Random tokens said again and again with a period of 8 to 64: [n, length], and where a token can be known.

    Text alone repeats itself too rarely for a model that sees a few million tokens to learn to look back at what came after
    the same token before (an induction head). Here nothing else helps.
    """
    rows, known = np.empty((n, length), np.int64), np.zeros((n, length), bool)
    for row in range(n):
        period = int(draw.integers(8, 65))
        rows[row] = np.resize(draw.integers(first, vocab_size, period), length)
        known[row, period:] = True
    return rows, known


class Rows:
    """What each step sees; step n always sees the same, so an interrupted training goes on as if it had not been."""

    def __init__(self, recipe, tokenizer, ids):
        self.recipe, self.ids = recipe, ids
        self.is_encoder = recipe.family == "bert"
        self.special = 5 if self.is_encoder else 1  # ids below are special tokens
        self.vocab_size = tokenizer.get_vocab_size()
        self.begin, self.end, self.mask = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]", "[MASK]"))

    def step(self, number):
        """Input ids and targets [rows, context], and positions where they are not 0, 1, 2, …; a target of -100 counts for nothing."""
        recipe, draw = self.recipe, np.random.default_rng((SEED, number))
        guess_all = number < recipe.guess_all
        body = recipe.context // 2 if guess_all else recipe.context - 2 if self.is_encoder else recipe.context + 1
        starts = draw.integers(0, len(self.ids) - body, recipe.rows)
        rows = np.stack([self.ids[start : start + body] for start in starts])
        known = np.ones(rows.shape, bool)
        n = int(draw.binomial(recipe.rows, recipe.repeated))
        # The Llama-like vocabulary has 256 bytes that text hardly uses; here they are tokens like others.
        rows[:n], known[:n] = repeated_rows(draw, n, body, self.special, self.vocab_size)
        if guess_all:
            return self.all_guessed(rows, draw)
        if self.is_encoder:
            return *self.masked(rows, draw), None
        inputs, targets = rows[:, :-1], np.where(known, rows, -100)[:, 1:]
        return torch.from_numpy(inputs.copy()), torch.from_numpy(targets.copy()), None

    def all_guessed(self, rows, draw):
        """[CLS] text [SEP], then [MASK] for each of its tokens, at the same position: see guess_all in attention.py.

        The positions begin anywhere, so that all of them are learnt from texts of half the context.
        """
        rows[:, 0], rows[:, -1] = self.begin, self.end
        is_text = rows >= self.special
        inputs = np.concatenate([rows, np.where(is_text, self.mask, rows)], 1)
        targets = np.concatenate([np.full_like(rows, -100), np.where(is_text, rows, -100)], 1)
        half = rows.shape[1]
        positions = np.arange(half) + draw.integers(0, self.recipe.context - half + 1, (len(rows), 1))
        return torch.from_numpy(inputs), torch.from_numpy(targets), torch.from_numpy(np.concatenate([positions, positions], 1))

    def masked(self, rows, draw):
        """[CLS] text [SEP], where some tokens read [MASK] and are to be guessed.

        BERT leaves one in ten of these as it is and puts another token for one in ten, for the sake of what is made of it
        later. Of ours nothing is made, and every mask counts.
        """
        chosen = (draw.random(rows.shape) < self.recipe.masked) & (rows >= self.special)
        targets, inputs = np.where(chosen, rows, -100), np.where(chosen, self.mask, rows)
        inputs = np.pad(inputs, ((0, 0), (1, 1)))
        inputs[:, 0], inputs[:, -1] = self.begin, self.end
        targets = np.pad(targets, ((0, 0), (1, 1)), constant_values=-100)
        return torch.from_numpy(inputs), torch.from_numpy(targets)


def held_out_windows(recipe, tokenizer, ids, most=1200):
    """The held-out text cut into windows that do not overlap, for an encoder with one token in seven masked.

    Inputs and targets [windows, context], and the place of each window in ids; no more than `most`, spread over all.
    """
    rows = Rows(recipe, tokenizer, ids)
    body = recipe.context - 2 if rows.is_encoder else recipe.context + 1
    starts = np.arange(0, len(ids) - body, body)
    starts = starts[np.linspace(0, len(starts) - 1, min(most, len(starts))).astype(int)]
    windows = np.stack([ids[start : start + body] for start in starts])
    if not rows.is_encoder:
        return torch.from_numpy(windows[:, :-1].copy()), torch.from_numpy(windows[:, 1:].copy()), starts
    draw = np.random.default_rng(SEED)
    chosen = (draw.random(windows.shape) < 0.15) & (windows >= rows.special)
    inputs = np.pad(np.where(chosen, rows.mask, windows), ((0, 0), (1, 1)))
    inputs[:, 0], inputs[:, -1] = rows.begin, rows.end
    targets = np.pad(np.where(chosen, windows, -100), ((0, 0), (1, 1)), constant_values=-100)
    return torch.from_numpy(inputs), torch.from_numpy(targets), starts
