"""Packs the hidden Markov model of the installed Python jieba 0.42.1 into jieba/hmm.txt.gz, as the counts behind it."""

import gzip
import math
from pathlib import Path

import zopfli.gzip
from jieba.finalseg import emit_P, start_P, trans_P

STATES = "BMES"
MIN_FLOAT = -3.14e100  # jieba's logarithm of nothing


def counts(emission):
    """An emission probability is a count by a total, whose logarithm jieba stores: the rarest character was seen once."""
    total = round(math.exp(-min(emission.values())))
    seen = {c: round(total * math.exp(log_prob)) for c, log_prob in emission.items()}
    # Not only close: the very same float64, so nothing is lost by storing the counts.
    assert all(math.log(seen[c] / total) == log_prob for c, log_prob in emission.items())
    return total, seen


emissions = {state: counts(emit_P[state]) for state in STATES}
lines = ["start " + " ".join(repr(start_P[state]) for state in STATES)]
for state in STATES:
    lines.append(f"{state} " + " ".join(repr(trans_P[state].get(to, MIN_FLOAT)) for to in STATES))
lines.append("total " + " ".join(str(emissions[state][0]) for state in STATES))
for c in sorted(set().union(*emit_P.values())):
    # Characters that the model does not hold to be Chinese never reach it.
    if "\u4e00" <= c <= "\u9fd5":
        lines.append(f"{c} " + " ".join(str(emissions[state][1].get(c, 0)) for state in STATES))

plain = ("\n".join(lines) + "\n").encode()
packed = zopfli.gzip.compress(plain, numiterations=15, blocksplitting=True)
assert gzip.decompress(packed) == plain
target = Path(__file__).parent / "jieba" / "hmm.txt.gz"
target.write_bytes(packed)
print(f"{target}: {len(plain):,} -> {len(packed):,} bytes")
