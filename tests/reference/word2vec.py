"""Steps of word2vec by PyTorch's autograd, neighbours by gensim, principal components by NumPy, Huffman's codes by gensim; written to word2vec.json.

A step is written as its loss and nothing else: the mean of some rows of one matrix, scored by rows of another, and
cross-entropy, binary cross-entropy or the log-sigmoids of a way through a tree. Gradients are autograd's, in float64; what moves is SGD's.
"""

import gensim
import numpy as np
import torch
import torch.nn.functional as F
from gensim.models import KeyedVectors, Word2Vec

from fixture import short, write

torch.set_default_dtype(torch.float64)
draw = np.random.default_rng(20261129)


def matrix(rows, cols, scale):
    return (draw.uniform(-scale, scale, (rows, cols))).astype(np.float32)


def step(kind, n, d, scale, inputs, asked, wanted, rate):
    given, scoring = matrix(n, d, scale), matrix(n, d, scale)
    rate = float(np.float32(rate))
    u, v = (torch.tensor(m.astype(np.float64), requires_grad=True) for m in (given, scoring))
    hidden = F.embedding(torch.tensor(inputs), u).mean(0)
    hidden.retain_grad()
    scores = v[asked] @ hidden
    scores.retain_grad()
    if kind == "softmax":
        target = torch.tensor([wanted.index(1)])
        loss = F.cross_entropy(scores[None], target)
        probabilities = F.softmax(scores, 0)
    elif kind == "negative-sampling":
        loss = F.binary_cross_entropy_with_logits(scores, torch.tensor(wanted, dtype=torch.float64), reduction="sum")
        probabilities = torch.sigmoid(scores)
    else:
        signs = torch.tensor([1.0 if one else -1.0 for one in wanted])
        loss = -F.logsigmoid(signs * scores).sum()
        probabilities = torch.sigmoid(scores)
    loss.backward()
    before = u.detach().clone(), v.detach().clone()
    torch.optim.SGD([u, v], lr=rate).step()
    return {"objective": kind, "architecture": "skip-gram" if len(inputs) == 1 else "cbow", "dimension": d, "rate": rate, "inputs": inputs,
            "asked": asked, "wanted": wanted, "input": short(given), "output": short(scoring), "hidden": short(hidden.detach()),
            "scores": short(scores.detach()), "probabilities": short(probabilities.detach()), "gradients": short(scores.grad), "loss": loss.item(),
            "error": short(hidden.grad), "new_input": short(u.detach()), "new_output": short(v.detach())}


rows = []
for kind in ("softmax", "negative-sampling", "hierarchical-softmax"):
    for n, d, scale, n_inputs in [(5, 3, 1.0, 1), (9, 8, 0.5, 1), (7, 4, 2.0, 4), (30, 25, 0.6, 1), (30, 25, 0.6, 6), (12, 5, 4.0, 3), (4, 1, 1.0, 2), (12, 100, 0.3, 8)]:
        inputs = [int(word) for word in draw.integers(0, n, n_inputs)]
        if kind == "softmax":
            asked = list(range(n))
            wanted = [int(word == n // 2) for word in asked]
        elif kind == "negative-sampling":
            # Drawn with replacement: some are there twice.
            target = n // 2
            asked = [target] + [int(word) for word in draw.integers(0, n, 6) if word != target]
            wanted = [1] + [0] * (len(asked) - 1)
        else:
            asked = [int(node) for node in draw.permutation(n - 1)[: min(5, n - 1)]]
            wanted = [int(bit) for bit in draw.integers(0, 2, len(asked))]
        rows.append(step(kind, n, d, scale, inputs, asked, wanted, draw.choice([0.025, 0.3, 1.0])))

near = []
for n, d in [(20, 7), (60, 32)]:
    words = [f"w{i}" for i in range(n)]
    numbers = matrix(n, d, 1.0)
    vectors = KeyedVectors(d)
    vectors.add_vectors(words, numbers)
    found = lambda positive, negative: [[int(word[1:]), cosine] for word, cosine in vectors.most_similar(positive, negative, topn=5)]
    asked = [{"positive": [a], "negative": [], "found": found([f"w{a}"], [])} for a in range(5)]
    asked += [{"positive": [a, a + 2], "negative": [a + 1], "found": found([f"w{a}", f"w{a + 2}"], [f"w{a + 1}"])} for a in range(5)]
    centred = numbers.astype(np.float64) - numbers.astype(np.float64).mean(0)
    centred[:, 0] *= 3
    centred[:, 1] *= 2
    centred -= centred.mean(0)
    stretched = centred.astype(np.float32)
    _, values, axes = np.linalg.svd(stretched.astype(np.float64) - stretched.astype(np.float64).mean(0), full_matrices=False)
    axes = [axis * np.sign(axis[np.abs(axis).argmax()]) for axis in axes[:2]]
    places = np.stack([(stretched - stretched.mean(0)) @ axis for axis in axes], 1)
    near.append({"dimension": d, "vectors": short(numbers), "asked": asked, "stretched": short(stretched), "places": short(places),
                 "shares": [float(value) for value in values[:2] ** 2 / (values ** 2).sum()]})

trees = []
for n in (2, 3, 10, 57):
    counts = sorted((int(count) for count in draw.integers(1, 400, n)), reverse=True)
    model = Word2Vec(hs=1, negative=0, vector_size=1, min_count=1)
    model.build_vocab_from_freq({f"w{i}": count for i, count in enumerate(counts)})
    trees.append({"counts": counts, "bits": sum(len(model.wv.get_vecattr(f"w{i}", "code")) * count for i, count in enumerate(counts))})

write("word2vec.json", {"made_by": f"PyTorch {torch.__version__.split('+')[0]}, gensim {gensim.__version__}, NumPy {np.__version__}", "near": near, "trees": trees}, "steps", rows)
