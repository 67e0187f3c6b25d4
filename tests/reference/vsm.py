"""Vector space models by scikit-learn's CountVectorizer, TfidfTransformer and cosine_similarity, written to vsm.json."""

import random

import numpy as np
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import normalize

from fixture import write

# What stands between white space, or words of letters and digits as scikit-learn finds them, even of one letter.
WAYS = {
    "whitespace": {"tokenizer": str.split, "token_pattern": None},
    "words": {"token_pattern": r"(?u)\b\w+\b"},
}
TF = ["count", "binary", "frequency", "sublinear"]
IDF = ["none", "textbook", "plus-one", "smooth"]
NORM = ["none", "l1", "l2"]
USUAL = [("count", "smooth", "l2"), ("sublinear", "smooth", "l2"), ("frequency", "textbook", "none")]


def drawn(seed, words, n, longest):
    """Documents of words drawn by Zipf's law, some of them empty."""
    rng = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [" ".join(rng.choices(words, weights, k=rng.randint(0, longest))) for _ in range(n)]


CATS = ["The cat sat on the mat.", "The dog sat on the log.", "Cats and dogs are animals.", "The mat is on the floor."]
ENGLISH = """the of and to in is it you that he was for on are with as his they be at one have this from or had by
hot but some what there we can out other were all your when up use word how said an each she which do their time""".split()
CHINESE = "的 了 是 我 荷花 雍和宫 很 美 小猫 没有 过 马路 因为 它 太 累 南京市 长江 大桥 研究 生命 起源 ，".split()
MIXED = ["Straße", "straße", "STRASSE", "ÉCOLE", "école", "Σίσυφος", "ΣΊΣΥΦΟΣ", "İstanbul", "naïve", "北京", "𠮷野家", "3.14", "ß", "ﬁ"]

CORPORA = [
    ("notes", "whitespace", ["雍和宫 的 荷花 很 美"]),
    ("lotus", "whitespace", ["雍和宫 的 荷花 很 美", "荷花 开 了", "南京市 的 长江 大桥 很 长", "我 喜欢 荷花"]),
    ("cats", "words", CATS),
    ("cats and spaces", "whitespace", CATS),
    ("one word again and again", "whitespace", ["a a a a a"]),
    ("one word in all", "whitespace", ["a", "a a", "a a a"]),
    ("one document", "words", ["To be or not to be that is the question"]),
    ("empty ones among them", "whitespace", ["", "a b", "", "b c", "   "]),
    ("the same twice", "whitespace", ["x y z", "x y z"]),
    ("order", "words", ["The dog bites the man", "The man bites the dog"]),
    ("nothing in common", "whitespace", ["a b", "c d", "e f"]),
    ("upper and lower", "whitespace", ["Apple apple APPLE", "apple Banana", "BANANA banana"]),
    ("many scripts", "whitespace", [" ".join(MIXED), " ".join(MIXED[:5]), " ".join(MIXED[3:] * 2)]),
    ("marks", "whitespace", ["it . is , it ?", "is it ! — …", ". . ."]),
    ("english, 12", "words", drawn(1, ENGLISH, 12, 20)),
    ("english, 60", "whitespace", drawn(2, ENGLISH, 60, 30)),
    ("chinese, 10", "whitespace", drawn(3, CHINESE, 10, 15)),
    ("chinese, 50", "whitespace", drawn(4, CHINESE, 50, 25)),
    ("long ones", "whitespace", drawn(5, ENGLISH + CHINESE, 5, 400)),
    ("few words", "whitespace", drawn(6, ["x", "y", "z"], 30, 40)),
    ("numbers", "words", ["1 22 333 22", "22 4444", "1 1 1 333"]),
    ("rare ones", "whitespace", [f"w{i} w{i // 2} all" for i in range(40)]),
]


def weighted(fitted, counts, tf, idf, norm):
    """By scikit-learn's own parts: TfidfTransformer where it has the variant, else what it is made of."""
    fitted, x = fitted.astype(np.float64), counts.astype(np.float64)
    if tf == "binary":
        x = (x > 0).astype(np.float64)
    elif tf == "frequency":
        x = normalize(x, "l1")
    transformer = TfidfTransformer(
        norm=None if norm == "none" else norm, use_idf=idf != "none", smooth_idf=idf == "smooth", sublinear_tf=tf == "sublinear"
    ).fit(fitted)
    if idf == "textbook":  # scikit-learn has no ln(N / df) without + 1
        transformer.idf_ = transformer.idf_ - 1
    return transformer.transform(x), (transformer.idf_.tolist() if idf != "none" else None)


def case(index, name, way, documents):
    lowercase = index % 3 != 2
    counter = CountVectorizer(lowercase=lowercase, **WAYS[way])
    counts = counter.fit_transform(documents)
    weightings = []
    for k in range(6):
        tf, idf, norm = USUAL[k] if k < 3 else (TF[(index + k) % 4], IDF[(index // 2 + k) % 4], NORM[(index + 2 * k) % 3])
        out, idf_values = weighted(counts, counts, tf, idf, norm)
        if k == 0:
            vectorizer = TfidfVectorizer(lowercase=lowercase, **WAYS[way])
            assert abs(vectorizer.fit_transform(documents) - out).max() < 1e-15
        query = documents[-1].split()[:3] + ["荷花"]
        asked = counter.transform([" ".join(query)])
        vector, _ = weighted(counts, asked, tf, idf, norm)
        weightings.append({
            "tf": tf, "idf": idf, "norm": norm, "idf_values": idf_values,
            "rows": out.toarray()[:8].tolist(),
            "sums": np.asarray(out.sum(axis=1)).ravel().tolist(),
            "similarity": cosine_similarity(out[:8]).tolist(),
            "query": " ".join(query), "scores": cosine_similarity(vector, out)[0].tolist(),
        })
    return {
        "name": name, "tokenizer": way, "lowercase": lowercase, "documents": documents, "terms": counter.get_feature_names_out().tolist(),
        "counts": [[[int(i), int(n)] for i, n in sorted(zip(row.indices, row.data))] for row in counts], "weightings": weightings,
    }


cases = [case(index, *corpus) for index, corpus in enumerate(CORPORA)]
write("vsm.json", {"made_by": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}"}, "cases", cases)
