"""Cuts lines with Python jieba 0.42.1, and with maximum matching over its dictionary, and writes jieba.json.

The lines are those of jieba_lines.txt and some thousand that are put together from them, from words of the dictionary
and from the fragments below, always the same.

Not named jieba.py, since Python would then import this file in place of the package.
"""

import hashlib
import logging
import random
import re
from pathlib import Path

import jieba
from jieba import finalseg

from fixture import HERE, write

# What a text file of lines cannot hold: nothing at all, line ends, white space that editors strip.
SPECIAL = [
    "", " ", "\n", "\r\n", "第一行\n第二行", "第一行\r\n第二行\r\r\n第三行", "制表符\t在\t中间", "\t\t", " 开头有空格",
    "结尾有空格 ", "　　段首空两格", "不换行\u00a0空格和零宽\u200b空格", "换页\f和垂直制表\v", "空\0字符",
    "行分隔\u2028段分隔\u2029", "\ufeff开头有字节序标记", "分隔\x1c文件\x1d组\x1e记录\x1f单元", "下一行\x85之后",
    "一", "a", "7", "%", "\r", "𠀀", "👩\u200d🚀",
]

# Put between pieces of Chinese: whatever else stands in texts.
FRAGMENTS = [
    "hello", "Transformer", "state-of-the-art", "don't", "GPT-4o", "C++", "c#", "A&B", "x_1", "Ph.D.", "naïve", "ﬁn", "T恤", "K歌", "AT&T",
    "3.14", "1.2.3", "50%", "99.9%%", ".5", "7.", "-40", "1,024", "2024-05-06", "12:30", "192.168.0.1", "0x1F", "1e-9", "５０％", "Ⅳ", "½", "三分之二",
    "👍", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "👋🏽", "🇨🇳🇫🇷", "1\ufe0f\u20e3", "❤\ufe0f",
    "שלום", "مرحبا", "עִבְרִית", "لا ١٢٣", "\u202eabc\u202c", "e\u0301", "Z\u0351\u036b", "नमस्ते", "한국어", "ひらがな", "カタカナ", "Привет", "Ελλάδα",
    "\0", "\x07", "\x1b[0m", "\x1e", "\x7f", "\x85", "\ufeff", "\u200b", "\u2060", "\ufffd",
    "if (x<=0) {return;}", "fn main()", "a[i]+=b;", "SELECT * FROM t", "https://a.b/c?d=1&e=%20#f", "me@x.org", "/usr/bin/env", "\\n", "#include", "$x^2$", "<p>",
    "，", "。", "！", "？", "；", "、", "（", "）", "《", "》", "“", "”", "——", "……", "·", ",", ".", "-", "_", "+", "#", "&", "%", "~", "*", "々", "〇", "㈱",
    " ", "  ", "\t", "\n", "\r\n", "\r", "\u3000", "\u00a0",
    "𠀀", "𠮷野家", "鿭", "\u9fd5", "\u9fd6", "㐀", "豈", "⿰亻", "\U000e0041",
]  # fmt: skip

# Names and coinages that no dictionary has.
COINED = "龚雪霁 欧阳奕帆 阿卜杜力木 克里斯蒂娜 布尔什科夫 榆树屯镇 怼人 躺平 内卷化 云栖 杭研 炫酷拽 种草机 雪糕刺客 区块链游 词元化 掩码率 绝绝子".split()

N_MIXED = 2_400
HAN = [chr(c) for c in range(0x4E00, 0x9FD6)]


def mixed(lines, words):
    rng = random.Random(20_240_506)
    long = [line for line in lines if len(line) > 5]

    def part_of_a_line():
        line = rng.choice(long)
        start = rng.randrange(len(line) - 2)
        return line[start : start + rng.randint(2, 14)]

    def piece():
        kind = rng.random()
        if kind < 0.40:
            return part_of_a_line()
        if kind < 0.65:
            return "".join(rng.choices(words, k=rng.randint(1, 4)))
        if kind < 0.72:
            # Words that overlap, which is where the methods disagree.
            word = rng.choice(words)
            return word + rng.choice(following.get(word[-1], words))[1:]
        if kind < 0.77:
            return "".join(rng.choices(HAN, k=rng.randint(1, 6)))
        if kind < 0.82:
            return rng.choice(COINED)
        return rng.choice(FRAGMENTS)

    following = {}
    for word in words:
        following.setdefault(word[0], []).append(word)
    found = []
    while len(found) < N_MIXED:
        line = "".join(piece() for _ in range(rng.choice([1, 2, 2, 3, 3, 4, 5, 7])))
        if line not in found and line not in lines:
            found.append(line)
    return found


def match(chars, direction):
    """Maximum matching as every textbook has it, one slice of the text after the other."""
    words = []
    while chars:
        for length in range(min(LONGEST, len(chars)), 0, -1):
            word = chars[:length] if direction == "forward" else chars[-length:]
            if length == 1 or jieba.dt.FREQ.get(word):
                break
        words.append(word)
        chars = chars[length:] if direction == "forward" else chars[:-length]
    return words if direction == "forward" else words[::-1]


def match_both(chars):
    forward, backward = match(chars, "forward"), match(chars, "backward")
    cost = [(len(words), sum(len(word) == 1 for word in words)) for words in (forward, backward)]
    return forward if cost[0] < cost[1] else backward


def by_blocks(line, method):
    """Each of jieba's blocks by itself, as jieba's own methods go; single letters and digits together."""
    words = []
    for block in jieba.re_han_default.split(line):
        if not jieba.re_han_default.match(block):
            words += re.findall(r"\r\n|(?s:.)", block)
            continue
        is_open = False
        for word in method(block):
            is_letter = len(word) == 1 and bool(jieba.re_eng.match(word))
            if is_letter and is_open:
                words[-1] += word
            else:
                words.append(word)
            is_open = is_letter
    return words


def ends(line, words):
    """Where each word ends, in bytes."""
    assert "".join(words) == line
    found, end = [], 0
    for word in words:
        end += len(word.encode())
        found.append(end)
    return found


def tokenize(line, hmm):
    """The words of jieba.tokenize, whose places are those of its words one behind the other."""
    tokens = list(jieba.tokenize(line, HMM=hmm))
    assert all(line[start:end] == word for word, start, end in tokens)
    assert [word for word, _, _ in tokens] == jieba.lcut(line, HMM=hmm)
    return ends(line, [word for word, _, _ in tokens])


def split_spans(line):
    """Start and end of each piece of str.split, in bytes, one list."""
    spans, at = [], 0
    for piece in line.split():
        at = line.index(piece, at)
        start = len(line[:at].encode())
        spans += [start, start + len(piece.encode())]
        at += len(piece)
    return spans


def row(line):
    entry = {"text": line, "hmm": tokenize(line, True), "no_hmm": tokenize(line, False)}
    ways = {
        "fmm": lambda block: match(block, "forward"),
        "bmm": lambda block: match(block, "backward"),
        "bimm": match_both,
    }
    for name, method in ways.items():
        found = ends(line, by_blocks(line, method))
        if found != entry["no_hmm"]:
            entry[name] = found
    spans = split_spans(line)
    if spans != [0, len(line.encode())]:
        entry["split"] = spans
    return entry


def digits(number):
    """All of them, as text: some readers of JSON lose the last bit of a number."""
    return repr(float(number))


def route(text):
    """jieba's DAG and the best way through it from each character: log probability and last character."""
    dag, found = jieba.dt.get_DAG(text), {}
    jieba.dt.calc(text, dag, found)
    n = len(text)
    edges = [[start, last + 1] for start in range(n) for last in dag[start]]
    return {"text": text, "edges": edges, "log_prob": [digits(found[i][0]) for i in range(n + 1)], "next": [found[i][1] + 1 for i in range(n)]}  # fmt: skip


def viterbi(text):
    log_prob, states = finalseg.viterbi(text, "BMES", finalseg.start_P, finalseg.trans_P, finalseg.emit_P)
    return {"text": text, "log_prob": digits(log_prob), "states": "".join(states)}


def emission(c):
    return {"text": c, "log_prob": [digits(finalseg.emit_P[state].get(c, finalseg.MIN_FLOAT)) for state in "BMES"]}


def edits():
    """A reader's edits, one after the other, with what jieba suggests for each and how it cuts a line afterwards."""
    steps = []

    def step(kind, word, line, pieces=None, frequency=None):
        if kind == "join":
            value = jieba.suggest_freq(word)
            jieba.add_word(word)
        elif kind == "split":
            value = jieba.suggest_freq(pieces, tune=True)
        elif kind == "add":
            value = frequency
            jieba.add_word(word, frequency)
        else:
            value = 0
            jieba.del_word(word)
        steps.append({"kind": kind, "word": word, "pieces": list(pieces or []), "frequency": value, "total": jieba.dt.total,
                      "text": line, "hmm": tokenize(line, True), "no_hmm": tokenize(line, False)})  # fmt: skip

    step("join", "江大桥", "南京市长江大桥")
    step("add", "江大桥", "南京市长江大桥", frequency=20_000_000)
    step("remove", "长江大桥", "南京市长江大桥")
    step("split", "今天天气", "今天天气不错", pieces=("今天", "天气"))
    step("split", "中将", "如果放到post中将出错。", pieces=("中", "将"))
    step("join", "台中", "「台中」正确应该不会被切开")
    step("join", "石墨烯", "石墨烯是一种材料，凱特琳也是")
    step("join", "凱特琳", "石墨烯是一种材料，凱特琳也是")
    step("remove", "雍和宫", "雍和宫的荷花很美")
    step("remove", "杭研", "他来到了网易杭研大厦")
    step("join", "雍和宫的荷花", "雍和宫的荷花很美")
    step("add", "e2e测试", "先跑e2e测试，再跑E2E测试", frequency=3)
    return steps


def main():
    global LONGEST
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    text = (HERE / "jieba_lines.txt").read_text(encoding="utf-8")
    own = SPECIAL + text.removesuffix("\n").split("\n")
    words = [word for word, frequency in jieba.dt.FREQ.items() if frequency]
    LONGEST = max(map(len, words))
    lines = own + mixed(own, words)
    assert len(set(lines)) == len(lines), "a line is there twice"

    blocks = [block for line in lines for block in re.findall("[\u4e00-\u9fd5]{2,}", line)]
    routes = [route(block) for line in lines[:200] for block in jieba.re_han_default.findall(line)]
    dictionary = (Path(jieba.__file__).parent / "dict.txt").read_bytes()
    head = {
        "made_by": f"jieba {jieba.__version__}; fmm, bmm, bimm and split by this script",
        "dict_sha256": hashlib.sha256(dictionary).hexdigest(),
        "dictionary": {"total": jieba.dt.total, "n_words": len(words), "longest": LONGEST},
        "routes": routes,
        "viterbi": [viterbi(block) for block in blocks[::20]] + [viterbi("".join(HAN[i::2_000])) for i in range(20)],
        "emissions": [emission(c) for c in HAN[::100]],
    }
    rows = [row(line) for line in lines]
    head["edits"] = edits()  # last, for they change the dictionary
    write("jieba.json", head, "lines", rows)


main()
