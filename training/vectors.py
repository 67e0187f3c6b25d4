"""Word vectors from the models' corpora: python -m training.vectors en zh

Skip-gram with negative sampling, by gensim, over the corpora of `recipes.py`; a part of the documents is held out for the loss.
Written as word2vec's text format, as readers save and load it on the page, packed with gzip.
"""

import argparse
import gzip
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import gensim
import numpy as np
from gensim.models import KeyedVectors, Word2Vec

from training.corpora import CORPORA
from training.recipes import CHINESE, ENGLISH, SEED

VECTORS = Path(__file__).parent.parent / "assets" / "vectors"


@dataclass(frozen=True)
class Settings:
    language: str
    corpora: tuple[str, ...]
    dimension: int = 64
    window: int = 5
    negatives: int = 10
    min_count: int = 5
    sample: float = 1e-3
    epochs: int = 20
    most: int = 6000  # the most frequent words, which are shipped


SETTINGS = {"en": Settings("en", ENGLISH), "zh": Settings("zh", CHINESE)}

# a is to b as c is to which word? Asked of the vectors that were learnt; nothing was tuned to them.
ANALOGIES = {
    "en": ["man woman king queen", "man woman father mother", "man woman son daughter", "man woman brother sister", "he she his her",
           "son sons daughter daughters", "year years day days", "man men woman women", "is was are were", "go went come came",
           "father mother brother sister", "good better great greater"],
    "zh": ["男人 女人 父亲 母亲", "父亲 母亲 儿子 女儿", "哥哥 姐姐 弟弟 妹妹", "东 西 南 北", "春 秋 夏 冬", "今天 昨天 今年 去年"],
}  # fmt: skip
SHOWN = {
    "en": ["king", "war", "ship", "money", "children", "sea"],
    "zh": ["春风", "明月", "皇帝", "勇敢", "朋友", "山水"],
}


def sentences(settings):
    """Documents as lists of sentences, a sentence as words: in English letters in lower case, in Chinese jieba's words."""
    if settings.language == "zh":
        import jieba

        jieba.setLogLevel("ERROR")
        cut = lambda line: [word for word in jieba.cut(line) if re.search(r"\w", word)]  # noqa: E731
        ends = r"[。！？；\n]"
    else:
        cut = lambda line: re.findall(r"[a-z]+(?:'[a-z]+)?", line.lower())  # noqa: E731
        ends = r"[.!?;:\n]"
    for name in settings.corpora:
        for document in CORPORA[name].documents():
            yield [words for line in re.split(ends, document) if len(words := cut(line)) > 1]


def held_out_loss(model, held, settings):
    """-log σ(v·u) - Σ log σ(-v·uₙ) of a pair and its noise words, on average over pairs of held-out text."""
    draw = np.random.default_rng(SEED)
    vectors, outputs = model.wv.vectors, model.syn1neg
    counts = np.array([model.wv.get_vecattr(word, "count") for word in model.wv.index_to_key], np.float64) ** 0.75
    noise = counts / counts.sum()
    pairs = []
    for sentence in held:
        ids = [model.wv.key_to_index[word] for word in sentence if word in model.wv.key_to_index]
        for place, centre in enumerate(ids):
            near = ids[max(0, place - settings.window):place] + ids[place + 1:place + 1 + settings.window]
            pairs += [(centre, word) for word in near]
    pairs = random.Random(SEED).sample(pairs, min(20_000, len(pairs)))
    total = 0.0
    for centre, word in pairs:
        negatives = draw.choice(len(noise), settings.negatives, p=noise)
        scores = np.concatenate([[outputs[word] @ vectors[centre]], -(outputs[negatives] @ vectors[centre])])
        total += np.logaddexp(0, -scores).sum()
    return float(total) / len(pairs), len(pairs)


def analogies(vectors, language):
    """Each question with the answer's rank among all words that are shipped, the three of the question left out; None if a word is unknown."""
    found = []
    for line in ANALOGIES[language]:
        a, b, c, expected = line.split()
        if not all(word in vectors for word in (a, b, c, expected)):
            found.append((line, None, None))
            continue
        near = [word for word, _ in vectors.most_similar(positive=[b, c], negative=[a], topn=len(vectors))]
        found.append((line, near.index(expected) + 1, near[0]))
    return found


def make(settings, folder):
    documents = list(sentences(settings))
    random.Random(SEED).shuffle(documents)
    n_held = max(1, len(documents) // 50)
    held = [line for document in documents[:n_held] for line in document]
    trained = [line for document in documents[n_held:] for line in document]
    n_words = sum(map(len, trained))
    model = Word2Vec(trained, vector_size=settings.dimension, window=settings.window, sg=1, negative=settings.negatives, seed=SEED, workers=1,
                     min_count=settings.min_count, sample=settings.sample, epochs=settings.epochs)
    untrained = np.log(2) * (settings.negatives + 1)  # of vectors that know nothing
    loss, n_pairs = held_out_loss(model, held, settings)
    words = model.wv.index_to_key[:settings.most]
    vectors = model.wv.vectors[:len(words)]
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    lines = [f"{len(words)} {settings.dimension}"] + [f"{word} {' '.join(f'{x:.3f}' for x in vector)}" for word, vector in zip(words, vectors)]
    out = folder / settings.language
    out.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress("\n".join([*lines, ""]).encode(), compresslevel=9, mtime=0)
    (out / "vectors.txt.gz").write_bytes(packed)
    assert len(packed) <= 2_000_000 and loss < untrained
    # What is told is what readers get: the words that are shipped, with their three decimals.
    shipped = KeyedVectors.load_word2vec_format(out / "vectors.txt.gz")
    asked = analogies(shipped, settings.language)
    nearest = {word: [near for near, _ in shipped.most_similar(word, topn=5)] for word in SHOWN[settings.language] if word in shipped}
    card(settings, out, n_words, len(documents), len(model.wv), len(words), len(packed), (loss, untrained, n_pairs), asked, nearest)
    print(json.dumps({"loss": loss, "untrained": untrained, "nearest": nearest, "analogies": asked}, ensure_ascii=False, indent=1))


def card(settings, out, n_words, n_documents, n_known, n_shipped, n_bytes, losses, asked, nearest):
    loss, untrained, n_pairs = losses
    known = [rank for _, rank, _ in asked if rank]
    name = {"en": "English", "zh": "Chinese"}[settings.language]
    rows = "".join(f"| {CORPORA[corpus].what} | {CORPORA[corpus].source} | {CORPORA[corpus].licence} |\n" for corpus in settings.corpora)
    text = f"""# {name} word vectors

{n_shipped:,} words, {settings.dimension} dimensions, {n_bytes / 1e6:.2f} MB: trained for this page by `python -m training.vectors {settings.language}`. MIT, as the page.

| data | source | licence |
|---|---|---|
{rows}
{n_documents:,} documents, {n_words:,} words, one document in fifty held out. Skip-gram with {settings.negatives} noise words, window {settings.window}, {settings.epochs} epochs, words seen {settings.min_count} times or
more ({n_known:,}), subsampling {settings.sample}, seed {SEED}, by gensim {gensim.__version__}. What is shipped are the {n_shipped:,} most frequent ones, each of length 1, with three decimals.

## What they score

- Held-out loss {loss:.3f} on {n_pairs:,} pairs with {settings.negatives} noise words each; vectors that know nothing have {untrained:.3f}.
- Analogies, *a* is to *b* as *c* is to *d*: the right word comes first in {sum(rank == 1 for rank in known)} of {len(known)}, among the first ten in {sum(rank <= 10 for rank in known)}.

| question | rank of the answer | first |
|---|--:|---|
{"".join(f"| {line} | {rank or 'a word is not known'} | {first or ''} |" + chr(10) for line, rank, first in asked)}
| word | nearest |
|---|---|
{"".join(f"| {word} | {', '.join(near)} |" + chr(10) for word, near in nearest.items())}
A corpus this small teaches what often stands together, and little grammar; what vectors of billions of words know is not to be expected.
"""
    (out / "README.md").write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(prog="python -m training.vectors", description=__doc__)
    parser.add_argument("languages", nargs="+", choices=list(SETTINGS))
    parser.add_argument("--out", type=Path, default=VECTORS)
    options = parser.parse_args()
    for language in options.languages:
        make(SETTINGS[language], options.out)


if __name__ == "__main__":
    main()
