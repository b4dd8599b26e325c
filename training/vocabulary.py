"""Chooses the pieces of the base vocabulary that a bundle keeps, and writes them as one bit per base id.

usage: vocabulary.py TOKENIZER.json OUT.bits.gz SIZE TEXT...

Kept are: the special pieces, every piece of one character (so nothing becomes unknown), every piece that the official
tokenizer uses on the counted TEXT files (any UTF-8 text), every piece of ASCII alone (the letters of Indonesian, Malay
and English), and then, most likely first, pieces written in Latin, Cyrillic or Arabic letters, digits and punctuation,
until SIZE pieces are kept.
"""
import gzip, json, sys, unicodedata
from functools import lru_cache

import numpy as np
from tokenizers import Tokenizer

SPECIAL = 4  # <s> <pad> </s> <unk>
MASK = "<mask>"


@lru_cache(maxsize=None)
def served(c):
    if not c.isalpha():
        return not unicodedata.category(c).startswith("M")
    return unicodedata.name(c, "").split(" ")[0] in ("LATIN", "CYRILLIC", "ARABIC", "FEMININE", "MASCULINE", "MODIFIER")


def main():
    source, out, size, texts = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    tokenizer = Tokenizer.from_file(source)
    vocabulary = json.load(open(source, encoding="utf8"))["model"]["vocab"]
    keep = np.zeros(len(vocabulary), bool)
    keep[:SPECIAL] = True
    for i, (piece, _) in enumerate(vocabulary):
        if len(piece) == 1 or (len(piece) == 2 and piece[0] == "\u2581"):
            keep[i] = True
    single = int(keep.sum())
    for i, (piece, _) in enumerate(vocabulary):
        keep[i] |= piece.replace("\u2581", "").isascii() and piece != MASK
    plain = int(keep.sum())
    for path in texts:
        lines = [l for l in open(path, encoding="utf8", errors="ignore").read().splitlines() if l.strip()]
        for k in range(0, len(lines), 1000):
            for e in tokenizer.encode_batch(lines[k:k + 1000], add_special_tokens=False):
                keep[e.ids] = True
    counted = int(keep.sum())
    for i in sorted(range(len(vocabulary)), key=lambda i: -vocabulary[i][1]):
        if keep.sum() >= size:
            break
        if not keep[i] and vocabulary[i][0] != MASK and all(served(c) for c in vocabulary[i][0].replace("\u2581", "")):
            keep[i] = True
    keep[[i for i, (p, _) in enumerate(vocabulary) if p == MASK]] = False
    # mtime 0: the same choice gives the same file.
    with gzip.GzipFile(out, "wb", mtime=0) as f:
        f.write(np.packbits(keep).tobytes())
    print(f"{single} special and single, {plain} with those of ASCII, {counted} with those counted, {int(keep.sum())} kept of {len(vocabulary)}")


if __name__ == "__main__":
    main()
