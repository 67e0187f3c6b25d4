"""Arrays as NumPy's own files and texts, and lists as Python's json writes them, written to npy.json.

What the numbers are is NumPy's word too: of a file by numpy.load, of a text by numpy.loadtxt, each rounded to float32.
"""

import csv
import io
import json
import platform

import numpy as np

from fixture import write
from seeded import fnv1a64

INF, NAN = float("inf"), float("nan")
TYPES = {
    "f2": [[0.5, -0.0], [-65504.0, INF], [1e-7, NAN]],
    "f4": [[0.1, -0.0], [3.4e38, -INF], [1e-45, NAN]],
    # Beyond float32, above and below, and just beside the middle of two numbers of float32.
    "f8": [[1e39, -1e-46], [1 + 2**-24 + 2**-50, 1 + 2**-24 - 2**-50], [NAN, -INF]],
    "i1": [[0, -1], [127, -128], [3, -4]],
    "i2": [[0, -1], [2**15 - 1, -(2**15)], [258, -4]],
    "i4": [[0, -1], [2**31 - 1, -(2**31)], [2**24 + 1, 2**24 + 3]],
    "i8": [[0, -1], [2**63 - 1, -(2**63)], [2**53 + 1, 2**40 + 2**16 + 1]],
    "u1": [[0, 1], [255, 128], [3, 4]],
    "u2": [[0, 1], [2**16 - 1, 2**15], [258, 4]],
    "u4": [[0, 1], [2**32 - 1, 2**31], [2**24 + 1, 2**24 + 3]],
    "u8": [[0, 1], [2**64 - 1, 2**63], [2**53 + 1, 2**40 + 2**16 + 1]],
    "b1": [[True, False], [True, True], [False, False]],
}
FLOATS = np.array([[0.5, -0.0, 1 / 3], [-65504.0, INF, NAN], [1e-7, -INF, 40000.4]], "<f4")
WHOLE = np.array([[0, 1, 2], [3, -4, 100], [127, -128, 77]])


def words(values):
    """Numbers of float32 as text, each with the fewest digits that read back as itself."""
    with np.errstate(over="ignore"):  # what is too large for float32 is to become infinite
        values = np.asarray(values).astype(np.float32).ravel()
    text = " ".join(str(value) for value in values)
    again = np.array(text.split(), np.float32)
    assert (np.isnan(again) == np.isnan(values)).all()
    assert (again.view(np.uint32) == values.view(np.uint32))[~np.isnan(values)].all()
    return text


def file(name, array, version=(1, 0), refused=None):
    """A case: the file in hexadecimal, and what is in it. One that Heedmap must refuse has the error's name."""
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version)
    again = np.load(io.BytesIO(out.getvalue()))
    assert again.dtype == array.dtype and again.shape == array.shape
    case = {"name": name, "shape": list(again.shape)}
    case |= {"values": words(again)} if again.dtype.kind in "fiub" else {}
    case |= {"refused": refused} if refused else {}
    return case | {"hex": out.getvalue().hex()}


files = []
for code, values in TYPES.items():
    for order in "|" if code.endswith("1") else "<>":
        array = np.array(values, order + code)
        files.append(file(f"{order}{code} C", np.ascontiguousarray(array)))
        files.append(file(f"{order}{code} F", np.asfortranarray(array)))
for version in [(2, 0), (3, 0)]:
    files.append(file(f"version {version[0]}", FLOATS, version))
    files.append(file(f"version {version[0]}, F", np.asfortranarray(FLOATS), version))
files.append(file("one number", FLOATS[:1, :1]))
files.append(file("one dimension", FLOATS[0]))
files.append(file("one column", FLOATS[:, 2:].copy()))
files.append(file("a stack of one", FLOATS[None].copy()))
files.append(file("a stack of one, F", np.asfortranarray(FLOATS[None, :2])))
files.append(file("a stack of two", np.stack([FLOATS, FLOATS[::-1]]), refused="NpyShape"))
files.append(file("no dimension", np.array(1, "<f4"), refused="NpyShape"))
files.append(file("four dimensions", FLOATS[None, None].copy(), refused="NpyShape"))
files.append(file("nothing", np.zeros((0, 3), "<f4"), refused="Empty"))
files.append(file("complex", FLOATS.astype("<c8"), refused="NpyType"))
files.append(file("words", np.array([["a", "b"]]), refused="NpyType"))
files.append(file("records", np.array([(1, 2)], [("a", "<f4"), ("b", "<i2")]), refused="NpyType"))
files.append(file("dates", np.array(["2026-01-01"], "<M8[D]"), refused="NpyType"))


def text(name, written, values):
    """A case: the text, and what is in it."""
    values = np.asarray(values)
    return {"name": name, "shape": list(values.shape), "values": words(values), "text": written}


def saved(name, array, **options):
    out = io.StringIO()
    np.savetxt(out, array, **options)
    delimiter = options.get("delimiter", " ").strip(" ") or None
    again = np.loadtxt(io.StringIO(out.getvalue()), delimiter=delimiter, ndmin=2)
    return text(f"savetxt, {name}", out.getvalue(), again)


wide = np.random.default_rng(1).standard_normal((3, 4)) * 10.0 ** np.arange(-18, 18, 3).reshape(3, 4)
texts = [saved("as it is", wide), saved("infinite", FLOATS)]
texts += [saved("one row", wide[:1]), saved("one column", wide[:, :1])]
for name, delimiter in [("comma", ","), ("comma and space", ", "), ("tab", "\t"), ("semicolon", ";")]:
    texts.append(saved(name, FLOATS, delimiter=delimiter))
texts.append(saved("CRLF", wide, delimiter=",", newline="\r\n"))
texts.append(saved("whole", WHOLE, fmt="%d"))
texts.append(saved("in columns", wide, fmt="%12.4g"))
texts.append(saved("short", wide, fmt="%g", delimiter=","))

# Labels, most of which need quotes; an empty one in the corner.
repeated = np.tile(FLOATS[:1], (8, 3))[:, :7]
out = io.StringIO()
labels = ["", "the", "a,b", 'say "hi"', "two\nlines", "它", "''", " "]
writer = csv.writer(out)
writer.writerow(labels)
for label, row in zip(reversed(labels), repeated):
    writer.writerow([label, *row])
texts.append(text("csv.writer, labels", out.getvalue(), repeated))

for name, options in [("as it is", {}), ("indented", {"indent": 2}), ("dense", {"separators": (",", ":")})]:
    for array in [wide, FLOATS, WHOLE]:
        written = json.dumps(array.tolist(), **options)
        texts.append(text(f"json, {name}", written, json.loads(written)))
texts.append(text("json, one list", json.dumps(wide[0].tolist()), wide[:1]))

halves = np.arange(65536, dtype=np.uint16).view("<f2").astype("<f4")
head = {
    "made_by": f"NumPy {np.__version__}, Python {platform.python_version()}",
    "halves_fnv1a64": fnv1a64(halves[~np.isnan(halves)].tobytes()),
}
write("npy.json", head, "cases", files + texts)
