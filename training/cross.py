"""Where a parser that never saw a sentence is sure, and the corpus says otherwise: to be decided by a reader.

usage: cross.py --base BASE --tokenizer TOKENIZER [--sure .9] WEIGHTS.pt...      (one per fold, in order: train.py --folds k/n)

Prints each such item as it stands, with `file:line`, and below it what the parser would write. Spans, kinds, types,
statuses, modes, stances, sources, roles and contents are asked with the corpus's own spans given.
"""
import argparse, re
from pathlib import Path

import torch

from base import Base
from corpus import KINDS, MODES, MODES_OF, ROLES, STANCES, STATUSES, TYPES, fold_of, prepare, read_corpus
from network import Parser, bio, read_tokenizer, role_mask


def load(path, base, kept):
    w = {k: v.float() for k, v in torch.load(path).items()}
    layers = 1 + max(int(k.split(".")[2]) for k in w if k.startswith("encoder.layers."))
    model = Parser(base, kept, layers)
    model.load_state_dict(w, strict=False)
    return model.eval()


@torch.no_grad()
def doubts(model, b, sure):
    r, words = b["raw"], model.words([b])
    text, w = r["text"], b["words"]
    chars = lambda q: text[w[q[0]][0]:w[q[1]][1]]
    tags = model.tags(words).view(-1, 3, 3).softmax(-1)
    g = model.gather([b])
    s = model.scores(words, g)
    out = []
    overlap = lambda a, b: a[0] <= b[1] and b[0] <= a[1]
    for row, name, gold, floor in ((0, "mention", b["mentions"], .96), (1, "trigger", b["events"], sure), (2, "cue", b["cues"], sure)):
        found = bio(tags[:, row].argmax(-1).tolist())
        for q in found:
            p = (1 - tags[q[0]:q[1] + 1, row, 0]).mean().item()
            if p >= floor and not any(overlap(q, x) for x in gold):
                what = ""
                if row == 1:
                    v = model.event_type(model.spans(words, [q])).softmax(-1)[0]
                    what = f" ({TYPES[int(v.argmax())]} {v.max():.2f})"
                if row == 0:
                    v = model.kind(model.spans(words, [q])).softmax(-1)[0]
                    what = f" ({KINDS[int(v.argmax())]})"
                    if KINDS[int(v.argmax())] not in ("PER", "ORG", "GPE", "MEDIA"):
                        continue
                out.append(f"+ {name} «{chars(q)}»{what} {p:.2f}")
        for i, q in enumerate(gold):
            p = (1 - tags[q[0]:q[1] + 1, row, 0]).max().item()
            if p <= 1 - floor:
                out.append(f"- no {name} «{chars(q)}» {1 - p:.2f}")

    def label(name, scores, gold, names, ids, floor, allowed=None):
        for i, row in enumerate(scores):
            ok = [k for k in range(len(names)) if allowed is None or allowed(i, k)]
            p = row[ok].softmax(-1)
            k = ok[int(p.argmax())]
            if k != gold[i] and p.max() >= floor:
                out.append(f"~ {ids[i]} {name} {names[gold[i]] or 'none'} -> {names[k] or 'none'} {p.max():.2f}")

    events, cues = [e["id"] for e in r["events"]], [a["id"] for a in r["attributions"]]
    if "kind" in s:
        label("kind", s["kind"], b["kinds"], KINDS, [m["id"] for m in r["mentions"]], .97)
    if "type" in s:
        y = list(zip(*b["labels"]))
        label("type", s["type"], y[0], TYPES, events, sure - .05)
        label("status", s["status"], y[1], STATUSES, events, sure)
        label("mode", s["mode"], y[2], MODES, events, .95, lambda i, k: not MODES[k] or MODES[k] in MODES_OF.get(TYPES[y[0][i]], "").split())
    if "stance" in s:
        label("stance", s["stance"], [x[0] for x in b["said"]], STANCES, cues, sure)
    if "role" in s:
        ok = role_mask()
        for (i, j, _, k), p, gold in zip(g["role"], s["role"].sigmoid(), g["roles"]):
            for x, role in enumerate(ROLES):
                if gold[x] and p[x] <= 1 - sure - .03:
                    out.append(f"- {events[i]} {role} not {r['mentions'][j]['id']} «{chars(b['mentions'][j])}» {1 - p[x]:.2f}")
                if not gold[x] and p[x] >= sure + .03 and ok[k, x]:
                    out.append(f"+ {events[i]} {role} {r['mentions'][j]['id']} «{chars(b['mentions'][j])}» {p[x]:.2f}")
    if "source" in s:
        for (i, j, *_), row, gold in zip(g["source"], s["source"].softmax(-1), g["sources"]):
            if int(row.argmax()) != gold and row.max() >= sure + .03:
                out.append(f"{'-' if gold else '+'} {cues[i]} source {r['mentions'][j]['id']} «{chars(b['mentions'][j])}» {row.max():.2f}")
    if "content" in s:
        for (i, *_), row, gold in zip(g["content"], s["content"], g["contents"]):
            p, q = row.softmax(0).max(0)
            if p.min() >= .9 and tuple(q.tolist()) != tuple(gold) and q[0] <= q[1]:
                out.append(f"~ {cues[i]} content «{chars(q.tolist())}» {p.min():.2f}")
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", required=True)
    p.add_argument("--tokenizer", required=True)
    p.add_argument("--corpus", default=Path(__file__).parent.parent / "corpus")
    p.add_argument("--vocabulary", default=Path(__file__).parent / "vocabulary.bits.gz")
    p.add_argument("--sure", type=float, default=.9)
    p.add_argument("--only", type=int, help="this fold alone")
    p.add_argument("--files", default="", help="a regular expression: every fold's sentences of these files, which no fold learned from")
    p.add_argument("weights", nargs="+")
    a = p.parse_args()
    torch.set_num_threads(1)
    base = Base(a.base)
    tokenizer, kept = read_tokenizer(a.tokenizer, a.vocabulary)
    rows, _ = read_corpus(a.corpus)
    n = len(a.weights)
    for k, path in enumerate(a.weights):
        if a.only and a.only != k + 1:
            continue
        model = load(path, base, kept)
        for r in rows:
            if re.search(a.files, r["file"]) if a.files else fold_of(r, n) == k:
                found = doubts(model, prepare(r, tokenizer), a.sure)
                if found:
                    lines = Path(r["file"]).read_text("utf8").split("\n")
                    print(f"{r['file']}:{r['line']} {r['id']} {r['lang']}")
                    print("\n".join(lines[r["line"] - 1:r["line"] + 1]))
                    print("\n".join("    " + f for f in found) + "\n")


if __name__ == "__main__":
    main()
