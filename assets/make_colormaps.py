"""Writes colormaps.bin: viridis, cividis, magma, greys, RdBu_r and berlin, each 256 RGB triples of one byte a channel.

All run from low to high. The first four are sequential; the last two diverge from a middle, light and dark.
"""

from pathlib import Path

import matplotlib
import numpy as np


def greys(darkest=12, lightest=97):
    """Equal steps of CIELAB's L*, the lightness the eye sees: equal differences of weight look equally far apart."""
    lightness = np.linspace(darkest, lightest, 256)
    # L* to relative luminance, then luminance to an sRGB channel; of a grey all three channels are the same.
    luminance = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness * 27 / 24389)
    channel = np.where(luminance > 0.0031308, 1.055 * luminance ** (1 / 2.4) - 0.055, 12.92 * luminance)
    return np.stack([channel] * 3, axis=1)


def table(name):
    """256 colours; RdBu_r is eleven with straight lines between them, the others are lists already."""
    return matplotlib.colormaps[name](np.linspace(0, 1, 256))[:, :3]


tables = [*map(table, ("viridis", "cividis", "magma")), greys(), *map(table, ("RdBu_r", "berlin"))]
levels = np.rint(np.array(tables) * 255).astype(np.uint8)
assert levels.shape == (6, 256, 3)
(Path(__file__).parent / "colormaps.bin").write_bytes(levels.tobytes())
