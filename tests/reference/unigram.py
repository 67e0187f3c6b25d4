"""The unigram language model, trained and applied by Hugging Face's tokenizers: vocabularies, files, ids and offsets.

Its trainer goes through hash tables in an order that is another one in each run. So each vocabulary is learnt several
times, must come out with the same pieces and, but for what follows, the same scores, and is put in one order: by score,
then by text. Characters that had gone while it was learnt come back in the order of such a table, each 0.0001 above the
one before; here they are in Unicode's order.
"""

import json

import tokenizers
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from tokenizers.normalizers import NFKC, Replace

from fixture import write
from lines import CORPORA, lines

SPACES = "[\\t\\n\\f\\r\\x{61C}\\x{1680}\\x{200B}\\x{200C}\\x{200E}\\x{200F}\\x{2028}\\x{2029}\\x{2581}\\x{FEFF}\\x{FFFD}]"
DROPPED = "[\\x{1}-\\x{8}\\x{B}\\x{E}-\\x{1F}\\x{7F}\\x{8F}\\x{9F}]"
FIRST = {"identity": [], "nfkc": [NFKC()], "nmt_nfkc": [Replace(Regex(DROPPED), ""), Replace(Regex(SPACES), " "), NFKC()]}
CASES = [("English", 60), ("English", 90), ("Chinese", 62), ("Chinese", 150), ("ties", 20), ("repeated", 20), ("one", 3), ("none", 300),
         ("lines", 1300), ("lines", 1400), ("lines", 2400), ("English", 20), ("lines", 1000), ("one", 1)]
N_RUNS = 8
APART = 0.0001


def tokenizer_of(model, normalization):
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence([*FIRST[normalization], Replace(Regex(" {2,}"), " "), Replace(Regex("\\A | \\z"), "")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def learnt(text, normalization, vocab_size):
    tokenizer = tokenizer_of(models.Unigram(), normalization)
    trainer = trainers.UnigramTrainer(vocab_size=vocab_size, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(text.split("\n"), trainer)
    return tokenizer


def in_order(vocabs):
    """A vocabulary without what chance decides, of several that were learnt of one text."""
    (unknown, *pieces), *others = vocabs
    scores = dict(pieces)
    least = min(scores.values(), default=0)
    for other in others:
        assert {text for text, _ in other[1:]} == scores.keys()
    back = sorted(text for text, score in pieces if any(abs(dict(other)[text] - score) > APART / 2 for other in others))
    assert all(len(text) == 1 and score - least < len(back) * APART for text, score in pieces if text in back)
    scores |= {text: least + i * APART for i, text in enumerate(back)}
    scores = sorted(scores.items(), key=lambda piece: -piece[1])
    made = []
    for text, score in scores:
        # What differs by rounding alone is equal. The last digit may be another one in another run.
        is_tie = made and abs(score - made[-1][1]) < 1e-9
        made.append([text, made[-1][1] if is_tie else round(score, 10)])
    return [unknown, *sorted(made, key=lambda piece: (-piece[1], piece[0]))]


def case(name, normalization, vocab_size):
    found = {"corpus": name, "normalization": normalization, "vocab_size": vocab_size}
    try:
        runs = [learnt(CORPORA[name], normalization, vocab_size) for _ in range(N_RUNS)]
    except BaseException as error:  # a panic of Rust's is no Exception
        return found | {"refused": str(error).splitlines()[0]}
    files = [json.loads(tokenizer.to_str()) for tokenizer in runs]
    return found | {"vocab": in_order([file["model"].pop("vocab") for file in files]), "file": files[0]}


cases = [case(name, normalization, vocab_size) for name, vocab_size in CASES for normalization in FIRST]
write("unigram_training.json", {"made_by": f"tokenizers {tokenizers.__version__}", "corpora": CORPORA}, "cases", cases)

vocab = next(case["vocab"] for case in cases if list(case.values())[:3] == ["lines", "nfkc", 1400])
applied = {name: tokenizer_of(models.Unigram([tuple(piece) for piece in vocab], unk_id=0), name) for name in FIRST}
rows = []
for line in lines():
    row = {"text": line}
    for name, tokenizer in applied.items():
        encoding = tokenizer.encode(line)
        row[name] = {"ids": encoding.ids}
        if name == "identity":
            row[name]["offsets"] = [place for pair in encoding.offsets for place in pair]
        elif row[name] == {"ids": row["identity"]["ids"]}:
            del row[name]
    rows.append(row)
write("unigram_lines.json", {"made_by": f"tokenizers {tokenizers.__version__}", "vocab": vocab}, "lines", rows)
