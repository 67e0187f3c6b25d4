"""Probabilities of N-grams and perplexities by nltk.lm, written to ngram.json.

nltk's own pipeline puts N - 1 end marks behind a sentence and counts start marks as tokens too. Heedmap counts what has to be
guessed, each token and one end, as Jurafsky and Martin do; so nltk is handed exactly these N-grams, and its vocabulary does not
count the start mark among the things that may come next. What is made of the counts is nltk's. It has no interpolation
with a fixed weight; its class for interpolated models is given one.
"""

import random

from nltk.lm import MLE, KneserNeyInterpolated, Lidstone, Vocabulary
from nltk.lm.models import InterpolatedLanguageModel
from nltk.lm.smoothing import KneserNey, Smoothing

from fixture import write
from lines import CORPORA

START, END = "<s>", "</s>"


class Guessed(Vocabulary):
    """All that may come next: the start mark is known, and not counted."""

    def __init__(self, tokens):
        super().__init__([*tokens, START])

    def __len__(self):
        return super().__len__() - 1


class Fixed(Smoothing):
    """Jelinek and Mercer's interpolation."""

    def __init__(self, vocabulary, counter, weight, **_):
        super().__init__(vocabulary, counter)
        self.weight = weight

    def unigram_score(self, word):
        return self.counts.unigrams.freq(word)

    def alpha_gamma(self, word, context):
        return self.weight * self.counts[context].freq(word), 1 - self.weight


def places(tokens, order, marks):
    """Each place that has to be guessed, with the longest context that there is."""
    whole = [START] * (order - 1) * marks + tokens + [END] * marks
    first = (order - 1) * marks
    return [tuple(whole[max(0, i - order + 1):i + 1]) for i in range(first, len(whole))]


def model(way, order, vocabulary, k, weight, discount):
    if way == "maximum-likelihood":
        return MLE(order, vocabulary)
    if way == "add-k":
        return Lidstone(k, order, vocabulary)
    if way == "interpolation":
        return InterpolatedLanguageModel(Fixed, order, vocabulary=vocabulary, params={"weight": weight})
    return KneserNeyInterpolated(order, discount, vocabulary=vocabulary)


def sentences(text, words):
    return [line.split() if words else list(line) for line in text.splitlines() if line.strip()]


def main():
    draw = random.Random(20261129)
    rows = []
    for name, words in [("English", True), ("English", False), ("Chinese", False), ("ties", True), ("repeated", False), ("one", True), ("lines", False)]:
        corpus = sentences(CORPORA[name], words)
        tokens = [token for sentence in corpus for token in sentence]
        asked = [draw.choice(corpus)[:20] for _ in range(2)]
        mixed = [draw.choice(tokens) for _ in range(7)] + ["⍰"]
        asked.append(draw.sample(mixed, len(mixed)))
        for order in range(1, 6):
            for marks in (True, False):
                vocabulary = Guessed(tokens + [END] * marks)
                for way in ("maximum-likelihood", "add-k", "interpolation", "kneser-ney"):
                    # Without marks, or with N = 1, nltk divides by 0 where nothing ever came before.
                    if way == "kneser-ney" and (not marks or order == 1):
                        continue
                    k, weight, discount = draw.choice([1.0, 0.5, 0.01]), draw.choice([0.7, 0.25]), draw.choice([0.75, 0.1])
                    lm = model(way, order, vocabulary, k, weight, discount)
                    grams = [place[-n:] for sentence in corpus for place in places(sentence, order, marks) for n in range(1, len(place) + 1)]
                    lm.fit([grams])
                    found = []
                    for sentence in asked:
                        guessed = places(sentence, order, marks)
                        scores = [lm.score(place[-1], place[:-1]) for place in guessed]
                        perplexity = lm.perplexity(guessed) if all(scores) else None
                        found.append({"tokens": sentence, "scores": scores, "perplexity": perplexity})
                    rows.append({"corpus": name, "words": words, "order": order, "marks": marks, "smoothing": way, "k": k, "lambda": weight,
                                 "discount": discount, "vocab_size": len(vocabulary), "asked": found})

    write("ngram.json", {"made_by": "nltk 3.10.4", "corpora": {name: CORPORA[name] for name in sorted({row["corpus"] for row in rows})}}, "cases", rows)


if __name__ == "__main__":
    main()
