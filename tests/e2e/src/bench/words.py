"""Learns word vectors by gensim, one worker, and says how long that took.

    PYTHONPATH=… python3 words.py SENTENCES cbow|skip-gram

SENTENCES has a sentence a line, its words parted by spaces. The settings are those of `vectors.js`. One line of JSON comes out: milliseconds
of training alone, words read, and words that have a vector.
"""

import json
import sys
import time

from gensim.models import Word2Vec

file, architecture = sys.argv[1:]
with open(file, encoding="utf-8") as lines:
    sentences = [line.split() for line in lines]
model = Word2Vec(
    vector_size=100, window=5, negative=5, hs=0, min_count=5, sample=0, alpha=0.025, seed=1, epochs=1,
    cbow_mean=1, sg=int(architecture == "skip-gram"), workers=1,
)
model.build_vocab(sentences)
start = time.perf_counter()
read, _ = model.train(sentences, total_examples=model.corpus_count, epochs=1)
took = time.perf_counter() - start
print(json.dumps({"ms": 1e3 * took, "n_read": read, "n_words": len(model.wv)}))
