"""What snippets with PyTorch are made of. Each holds the definitions that it needs, as they stand here."""

import base64
import math

import torch


def mix(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & 2**64 - 1
    z = (z ^ z >> 27) * 0x94D049BB133111EB & 2**64 - 1
    return z ^ z >> 31


def stream(number):
    return mix(seed + (number + 1) * 0xD1B54A32D192ED03 & 2**64 - 1)


def uniform(key, scale, *shape):  # [-scale, scale)
    count = range(1, math.prod(shape) + 1)
    bits = [mix(key + i * 0x9E3779B97F4A7C15 & 2**64 - 1) >> 40 for i in count]
    return scale * (torch.tensor(bits, dtype=torch.float32) * 2.0**-23 - 1).reshape(shape)


def embed(tokens):
    rows = []
    for token in tokens:
        h = 0xCBF29CE484222325  # FNV-1a
        for byte in token.encode():
            h = (h ^ byte) * 0x100000001B3 & 2**64 - 1
        rows.append(uniform(mix(stream(0x100) ^ h), 3**0.5, d_model))
    return torch.stack(rows)


def sinusoidal(n):
    place, i = torch.arange(n, dtype=torch.float64)[:, None], torch.arange(d_model)
    angle = place / 10000 ** ((i - i % 2).double() / d_model)
    return torch.where(i % 2 == 1, angle.cos(), angle.sin()).float()


def data(text, *shape):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).reshape(shape)


def blocks(*heads):
    return torch.hstack([torch.vstack(head) for head in heads]).float()


def vectors(tokens):
    ids = [vocabulary.index(token) for token in tokens]
    return torch.hstack([torch.eye(n_vocab)[ids], torch.eye(n_places)[: len(ids)], torch.zeros(len(ids), n_before)])


def xavier(number, d_in, d_out):
    return uniform(stream(number), (6 / (d_in + d_out)) ** 0.5, d_in, d_out)


def rotate(t):  # [n, heads * d_head]
    half = d_head // 2
    frequency = (10000 ** (-torch.arange(half, dtype=torch.float64) / half)).float()
    angle = torch.arange(len(t))[:, None, None] * frequency
    cos, sin = angle.cos(), angle.sin()
    a, b, rest = t.reshape(len(t), -1, d_head).split([half, half, d_head % 2], -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin, rest], -1).reshape(t.shape)


def split(t):  # [n, heads * d_head] → [heads, n, d_head]
    return t.reshape(len(t), -1, d_head).swapaxes(0, 1)


def share(t):
    return t.repeat_interleave(n_heads // n_kv_heads, 0)


def alibi(n_query, n_key):  # [n_heads, n_query, n_key]
    series = lambda n: [2 ** (-8 * i / n) for i in range(1, n + 1)]
    below = 2 ** (n_heads.bit_length() - 1)
    slopes = (series(below) + series(2 * below)[::2])[:n_heads]
    query, key = torch.meshgrid(torch.arange(n_query), torch.arange(n_key), indexing="ij")
    return -torch.tensor(slopes)[:, None, None] * abs(query - key)


def measures(weights, output):
    sums = weights.sum(-1)
    entropy = -(weights * weights.where(weights > 0, torch.ones(())).log2()).sum(-1)
    largest, lengths = weights.amax(-1), output.norm(dim=-1)
    return [sums.min(), sums.max(), lost(weights), entropy.mean(), largest.mean(), lengths.mean()]
