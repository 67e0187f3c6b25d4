"""The page's seeded numbers, written a second time in NumPy, so that no fixture has to store its inputs.

Every value has 24 random bits and is exact in float32: Rust and NumPy give the same bits, not merely close ones.
"""

import numpy as np

GAMMA = 0x9E3779B97F4A7C15
STREAM = 0xD1B54A32D192ED03
W_Q, W_K, W_V, W_O, X = 1, 2, 3, 4, 5
B_Q, B_K, B_V, B_O, X_KV = 6, 7, 8, 9, 10
EMBEDDING = 0x100
DROPOUT = 0x300
MASK = 2**64 - 1


def splitmix64(z):
    """The finalizer of SplitMix64; adding the increment is left to the caller."""
    z &= MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def key(seed, stream):
    """One seed gives every tensor a stream of its own."""
    return splitmix64(seed + (stream + 1) * STREAM)


def uniform(key, i):
    """The i-th number of a stream, in [-1, 1)."""
    bits = splitmix64(key + (i + 1) * GAMMA) >> 40
    return np.float32(bits) * np.float32(2.0**-23) - np.float32(1)


def tensor(key, scale, *shape):
    """Scaled numbers of a stream, row-major; the product is rounded to float32 once."""
    flat = np.array([uniform(key, i) for i in range(np.prod(shape))], np.float32)
    return (np.float32(scale) * flat).reshape(shape)


def xavier(d_in, d_out):
    """The bound of Glorot and Bengio's uniform distribution, rounded from float64."""
    return np.float32(np.sqrt(6 / (d_in + d_out)))


# With inputs of variance 1 the bound is sqrt(3): a uniform number of [-1, 1) has variance 1/3.
UNIT = np.float32(np.sqrt(3))


def fnv1a64(data):
    """FNV-1a, 64 bits: what turns the bytes of a token into a number."""
    hash = 0xCBF29CE484222325
    for byte in data:
        hash = ((hash ^ byte) * 0x100000001B3) & MASK
    return hash


def token_key(seed, token):
    """A token's vector depends on its text and the seed, never on its place or on the vocabulary."""
    return splitmix64(key(seed, EMBEDDING) ^ fnv1a64(token.encode()))


# The published first outputs of SplitMix64 and hashes of FNV-1a, so that both are checked against an outsider.
assert splitmix64(GAMMA) == 0xE220A8397B1DCDAF
assert splitmix64(1234567 + GAMMA) == 6457827717110365317
assert splitmix64(1234567 + 2 * GAMMA) == 3203168211198807973
assert fnv1a64(b"") == 0xCBF29CE484222325
assert fnv1a64(b"a") == 0xAF63DC4C8601EC8C
assert fnv1a64(b"foobar") == 0x85944171F73967E8
