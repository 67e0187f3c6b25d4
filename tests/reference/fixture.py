"""How every fixture is written: a head, then one case a line, so that a changed expectation is one changed line."""

import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def write(name, head, key, rows):
    fields = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)},\n" for k, v in head.items()]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    text = f"{{\n{''.join(fields)} {json.dumps(key)}: [\n{lines}\n ]\n}}\n"
    assert json.loads(text) == head | {key: rows}
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(rows)} {key}, {len(text.encode()):,} bytes")


def short(values):
    """The fewest digits that still read back as the same float32, by way of float64 too."""
    values = np.asarray(values, np.float32).ravel()
    numbers = [float(str(value)) for value in values]
    assert (np.array(numbers).astype(np.float32) == values).all()
    return numbers
