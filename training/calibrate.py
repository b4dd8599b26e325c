"""Makes scores probabilities: each score of the parser against whether it came true on sentences it never saw.

For every aspect a line through the log-odds, p = σ(a·logit(score) + b), fitted by maximum likelihood (J. Platt,
"Probabilistic Outputs for Support Vector Machines", 1999). What counts as true is what `menurut eval --calibration` counts.
"""
import math

ASPECTS = ("mention", "event", "actors", "recipients", "attribution")


def overlap(a, b):
    """Spans match when they share at least a third of their union."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both > 0 and 3 * both >= (a[1] - a[0]) + (b[1] - b[0]) - both


def same_set(a, b):
    covered = lambda x, y: all(any(overlap(s, t) for t in y) for s in x)
    return len(a) == len(b) and covered(a, b) and covered(b, a)


def pairing(gold, predicted, same):
    """Predicted item -> gold item: each gold one takes the first that is the same and still free."""
    taken = {}
    for i, g in enumerate(gold):
        j = next((j for j, p in enumerate(predicted) if j not in taken and same(g, p)), None)
        if j is not None:
            taken[j] = i
    return taken


def seen(gold, found):
    """(aspect, score, whether right) of all that was found in a sentence."""
    spans = lambda r, ids: [m["span"] for m in r["mentions"] if m["id"] in ids]
    right = pairing(gold["mentions"], found["mentions"], lambda g, p: overlap(g["span"], p["span"]))
    for j, m in enumerate(found["mentions"]):
        yield "mention", m["score"], j in right
    right = pairing(gold["events"], found["events"], lambda g, p: g["type"] == p["type"] and overlap(g["span"], p["span"]))
    for j, e in enumerate(found["events"]):
        yield "event", e["score"], j in right
        if j in right:
            of = gold["events"][right[j]]
            for aspect, role in (("actors", "actor"), ("recipients", "recipient")):
                if e[role]:
                    yield aspect, e[aspect + "_score"], same_set(spans(gold, of[role]), spans(found, e[role]))
    cues = [a for a in gold["attributions"] if a["cue"]]
    right = pairing(cues, found["attributions"], lambda g, p: overlap(g["cue"], p["cue"]) and same_set(spans(gold, g["source"]), spans(found, p["source"])))
    for j, a in enumerate(found["attributions"]):
        yield "attribution", a["score"], j in right


def logit(p):
    # A score of 0.9999 says no more than one of 0.999: roles come that sure.
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def line(pairs):
    """(a, b) by Newton's method, with steps halved while they go too far."""
    data = [(logit(s), float(right)) for s, right in pairs]
    sigma = lambda z: 1 / (1 + math.exp(-max(-30., min(30., z))))

    def loss(a, b):
        # A little ridge towards no change keeps it finite where everything came true.
        out = ((a - 1) ** 2 + b ** 2) / 2
        for x, y in data:
            z = a * x + b
            out += max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))
        return out

    a, b = 1., 0.
    for _ in range(50):
        ga, gb, haa, hab, hbb = a - 1., b, 1., 0., 1.
        for x, y in data:
            p = sigma(a * x + b)
            w = p * (1 - p)
            ga, gb = ga + (p - y) * x, gb + p - y
            haa, hab, hbb = haa + w * x * x, hab + w * x, hbb + w
        det = haa * hbb - hab * hab
        da, db, step, now = (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det, 1., loss(a, b)
        while step > 1e-6 and loss(a - step * da, b - step * db) > now:
            step /= 2
        a, b = a - step * da, b - step * db
        if step * (abs(da) + abs(db)) < 1e-7:
            break
    return a, b


def fit(gold, found):
    """Aspect -> [a, b]; `gold` and `found` are graphs of the same sentences."""
    pairs = {aspect: [] for aspect in ASPECTS}
    for g, f in zip(gold, found):
        for aspect, score, right in seen(g, f):
            pairs[aspect].append((score, right))
    return {aspect: [round(x, 4) for x in line(p)] for aspect, p in pairs.items() if len(p) >= 50}
