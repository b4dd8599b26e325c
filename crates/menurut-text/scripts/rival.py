#!/usr/bin/env python3
"""Scores trafilatura on the pages that `cargo run --example extraction` scores: `python3 scripts/rival.py FOLDER`.

Needs the PyPI packages trafilatura (Apache-2.0) and lxml_html_clean.
"""

import gzip
import json
import pathlib
import re
import sys
import time
from collections import Counter

import trafilatura


def letters(text):
    return "".join(c for c in (text or "").lower() if c.isalnum())


def words(text):
    return Counter(re.findall(r"\w+", text.lower()))


def main():
    folder = pathlib.Path(sys.argv[1])
    own = folder / "gold.json"
    gold = json.loads((own if own.exists() else folder / "ground-truth.json").read_text(encoding="utf-8"))
    body = spent = 0.0
    titles, days, authors = [], [], Counter()
    for name, page in gold.items():
        plain = folder / f"{name}.html"
        source = plain.read_bytes() if plain.exists() else gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        start = time.perf_counter()
        found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
        spent += time.perf_counter() - start
        found = found.as_dict() if found else {}
        ours, theirs = words(found.get("text") or ""), words(page.get("body") or page.get("articleBody") or "")
        body += 2 * sum((ours & theirs).values()) / max(1, sum(ours.values()) + sum(theirs.values()))
        if "title" in page:
            titles.append(letters(found.get("title")).startswith(letters(page["title"])))
            days.append(found.get("date") == page["day"])
            a = {letters(n) for n in (found.get("author") or "").split("; ") if n}
            b = {letters(n) for n in page["authors"]}
            authors.update(both=len(a & b), all=len(a) + len(b))
    line = f"trafilatura  {len(gold)} pages: body F1 {body / len(gold):.4f}"
    if titles:
        line += f", title {sum(titles) / len(titles):.4f}, day {sum(days) / len(days):.4f}, authors F1 {2 * authors['both'] / authors['all']:.4f}"
    print(f"{line}; {spent * 1000 / len(gold):.1f} ms per page")


main()
