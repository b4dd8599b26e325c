#!/usr/bin/env python3
"""PyPI's dateparser on the Indonesian expressions of one day, beside `menurut eval --set times` (row "of one day").

    pip install dateparser==1.5.0
    dateparser_times.py crates/menurut-eval/data/times-id.tsv [menurut]

dateparser gives one moment, so only expressions of one day are asked. With the path of the program given, both are run.
"""
import datetime, json, subprocess, sys

import dateparser

right = found = n = 0
for line in open(sys.argv[1], encoding="utf8"):
    f = line.rstrip("\n").split("\t")
    if len(f) != 7 or line[0] == "#" or f[3] != f[4] or f[3] == "-":
        continue
    n += 1
    settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(f[0] + "T12:00"), "PREFER_DATES_FROM": {"past": "past", "future": "future"}.get(f[1], "current_period"), "DATE_ORDER": "DMY"}
    when = dateparser.parse(f[2], languages=["id"], settings=settings)
    found += when is not None
    right += when is not None and when.date().isoformat() == f[3]
print(f"dateparser {dateparser.__version__}: {right / n:.3f} right of {n}, {found / n:.3f} parsed")
if len(sys.argv) > 2:
    out = subprocess.run([sys.argv[2], "eval", "--set", "times", "--format", "jsonl"], capture_output=True, text=True, check=True).stdout
    rows = json.loads(out)["tables"][0]["rows"]
    row = next(r for r in rows if r["name"] == "of one day")
    print(f"menurut: {row['days right']:.3f} right of {row['n']}")
