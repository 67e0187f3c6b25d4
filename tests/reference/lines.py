"""Texts to learn subwords from, and lines to cut: shared by all kinds of subwords."""

import random
import unicodedata

from fixture import HERE

ENGLISH = """The cat sat on the mat, and the other cat sat on the cat. It wasn't the first time: they'd done it before,
and they'll do it again. Lower, slower, slowest; newer, newest. 12 cats and 345 mats are 357 things, aren't they?
A tokenizer that has seen enough text begins to join what belongs together."""
CHINESE = """小猫没有过马路，因为它太累了。小狗过了马路，因为它不累。雍和宫的荷花很美，荷花池的荷花也很美。
南京市长江大桥在南京，长江大桥很长。注意力机制让每个词元看到别的词元，注意力的权重合计为一。"""
TIES = "ab cd ef ab cd ef gh"
LINES = [line for line in (HERE / "jieba_lines.txt").read_text(encoding="utf-8").splitlines() if line]
CORPORA = {"English": ENGLISH, "Chinese": CHINESE, "ties": TIES, "repeated": "aaaa aaaaaaa aaa baaab", "one": "x", "none": "",
           "lines": "\n".join(LINES)}
SEED = 20261127


def lines():
    """At least 2,000 lines: parts of ours put together anew, and code points from everywhere."""
    draw = random.Random(SEED)
    parts = [part for text in (ENGLISH, CHINESE, *LINES) for part in (text, *text.split())]
    signs = [" ", "  ", "\t", "\n", "'s", "'ll", "👩‍🚀", "🇨🇳", "e\u0301", "שלום", "مرحبا", "\u202e", "\u0000", "\u0085", "\u00a0",
             "½", "٣", "_", "fn main() { x += 1; }", "３", "ⅷ", "\u200d", "\ufe0f", "ǅ", "क्षि", "ー", "々"]
    made = []
    while len(made) < 2000:
        pieces = [draw.choice(parts) if draw.random() < 0.6 else draw.choice(signs) for _ in range(draw.randint(1, 4))]
        start = draw.randint(0, 8)
        made.append("".join(pieces)[start:start + draw.randint(3, 36)])
    while len(made) < 2200:
        points = [draw.randrange(0x250) if draw.random() < 0.4 else draw.randrange(0x3000) for _ in range(draw.randint(1, 12))]
        # What Unicode has not assigned yet is assigned by some tables and not by others.
        made.append("".join(c for c in map(chr, points) if unicodedata.category(c) != "Cn"))
    return made
