"""Packs the dictionary of the installed Python jieba 0.42.1 into jieba/dict.txt.gz."""

import gzip
import hashlib
from pathlib import Path

import jieba
import zopfli.gzip

SHA256 = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"

words = (Path(jieba.__file__).parent / "dict.txt").read_bytes()
# The fixtures in tests/reference were made with exactly this dictionary; another one would fail them line by line.
assert hashlib.sha256(words).hexdigest() == SHA256, "this is not the dictionary of jieba 0.42.1"

# Zopfli writes an ordinary gzip stream, some 5 % smaller than gzip -9, with neither time nor name in its
# header: the same input always gives the same bytes.
packed = zopfli.gzip.compress(words, numiterations=15, blocksplitting=True)
assert gzip.decompress(packed) == words
target = Path(__file__).parent / "jieba" / "dict.txt.gz"
target.write_bytes(packed)
print(f"{target}: {len(words):,} -> {len(packed):,} bytes")
