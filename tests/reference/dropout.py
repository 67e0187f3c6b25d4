"""Which weights dropout drops, by seeded.py, written to dropout.json. Nobody else's dropout draws these numbers."""

import numpy as np

import seeded
from fixture import write

# seed, p, shape: n_heads, n_query, n_key. The row-major place in the whole is what draws, not that in a head.
CASES = [
    (0, 0.1, (1, 3, 3)),
    (1, 0.5, (2, 5, 7)),
    (42, 0.9, (8, 12, 12)),
    (2**31, 0.1, (4, 16, 16)),
    (65537, 0.5, (3, 1, 9)),
    (2**32 - 1, 0.9, (12, 5, 4)),
]

rows = []
for seed, p, shape in CASES:
    key = seeded.key(seed, seeded.DROPOUT)
    # u + 1 and its half are exact in float32, so what p rounds to is all that can shift the edge.
    drawn = np.array([(seeded.uniform(key, i) + np.float32(1)) / np.float32(2) for i in range(np.prod(shape))])
    kept = drawn >= np.float32(p)
    assert drawn.dtype == np.float32 and abs(kept.mean() - (1 - p)) < 2 / np.sqrt(kept.size)
    rows.append({"seed": seed, "p": p, "shape": list(shape), "kept": "".join("01"[one] for one in kept.astype(int))})

write("dropout.json", {"made_by": "seeded.py"}, "cases", rows)
