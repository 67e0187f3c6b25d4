"""SentencePiece: models that it trains, lines that they cut, and what its normalizers make of code points."""

import io
import random
import unicodedata

import sentencepiece

from fixture import write
from lines import CORPORA, SEED, lines

# The last two cut fewer lines, which is enough to see their normalization.
MODELS = [("unigram", "nmt_nfkc", 1), ("bpe", "nmt_nfkc", 1), ("unigram", "identity", 4), ("bpe", "nfkc", 4)]
# Which code points compose with one before them, among others: marks, and parts of Korean syllables of every kind.
BEHIND = [*range(0x300, 0x370), *range(0x1161, 0x1176), *range(0x11A8, 0x11C3), *range(0x314F, 0x3164), 0x3099, 0x309A, 0xFF9E, 0xFF9F, 0x9BE, 0x20]
BEFORE = [(0x41, 0x250), (0x370, 0x530), (0x900, 0xC00), (0x1100, 0x1113), (0x1E00, 0x2100), (0x2460, 0x24FF), (0x3041, 0x3100),
          (0x3131, 0x318F), (0xAC00, 0xD7A4), (0xF900, 0xFA6E), (0xFB00, 0xFFF0), (0x1D400, 0x1D7FF), (0x0, 0x100), (0x2000, 0x2070)]


def trained(method, normalization):
    model = io.BytesIO()
    # A hundredth of the text's characters are unknown.
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPORA["lines"].split("\n")), model_writer=model, vocab_size=1500, model_type=method,
        normalization_rule_name=normalization, character_coverage=0.99, num_threads=1, minloglevel=2)
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def cut(model, line):
    pieces = model.encode(line, return_type="proto").pieces
    return {"ids": [piece.id for piece in pieces], "offsets": [place for piece in pieces for place in (piece.begin, piece.end)]}


models = [trained(method, normalization) for method, normalization, _ in MODELS]
head = [{"method": method, "normalization": normalization, "n_special": 3,
         "pieces": [[model.id_to_piece(i), model.get_score(i)] for i in range(model.get_piece_size())]}
        for model, (method, normalization, _) in zip(models, MODELS)]
rows = [{"text": line, "cuts": [cut(model, line) if number % every == 0 else None for model, (_, _, every) in zip(models, MODELS)]}
        for number, line in enumerate(lines())]
# So long that sums of 32 bits begin again.
whole = " ".join(lines())
cuts = [cut(model, whole) for model in models]
for each, found in zip(head, cuts):
    hashed = 0xCBF29CE484222325
    for number in (*found["ids"], *found["offsets"]):
        hashed = ((hashed ^ number) * 0x100000001B3) % 2**64
    each["whole"] = [len(found["ids"]), f"{hashed:x}"]
made_by = {"made_by": f"sentencepiece {sentencepiece.__version__}"}
write("sentence_piece.json", made_by | {"models": head}, "lines", rows)

draw = random.Random(SEED)
normalizers = {name: sentencepiece.SentencePieceNormalizer(rule_name=name) for name in ("nfkc", "nmt_nfkc")}
rows = []
for _ in range(1500):
    text = ""
    for _ in range(draw.randint(1, 4)):
        first, last = draw.choice(BEFORE)
        text += chr(draw.randrange(first, last)) + "".join(chr(draw.choice(BEHIND)) for _ in range(draw.choice((0, 0, 1, 1, 2, 3))))
    # What Unicode has not assigned yet is assigned by some tables and not by others.
    text = "".join(c for c in text if unicodedata.category(c) != "Cn")
    row = {"text": text}
    for name, normalizer in normalizers.items():
        # With the places of all characters in the original, and of the end, in characters.
        row[name] = list(normalizer.normalize(text, with_offsets=True))
    rows.append(row)
write("sentence_piece_normalized.json", made_by, "texts", rows)
