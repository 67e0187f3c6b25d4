"""Encodes lines with the vocabularies of assets/bert and assets/unigram by Hugging Face's tokenizers: ids and places.

The lines are the first 2,200 of gpt2.json, and some in which these vocabularies have names of their own. A row has for each tokenizer
three numbers a token: its id, how many bytes it begins after the end of the one before it, and how many bytes it has.
"""

import gzip
import json

import tokenizers
from tokenizers import Tokenizer

from fixture import HERE, write

FILES = {"bert-base-uncased": "bert/base-uncased", "bert-base-chinese": "bert/base-chinese", "unigram": "unigram/unigram"}
NAMES = ["a [MASK] b", "[CLS]猫[SEP]", "[UNK] [PAD]x", "<unk>a<pad> 字", "▁a ▁", "##ing ing", "Ünïcödé ÇA", "ﾊﾝｶｸ ＦＵＬＬ ㍿ ﬃ", "각각 각", "x" * 101]
ASSETS = HERE.parents[1] / "assets"

applied = {slug: Tokenizer.from_buffer(gzip.decompress((ASSETS / f"{name}.json.gz").read_bytes())) for slug, name in FILES.items()}


def encoded(tokenizer, line):
    # tokenizers counts characters.
    starts = [0]
    for character in line:
        starts.append(starts[-1] + len(character.encode()))
    encoding = tokenizer.encode(line, add_special_tokens=False)
    places = [[starts[first], starts[last]] for first, last in encoding.offsets]
    for token, place, after in zip(encoding.tokens, places, places[1:]):
        # The space that is put before a text has there the place of the first character; it is nowhere in the text.
        if token == "▁" and place[0] == after[0]:
            place[1] = place[0]
    numbers, end = [], 0
    for number, place in zip(encoding.ids, places):
        numbers += [number, place[0] - end, place[1] - place[0]]
        end = place[1]
    return numbers


texts = [case["text"] for case in json.loads((HERE / "gpt2.json").read_text(encoding="utf-8"))["lines"][:2_200]] + NAMES
write("ready.json", {"made_by": f"tokenizers {tokenizers.__version__}"}, "lines",
      [{"text": text} | {slug: encoded(tokenizer, text) for slug, tokenizer in applied.items()} for text in texts])
