#!/usr/bin/env python3
"""Writes src/html/data/months.tsv: the names of the twelve months in the languages that news pages are written in.

Needs the PyPI package Babel 2.18 (BSD-3-Clause), whose names come from the Unicode CLDR (Unicode Licence v3).
Run it from the crate's folder: `python3 scripts/months.py > src/html/data/months.tsv`.
"""

import multiprocessing
import unicodedata

from babel import Locale

LANGUAGES = """af am ar ar_MA ar_SY az be bg bn bs ca cs da de de_AT el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id
is it ka kk km kn ky lt lv mk ml mn mr ms mt my nb ne nl pa pl ps pt ro ru si sk sl sq sr sr_Latn sv sw ta te th tr uk ur uz
vi""".split()


def clean(name):
    return unicodedata.normalize("NFC", name).lower().strip().rstrip(".").strip()


def rows(code):
    locale = Locale.parse(code)
    out = []
    for month in range(1, 13):
        names = []
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = clean(locale.months[context][width][month])
                # A bare number, or one letter, names no month by itself.
                if len(name) > 1 and not name[0].isdigit() and name not in names:
                    names.append(name)
        if names:
            out.append("\t".join([code.split("_")[0], str(month), *names]))
    return out


def main():
    print("# Month names: language, month, names. Made by scripts/months.py from Babel 2.18 (BSD-3-Clause), whose data is")
    print("# the Unicode CLDR (Unicode-3.0).")
    # One process per language: Babel's aliases leak names from one loaded locale into the next.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for lines in pool.imap(rows, LANGUAGES, chunksize=1):
            for line in lines:
                print(line)


if __name__ == "__main__":
    main()
