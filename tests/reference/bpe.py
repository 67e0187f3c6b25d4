"""Byte pair encoding and WordPiece, trained and applied by Hugging Face's tokenizers: merges, ids and offsets."""

import json
import random
from collections import Counter

import tokenizers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from tokenizers.decoders import ByteLevel as ByteLevelDecoder

from fixture import write
from lines import CHINESE, CORPORA, SEED, lines

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

# What WordPieceTrainer learns depends on the order of a hash table where pairs are equally frequent. So it is trained again
# and again, and what every training learnt alike, from the first token on, is what is asked for.
N_TRAININGS = 12


def learnt(text, vocab_size):
    def once(_):
        tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        tokenizer.decoder = decoders.WordPiece()
        trainer = trainers.WordPieceTrainer(vocab_size=vocab_size, min_frequency=0, special_tokens=["[UNK]"], show_progress=False)
        tokenizer.train_from_iterator([text], trainer)
        vocab = sorted(tokenizer.get_vocab(with_added_tokens=False).items(), key=lambda item: item[1])
        return tokenizer, [token for token, _ in vocab]

    (tokenizer, first), *others = map(once, range(N_TRAININGS))
    words = [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(text)]
    n_alphabet = 1 + len(set("".join(words))) + len({c for word in words for c in word[1:]})
    alike = n_alphabet
    while alike < len(first) and all(alike < len(other) and other[alike] == first[alike] for _, other in others):
        alike += 1
    case = {"corpus": text, "vocab_size": vocab_size, "n_alphabet": n_alphabet, "learnt": first[n_alphabet:alike]}
    # The whole file, if nothing in it depends on the hash table.
    is_certain = alike == len(first) and all(other == first for _, other in others)
    return {**case, "file": json.loads(tokenizer.to_str())} if is_certain else case


found = lines()

# Counted out so that no two pairs are equally frequent.
UNEQUAL = " ".join(["tokens"] * 37 + ["token"] * 11 + ["kens"] * 5 + ["to"] * 3 + ["sent"] * 2)
# Each word has all letters in order, so that the alphabet is the same whichever word the hash table has first; ties are plenty.
draw, letters = random.Random(SEED), "abcdefghéñü一三上下二"
ORDERED = " ".join("z" + letters + "".join(draw.choices(letters, k=draw.randint(1, 40))) for _ in range(60))
trainings = [learnt(text, size) for text, size in ((UNEQUAL, 40), (ORDERED, 500), (CHINESE, 150), (CORPORA["lines"], 2400), ("x", 9))]

# A vocabulary that is always the same: characters, and what words begin with and go on with most often.
words = [word for word, _ in pre_tokenizers.Whitespace().pre_tokenize_str(CORPORA["lines"])]
starts = Counter(word[:end] for word in words for end in range(1, len(word) + 1))
rest = Counter("##" + word[at:end] for word in words for at in range(1, len(word)) for end in range(at + 1, len(word) + 1))
common = [token for counts in (starts, rest) for token, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:1500]]
tokenizer = Tokenizer(models.WordPiece({token: number for number, token in enumerate(["[UNK]", *common])}, unk_token="[UNK]"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
write("wordpiece.json", {"made_by": f"tokenizers {tokenizers.__version__}", "trainings": trainings, "tokens": ["[UNK]", *common]},
      "lines", [encoded(tokenizer, line) for line in found])

for unit, name in (("bpe", "bpe_lines.json"), ("byte-bpe", "byte_bpe_lines.json")):
    tokenizer = trained(CORPORA["lines"], unit, 2400)
    if unit == "byte-bpe":
        assert all(tokenizer.decode(tokenizer.encode(line).ids) == line for line in found)
    write(name, {"made_by": f"tokenizers {tokenizers.__version__}", "unit": unit, "vocab_size": 2400}, "lines",
          [encoded(tokenizer, line) for line in found])
