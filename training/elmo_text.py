"""How the page's ELMo cuts a text: a word, a Chinese character or a mark is a token. `src/repr/elmo/cut.rs` does the same."""

import re
from collections import Counter

import numpy as np

from training.corpora import CORPORA
from training.data import HELD_OUT, WEIGHTS

EDGE, UNKNOWN = 0, 1
SPECIAL = ["<s>", "<unk>"]
# The sentences that the page shows, whose words must be known: each with the sense that the word has there.
SHOWN = {
    "en": ("bank", [
        ("She put her money in the bank.", "money"),
        ("The bank lends money to the people.", "money"),
        ("The bank will pay you interest.", "money"),
        ("They sat upon the bank of the river.", "river"),
        ("He stood by the bank of the river.", "river"),
        ("The water rose over the bank.", "river"),
    ]),
    "zh": ("苹果", [
        ("他吃了一个又大又红的苹果。", "fruit"),
        ("树上的苹果熟了。", "fruit"),
        ("我喜欢吃苹果和梨。", "fruit"),
        ("苹果公司的电脑很好用。", "company"),
        ("他买了苹果公司的新手机。", "company"),
        ("苹果公司发布了新系统。", "company"),
    ]),
}  # fmt: skip
# More words of two senses, chosen before the first of them was measured. The page does not show them; the cards tell of each.
# The first are pairs that say the same but for the words that make the sense: in the page's, «bank» of money is twice what
# the sentence is about and the river's never, so that a model may tell them apart by that alone.
ALSO = {
    "en": [
        ("bank", [
            ("He took the money to the bank.", "money"),
            ("They have no money in the bank.", "money"),
            ("She put all the gold in the bank.", "money"),
            ("He took the boat to the bank.", "river"),
            ("They have no water on the bank.", "river"),
            ("She put all the fish on the bank.", "river"),
        ]),
        ("right", [
            ("Everyone has the right to life.", "claim"),
            ("The people have the right to vote.", "claim"),
            ("We must protect the right of every man to work.", "claim"),
            ("He sat at the right hand of the king.", "side"),
            ("They turned to the right hand and to the left.", "side"),
            ("His right hand was upon the head of the child.", "side"),
        ]),
        ("rest", [
            ("And the rest of the people went home.", "others"),
            ("The rest of the world will see it.", "others"),
            ("He gave them the rest of the money.", "others"),
            ("He lay down to rest.", "sleep"),
            ("They could find no rest day or night.", "sleep"),
            ("You shall have rest from your work.", "sleep"),
        ]),
        ("well", [
            ("It is well with the child.", "good"),
            ("We have done well this year.", "good"),
            ("He knew the sea very well.", "good"),
            ("She drew water out of the well.", "water"),
            ("They came to the well in the evening.", "water"),
            ("He sat down by the well.", "water"),
        ]),
    ],
    "zh": [
        ("苹果", [
            ("他买了很多苹果。", "fruit"),
            ("我喜欢苹果的花。", "fruit"),
            ("他吃了一个苹果。", "fruit"),
            ("他买了苹果电脑。", "company"),
            ("我喜欢苹果的系统。", "company"),
            ("他用了苹果手机。", "company"),
        ]),
        ("天", [
            ("今天我很高兴。", "day"),
            ("他每天都来。", "day"),
            ("明天我们去北京。", "day"),
            ("天上有一片白云。", "sky"),
            ("鸟在天空中飞。", "sky"),
            ("天色已经晚了。", "sky"),
        ]),
        ("会", [
            ("我会说中文。", "can"),
            ("他会来的。", "can"),
            ("你会唱歌吗？", "can"),
            ("他们正在开会。", "meeting"),
            ("会上他说了很多话。", "meeting"),
            ("大会今天开始。", "meeting"),
        ]),
        ("花", [
            ("春天花开了。", "flower"),
            ("山上有很多花。", "flower"),
            ("树上的花落了。", "flower"),
            ("他花了很多钱。", "spend"),
            ("我花了三天时间。", "spend"),
            ("她花钱买书。", "spend"),
        ]),
    ],
}  # fmt: skip
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{HAN}]|(?:(?![{HAN}])[^\W\d_])+|\d+|[^\s]")
END = re.compile(r"(?<=[.!?。！？；])\s*|\n+")


def cut(text):
    return TOKEN.findall(text.lower())


def split(recipe):
    """Documents by what they are for, as `data.split` does it."""
    parts = {"train": [], "weights": [], "held_out": []}
    for name in recipe.corpora:
        for index, text in enumerate(CORPORA[name].documents()):
            parts[{HELD_OUT: "held_out", WEIGHTS: "weights"}.get(index % 20, "train")].append(text)
    return parts


def learn(documents, recipe):
    """The tokens of the shown sentences, then the most frequent ones."""
    counts = Counter(token for text in documents for token in cut(text))
    chosen = dict.fromkeys(SPECIAL)
    chosen.update(dict.fromkeys(token for text, _ in SHOWN[recipe.language][1] for token in cut(text)))
    for token, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if len(chosen) == recipe.vocab_size:
            break
        chosen[token] = None
    return list(chosen)


def sentence(text, places):
    return [EDGE, *(places.get(token, UNKNOWN) for token in cut(text)), EDGE]


def encode(documents, vocabulary):
    """All sentences in one line, an edge before each and at the end."""
    places = {token: place for place, token in enumerate(vocabulary)}
    ids = [EDGE]
    for text in documents:
        for one in END.split(text):
            found = [places.get(token, UNKNOWN) for token in cut(one)]
            if found:
                ids += [*found, EDGE]
    return np.array(ids, np.int64)


def kept(recipe, path):
    """The vocabulary and the ids of each part, learnt and cut once: whoever goes on from a checkpoint begins at once."""
    if not path.exists():
        parts = split(recipe)
        vocabulary = learn(parts["train"], recipe)
        ids = {part: encode(documents, vocabulary) for part, documents in parts.items()}
        np.savez(path, vocabulary=np.array(vocabulary), **ids)
    saved = np.load(path)
    return saved["vocabulary"].tolist(), {part: saved[part] for part in ("train", "weights", "held_out")}


def rows(ids, edges, n, length, draw):
    """Rows of a step: every other one begins at a sentence's edge, the others end at one, so that each direction learns to begin there."""
    inside = edges[(edges >= length) & (edges < len(ids) - length)]
    chosen = draw.choice(inside, n)
    starts = np.where(np.arange(n) % 2 == 0, chosen, chosen - length + 1)
    return ids[starts[:, None] + np.arange(length)]


def windows(ids, length, most=600):
    """The held-out text in windows that do not overlap, spread over all of it."""
    n = len(ids) // length
    chosen = np.linspace(0, n - 1, min(n, most)).astype(int) * length
    return ids[chosen[:, None] + np.arange(length)], chosen
