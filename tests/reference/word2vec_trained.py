"""Vectors that gensim learns from the page's two example texts, several times with the page's settings, written to word2vec_trained.json.

What is random makes every training another one, so the trainings are held against each other as well: how far gensim agrees with itself
is what can be asked of somebody else.
"""

from itertools import combinations

import numpy as np
from gensim.models import Word2Vec

from fixture import HERE, write

I18N = HERE.parent.parent / "src" / "i18n"
SEEDS = range(1, 6)
N_WORDS, N_NEAR = 24, 5
# The page's, when nothing is set.
SETTINGS = {"vector_size": 32, "window": 4, "negative": 5, "epochs": 50, "alpha": 0.1, "min_count": 1, "sample": 0, "workers": 1}
# a is to b as c is to d; all words are the texts'.
ANALOGIES = {
    "en": ["man king woman queen", "king queen man woman", "man father woman mother", "father mother man woman", "his king her queen", "king man queen woman"],
    "zh": ["男人 国王 女人 王后", "国王 王后 男人 女人", "男人 父亲 女人 母亲", "父亲 母亲 男人 女人", "他 国王 她 王后", "国王 男人 王后 女人"],
}


def agreement(a, b):
    """The share of the neighbours of each word that both have."""
    return float(np.mean([len(set(x) & set(y)) / N_NEAR for x, y in zip(a, b)]))


cases = []
for language, analogies in ANALOGIES.items():
    sentences = [line.split() for line in (I18N / language / "word2vec.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    for kind in ("cbow", "skip-gram"):
        models = [Word2Vec(sentences, sg=int(kind == "skip-gram"), seed=seed, **SETTINGS).wv for seed in SEEDS]
        words = sorted(models[0].index_to_key, key=lambda word: (-models[0].get_vecattr(word, "count"), word))[:N_WORDS]
        near = [[[other for other, _ in one.most_similar(word, topn=N_NEAR)] for word in words] for one in models]
        cosines = np.array([[one.similarity(a, b) for a, b in combinations(words, 2)] for one in models])
        answers = [[one.most_similar(positive=[b, c], negative=[a], topn=1)[0][0] == d for a, b, c, d in map(str.split, analogies)] for one in models]
        pairs = list(combinations(range(len(models)), 2))
        cases.append({
            "language": language, "kind": kind, "words": words, "near": near, "cosines": [round(float(x), 4) for x in cosines.mean(0)], "analogies": analogies,
            "agreement": round(float(np.mean([agreement(near[a], near[b]) for a, b in pairs])), 4),
            "correlation": round(float(np.mean([np.corrcoef(cosines[a], cosines[b])[0, 1] for a, b in pairs])), 4),
            "accuracy": round(float(np.mean(answers)), 4),
        })  # fmt: skip
        print(language, kind, {key: cases[-1][key] for key in ("agreement", "correlation", "accuracy")})
write("word2vec_trained.json", {"made_by": "gensim 4.4.0", "settings": SETTINGS}, "cases", cases)
