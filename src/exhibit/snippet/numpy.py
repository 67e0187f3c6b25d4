"""What snippets with NumPy are made of. Each holds the definitions that it needs, as they stand here."""

import base64

import numpy as np


def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & 2**64 - 1
    z = (z ^ z >> 27) * 0x94D049BB133111EB & 2**64 - 1
    return z ^ z >> 31


def stream(number):
    return mix(seed + (number + 1) * 0xD1B54A32D192ED03 & 2**64 - 1)


def uniform(key, scale, *shape):  # [-scale, scale)
    i = np.arange(1, np.prod(shape) + 1, dtype=np.uint64)
    bits = mix(key + i * 0x9E3779B97F4A7C15 & 2**64 - 1) >> 40
    return np.float32(scale) * (bits.astype(np.float32) * 2.0**-23 - 1).reshape(shape)


def embed(tokens):
    rows = []
    for token in tokens:
        h = 0xCBF29CE484222325  # FNV-1a
        for byte in token.encode():
            h = (h ^ byte) * 0x100000001B3 & 2**64 - 1
        rows.append(uniform(mix(stream(0x100) ^ h), 3**0.5, d_model))
    return np.stack(rows)


def sinusoidal(n):
    place, i = np.arange(n)[:, None], np.arange(d_model)
    angle = place / 10000 ** ((i - i % 2) / d_model)
    return np.where(i % 2, np.cos(angle), np.sin(angle)).astype(np.float32)


def data(text, *shape):
    return np.frombuffer(base64.b64decode(text), "<f4").reshape(shape)


def blocks(*heads):
    return np.hstack([np.vstack(head) for head in heads]).astype(np.float32)


def vectors(tokens):
    ids = [vocabulary.index(token) for token in tokens]
    rows = np.hstack([np.eye(n_vocab)[ids], np.eye(n_places)[: len(ids)], np.zeros((len(ids), n_before))])
    return rows.astype(np.float32)


def xavier(number, d_in, d_out):
    return uniform(stream(number), (6 / (d_in + d_out)) ** 0.5, d_in, d_out)


def rotate(t):  # [n, heads * d_head]
    half = d_head // 2
    frequency = (10000 ** (-np.arange(half) / half)).astype(np.float32)
    angle = np.arange(len(t), dtype=np.float32)[:, None, None] * frequency
    cos, sin = np.cos(angle), np.sin(angle)
    a, b, rest = np.split(t.reshape(len(t), -1, d_head), [half, 2 * half], axis=-1)
    return np.concatenate([a * cos - b * sin, b * cos + a * sin, rest], -1).reshape(t.shape)


def split(t):  # [n, heads * d_head] → [heads, n, d_head]
    return t.reshape(len(t), -1, d_head).swapaxes(0, 1)


def share(t):
    return t.repeat(n_heads // n_kv_heads, 0)


def alibi(n_query, n_key):  # [n_heads, n_query, n_key]
    series = lambda n: [2 ** (-8 * i / n) for i in range(1, n + 1)]
    below = 2 ** (n_heads.bit_length() - 1)
    slopes = (series(below) + series(2 * below)[::2])[:n_heads]
    query, key = np.indices((n_query, n_key))
    return -np.array(slopes, np.float32)[:, None, None] * abs(query - key).astype(np.float32)


def softmax(scores, axis=-1):
    e = np.exp(scores - scores.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def measures(weights, output):
    sums = weights.sum(-1)
    entropy = -(weights * np.log2(np.where(weights > 0, weights, 1))).sum(-1)
    largest, lengths = weights.max(-1), ((output**2).sum(-1) ** 0.5)
    return [sums.min(), sums.max(), lost(weights), entropy.mean(), largest.mean(), lengths.mean()]
