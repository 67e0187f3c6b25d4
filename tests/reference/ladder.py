"""Sentences on every rung of the ladder, by those who made the rungs: scikit-learn, nltk, gensim, PyTorch, transformers. Written to ladder.json.

Of each word a vector, and the cosine between every two; null where there is no vector. Words are those of a pattern in English and
jieba's in Chinese, in lower case; where a rung reads other tokens than words, a word's vector is the mean of those that lie in it.
"""

import re
import sys

import jieba
import numpy as np
import torch
from gensim.models import KeyedVectors
from nltk.lm import Lidstone
from safetensors.torch import load_file
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from tokenizers import Tokenizer
from transformers import AutoModel

from fixture import HERE, write
from ngram import END, Guessed, places

ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))
from training import elmo_text as texts  # noqa: E402
from training.elmo import BiLM  # noqa: E402

ORDER, K = 3, 0.5
CORPORA = {
    "en": "The king sat on the bank of the river\nThe bank lent money\nA king counted the money of the bank\nOn the river sat a bird",
    "zh": "春天的花很美\n老师花了很多钱\n山上的花开了\n老师看见山上的花",
}
SENTENCES = {
    "en": ["The king sat on the bank of the river and counted the money of the bank", "Unbelievably, the riverbank flooded!", "king", "money money blicket money"],
    "zh": ["春天的花很美，老师花了很多钱看山上的花", "火车今天来了", "花", "老师用iPhone看花！"],
}


def words(language, text):
    """Each word in lower case with its place in characters."""
    if language == "en":
        return [(found.group().lower(), found.span()) for found in re.finditer(r"\w+", text)]
    return [(word.lower(), (start, end)) for word, start, end in jieba.tokenize(text) if re.search(r"\w", word)]


def gather(spans, pieces, rows):
    """The mean of the rows of the pieces in each word."""
    inside = [[row for (a, b), row in zip(pieces, rows) if a < end and start < b] for start, end in spans]
    return [np.mean(some, axis=0) if some else None for some in inside]


def counted(language, sentence):
    corpus = [[word for word, _ in words(language, line)] for line in CORPORA[language].splitlines()]
    counter = CountVectorizer(analyzer=lambda document: document)
    counts = counter.fit_transform(corpus)
    weigher = TfidfTransformer(norm=None).fit(counts)
    one = [counter.transform([[word]]).toarray()[0] for word in sentence]
    weights = weigher.transform(counter.transform([sentence])).toarray()[0]
    yield "one-hot", [vector if vector.any() else None for vector in one]
    yield "tf-idf", [vector * weights if vector.any() else None for vector in one]
    vocabulary = Guessed([word for line in corpus for word in line] + [END])
    model = Lidstone(K, ORDER, vocabulary)
    model.fit([[place[-n:] for line in corpus for place in places(line, ORDER, True) for n in range(1, len(place) + 1)]])
    following = ["<UNK>", *sorted(set(vocabulary) - {"<UNK>", "<s>"})]
    contexts = [place[:-1] for place in places([*sentence, END], ORDER, True)][1:len(sentence) + 1]
    yield "ngram", [np.array([model.score(word, context) for word in following]) for context in contexts]


def elmo(language, text, spans):
    folder = ROOT / "assets" / "elmo" / language
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    weights = {name: weight.float() for name, weight in load_file(folder / "model.safetensors").items()}
    model = BiLM(*weights["embedding.weight"].shape)
    model.load_state_dict(weights)
    with torch.no_grad():
        layers = model.layers(torch.tensor(texts.sentence(text, {token: place for place, token in enumerate(vocabulary)}))).numpy()
    pieces, at = [], 0
    for token in texts.cut(text):
        start = text.lower().index(token, at)
        at = start + len(token)
        pieces.append((start, at))
    return gather(spans, pieces, layers.mean(axis=0)[1:-1])


def attention(language, text, spans):
    folder = ROOT / "assets" / "models" / f"{language}-encoder"
    encoding = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text)
    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    with torch.no_grad():
        last = model(torch.tensor([encoding.ids])).last_hidden_state[0].numpy()
    pieces = [(-1, -1) if special else offsets for offsets, special in zip(encoding.offsets, encoding.special_tokens_mask)]
    return gather(spans, pieces, last)


def cosines(vectors):
    def alike(a, b):
        if a is None or b is None:
            return None
        lengths = np.linalg.norm(a) * np.linalg.norm(b)
        return round(float(a @ b / lengths), 7)

    vectors = [None if vector is None else np.asarray(vector, np.float64) for vector in vectors]
    return [[alike(a, b) for b in vectors] for a in vectors]


jieba.setLogLevel("ERROR")
torch.set_num_threads(1)
cases = []
for language, sentences in SENTENCES.items():
    known = KeyedVectors.load_word2vec_format(ROOT / "assets" / "vectors" / language / "vectors.txt.gz")
    for text in sentences:
        found = words(language, text)
        sentence, spans = [word for word, _ in found], [span for _, span in found]
        rungs = dict(counted(language, sentence))
        rungs["word2vec"] = [known[word] if word in known else None for word in sentence]
        rungs["elmo"], rungs["attention"] = elmo(language, text, spans), attention(language, text, spans)
        told = {name: {"d": max((len(vector) for vector in vectors if vector is not None), default=0), "cosines": cosines(vectors)}
                for name, vectors in rungs.items()}  # fmt: skip
        cases.append({"language": language, "text": text, "words": sentence, "rungs": told})
write("ladder.json", {"made_by": "scikit-learn, nltk, gensim, PyTorch, transformers", "order": ORDER, "k": K, "corpora": CORPORA}, "cases", cases)
