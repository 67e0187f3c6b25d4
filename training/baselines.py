"""What a model must beat on the same held-out tokens: a table of how often tokens occur, and tables of neighbours.

Each baseline is a mixture of experts: p = Σ weight · p_expert. The weights are fitted by expectation maximisation on text
that neither the counts nor the model have seen, and that is not the held-out text either. All losses are in nats a token.
"""

import numpy as np


class Counts:
    """How often a token stood in a context: the tokens at the given offsets from it."""

    def __init__(self, ids, vocab_size, offsets):
        self.vocab_size, self.offsets = vocab_size, offsets
        places = np.arange(max([0] + [-o for o in offsets]), len(ids) - max([0] + list(offsets)))
        contexts = self.key([ids[places + offset] for offset in offsets], len(places))
        self.contexts, self.n_context = np.unique(contexts, return_counts=True)
        self.whole, self.n_whole = np.unique(contexts * vocab_size + ids[places], return_counts=True)

    def key(self, columns, n):
        """One number for a context."""
        key = np.zeros(n, np.int64)
        for column in columns:
            key = key * self.vocab_size + column
        return key

    def probability(self, columns, tokens, otherwise):
        """p(token | context); where the context was never seen, what is said otherwise."""
        contexts = self.key(columns, len(tokens))
        n = look_up(self.contexts, self.n_context, contexts)
        both = look_up(self.whole, self.n_whole, contexts * self.vocab_size + tokens)
        return np.where(n > 0, both / np.maximum(n, 1), otherwise)


def look_up(keys, values, wanted):
    places = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    return np.where(keys[places] == wanted, values[places], 0)


def fit(experts, rounds=60):
    """The weights of the mixture that make these tokens most probable; experts [n, n_experts]."""
    weights = np.full(experts.shape[1], 1 / experts.shape[1])
    for _ in range(rounds):
        shares = experts * weights
        weights = (shares / shares.sum(1, keepdims=True)).mean(0)
    return weights


class Baselines:
    """Unigram, and a trigram either of the two tokens before or of a neighbour on each side."""

    def __init__(self, ids, vocab_size, both_sides):
        self.vocab_size = vocab_size
        offsets = ((-1,), (1,), (-1, 1)) if both_sides else ((-1,), (-2, -1))
        self.unigram = Counts(ids, vocab_size, ())
        self.tables = [Counts(ids, vocab_size, one) for one in offsets]
        neighbours = ["left neighbour", "right neighbour", "both neighbours"]
        self.names = ["uniform", "unigram"] + (neighbours if both_sides else ["bigram", "trigram"])
        self.second = "interpolated trigram of both neighbours" if both_sides else "interpolated trigram"

    def experts(self, ids, places, tokens):
        """What each expert gives to the tokens at these places of ids: [n, n_experts]."""
        padded = np.concatenate([ids[:1], ids[:1], ids, ids[-1:]])  # at the edges something has to stand
        columns = [np.full(len(tokens), 1 / self.vocab_size), self.unigram.probability((), tokens, 0.0)]
        for table in self.tables:
            context = [padded[places + 2 + offset] for offset in table.offsets]
            # An unseen pair leaves it to what one neighbour says.
            columns.append(table.probability(context, tokens, columns[-1] if len(context) == 2 else columns[1]))
        return np.stack(columns, 1)

    def measure(self, fitting, held_out):
        """Losses on held_out with weights from fitting; each is (ids, places, tokens)."""
        fitted, tested = self.experts(*fitting), self.experts(*held_out)
        results = []
        for name, columns in (("unigram", 2), (self.second, fitted.shape[1])):
            weights = fit(fitted[:, :columns])
            loss = float(-np.log(tested[:, :columns] @ weights).mean())
            shares = {label: round(float(weight), 4) for label, weight in zip(self.names, weights)}
            results.append({"name": name, "loss": round(loss, 4), "perplexity": round(float(np.exp(loss)), 1), "weights": shares})
        return results
