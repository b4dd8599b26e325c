#!/usr/bin/env python3
"""Makes src/data/outlets_more.tsv: outlets beyond the hand-written src/data/outlets.tsv, from two published lists.

    State_Media_Matrix.csv   ASD-at-GMF/state-media-profiles, commit d878fee1, MIT: outlets near to states
    mbfc_raw.csv             idiap/Factual-Reporting-and-Political-Bias-Web-Interactions, commit 2474a4b1, Apache-2.0:
                             domains with their countries (of it only those with much traffic)

    outlets.py --state State_Media_Matrix.csv --mbfc mbfc_raw.csv --countries src/data/countries.tsv --out src/data/outlets_more.tsv
"""
import argparse, csv, re
from urllib.parse import urlparse

p = argparse.ArgumentParser()
for a in ("state", "mbfc", "countries", "out"):
    p.add_argument("--" + a, required=True)
a = p.parse_args()
names = {}
for line in open(a.countries, encoding="utf8"):
    f = line.rstrip("\n").split("\t")
    if len(f) == 4 and f[1] == "name" and f[2] == "en":
        names[f[3].lower()] = f[0]
names.update({"usa": "USA", "turkey": "TUR", "macedonia": "MKD", "palestine": "PSE", "hong kong": "HKG", "bosnia and herzegovina": "BIH", "kosovo": "XKX",
              "czech republic": "CZE", "myanmar": "MMR", "ivory coast": "CIV", "congo dr": "COD", "dr congo": "COD", "the gambia": "GMB", "macau": "MAC", "swaziland": "SWZ"})
# Typology of the State Media Monitor: SC controlled, CaPu captured public, ISFM and ISM state-managed; CaPr is in private hands, IP and ISF are independent.
OWNED = {"SC": "yes", "CaPu": "yes", "ISFM": "yes", "ISM": "yes", "CaPr": "-", "IP": "no", "ISF": "no"}
rows = {}


def domain(url):
    host = urlparse(url if "//" in url else "//" + url).netloc.lower().split(":")[0]
    host = host.removeprefix("www.")
    return host if re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", host) and not re.search(r"facebook|twitter|youtube|kcnawatch", host) else "-"


for r in csv.DictReader(open(a.state, encoding="utf8")):
    name = re.sub(r"\s+", " ", r["Main assets"]).strip()
    country = names.get(r["Country"].strip().lower())
    if not country or len(name) < 4 or "\t" in name or "|" in name:
        continue
    short = re.findall(r"\(([^()]+)\)", name)
    plain = re.sub(r"\s*\([^()]*\)", "", name).strip()
    words = [w for w in dict.fromkeys([plain, *short]) if len(w) > 2]
    if not words:
        continue
    key = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if key:
        agency = "yes" if "news agency" in name.lower() or "agency" in r["Media company"].lower() else "no"
        rows.setdefault(key, (country, OWNED.get(r["Typology"].strip(), "-"), agency, "", domain(r["URL"]), "|".join(words)))
for r in csv.DictReader(open(a.mbfc, encoding="utf8")):
    country = names.get(re.sub(r"\s*\(.*", "", r["country"]).strip().lower())
    d = domain(r["source"])
    if country and d != "-" and r["popularity"].startswith("high") and r["media_type"].split("/")[0] in ("newspaper", "tv station", "news agency", "radio station", "magazine"):
        rows.setdefault(d.split(".")[0], (country, "-", "yes" if r["media_type"] == "news agency" else "no", "", d, d))
with open(a.out, "w", encoding="utf8") as f:
    f.write("# Made by scripts/outlets.py from state-media-profiles (MIT) and the MBFC list (Apache-2.0). Columns: see outlets.tsv.\n")
    for key in sorted(rows):
        f.write(key + "\t" + "\t".join(rows[key]) + "\n")
