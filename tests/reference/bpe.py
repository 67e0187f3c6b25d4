"""Byte pair encoding, trained and applied by Hugging Face's tokenizers: merges, ids and offsets."""

import json

import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from tokenizers.decoders import ByteLevel as ByteLevelDecoder

from fixture import write
from lines import CORPORA, lines

CASES = [("English", 60), ("English", 300), ("Chinese", 150), ("Chinese", 330), ("ties", 400), ("repeated", 400), ("one", 1),
         ("none", 300), ("lines", 900), ("lines", 2400)]


def trained(text, unit, vocab_size):
    tokenizer = Tokenizer(models.BPE(unk_token=None if unit == "byte-bpe" else "[UNK]"))
    alphabet, special = [], []
    if unit == "byte-bpe":
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = ByteLevelDecoder()
        alphabet = pre_tokenizers.ByteLevel.alphabet()
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        special = ["[UNK]"]
    # Fewer than two of a pair are learnt too, so that ties are plenty.
    trainer = trainers.BpeTrainer(vocab_size=vocab_size, min_frequency=0, initial_alphabet=alphabet, special_tokens=special,
                                  show_progress=False)
    tokenizer.train_from_iterator([text], trainer)
    return tokenizer


def encoded(tokenizer, line):
    encoding = tokenizer.encode(line)
    return {"text": line, "ids": encoding.ids, "offsets": [place for pair in encoding.offsets for place in pair]}


cases = []
for name, vocab_size in CASES:
    for unit in ("bpe", "byte-bpe"):
        tokenizer = trained(CORPORA[name], unit, vocab_size)
        file = json.loads(tokenizer.to_str())
        vocab = sorted(file["model"]["vocab"].items(), key=lambda item: item[1])
        assert [number for _, number in vocab] == list(range(len(vocab)))
        case = {"corpus": CORPORA[name], "unit": unit, "vocab_size": vocab_size,
                "tokens": [token for token, _ in vocab], "merges": file["model"]["merges"]}
        if name == "Chinese":
            case["file"] = file
        cases.append(case)
write("bpe_training.json", {"made_by": f"tokenizers {tokenizers.__version__}"}, "cases", cases)

found = lines()
for unit, name in (("bpe", "bpe_lines.json"), ("byte-bpe", "byte_bpe_lines.json")):
    tokenizer = trained(CORPORA["lines"], unit, 2400)
    if unit == "byte-bpe":
        assert all(tokenizer.decode(tokenizer.encode(line).ids) == line for line in found)
    write(name, {"made_by": f"tokenizers {tokenizers.__version__}", "unit": unit, "vocab_size": 2400}, "lines",
          [encoded(tokenizer, line) for line in found])
