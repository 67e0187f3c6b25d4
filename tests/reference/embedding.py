"""The seeded vectors of tokens, by the NumPy of seeded.py, written to embedding.json.

The rule is our own, so no outsider can check it: this only holds the Rust and the NumPy to the same bits.
"""

import seeded
from fixture import short, write

# An ASCII word, one Chinese character (three bytes), a family of joined emoji (25 bytes), nothing at all, a
# space, and a Chinese word: what a token can be.
TOKENS = ["attention", "它", "👨‍👩‍👧‍👦", "", " ", "荷花"]

tokens = []
for seed in (0, 42, 2**64 - 1):
    for token in TOKENS:
        key = seeded.token_key(seed, token)
        first = short(seeded.tensor(key, seeded.UNIT, 8))
        tokens.append(
            {"seed": seed, "token": token, "fnv1a64": seeded.fnv1a64(token.encode()), "key": key, "first": first}
        )

write("embedding.json", {"made_by": "seeded.py"}, "tokens", tokens)
