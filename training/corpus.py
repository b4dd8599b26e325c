"""Reads the corpus (.stm) and turns its sentences into what the network learns from."""
import copy, hashlib, re
from pathlib import Path

TYPES = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
KINDS = "PER ORG GPE GRP MEDIA LOC PRO TIME AMOUNT".split()
ROLES = "actor recipient place time amount".split()
STATUSES = "actual future hypothetical negated".split()
STANCES = "asserts denies unconfirmed".split()
FORMS = "indirect direct mixed".split()
MODES_OF = dict(
    CONSULT="visit third-party multilateral phone",
    RETREAT="withdraw release disarm ceasefire access resign",
    REQUEST="assist change yield meet",
    REJECT="assist change yield meet",
    ACCUSE="disapprove investigate allege",
    THREATEN="restrict arrest relations expel territory violence",
    PROTEST="demo riot strike hunger boycott obstruct vandalize",
    SANCTION="convict expel withdraw discontinue",
    MOBILIZE="troops weapons police militia",
    COERCE="seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    ASSAULT="abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone"
    " heavy-weapons crowd-control unconventional",
)
MODES = [""] + sorted({m for ms in MODES_OF.values() for m in ms.split()})
WORD = re.compile(r"\w+|[^\w\s]")
MARKS = dict(zip(">@^#", ROLES[1:]))


def read_marked(marked, where):
    """The sentence without its marks, and the marks with their spans (in characters)."""
    text, stack, mentions, events, attributions = [], [], {}, {}, {}
    at = i = 0

    def attribution(key):
        return attributions.setdefault(key, dict(id=key, cue=None, content=None, source=[], stance="asserts", form="indirect"))

    while i < len(marked):
        c = marked[i]
        if c == "[":
            end = marked.index("]", i)
            head, words = marked[i + 1:end].split("|", 1)
            key, label = head.split()
            span = [at, at + len(words)]
            text.append(words)
            at, i = span[1], end + 1
            if key[0] == "m":
                mentions[key] = dict(id=key, kind=label, span=span, text=words)
            elif key[0] == "e":
                label, _, cue = label.partition("+")
                events[key] = dict(id=key, type=label, mode="", status="actual", span=span, text=words, **{r: [] for r in ROLES})
                if cue:
                    attribution(cue)["cue"] = span
            else:
                attribution(key)["cue"] = span
        elif c == "{":
            key = marked[i + 1:marked.index("|", i)]
            stack.append((key, at))
            i += len(key) + 2
        elif c == "}":
            key, start = stack.pop()
            attribution(key)["content"] = [start, at]
            i += 1
        else:
            text.append(c)
            at += 1
            i += 1
    if stack:
        raise ValueError(f"{where}: a content is not closed")
    return "".join(text), mentions, events, attributions


def link(line, mentions, events, attributions, where):
    if line.strip() == "-":
        return
    for part in line.split(";"):
        key, *rest = part.split()
        if key in events:
            e = events[key]
            for word in rest:
                mark = MARKS.get(word[0])
                if mark:
                    e[mark] += word[1:].split(",") if len(word) > 1 else []
                elif word[0] == "m" and re.match(r"m\d", word):
                    actors, _, recipients = word.partition(">")
                    e["actor"] += actors.split(",")
                    e["recipient"] += recipients.split(",") if recipients else []
                elif word in STATUSES:
                    e["status"] = word
                elif word in MODES:
                    e["mode"] = word
                else:
                    raise ValueError(f"{where}: {word!r} is no link of an event")
        elif key in attributions:
            a = attributions[key]
            for word in rest:
                if word[0] == "<":
                    a["source"] += word[1:].split(",") if len(word) > 1 else []
                elif word in STANCES:
                    a["stance"] = word
                elif word in FORMS:
                    a["form"] = word
                else:
                    raise ValueError(f"{where}: {word!r} is no link of an attribution")
        else:
            raise ValueError(f"{where}: links of {key!r}, which is not marked")


def read_stm(path):
    """All items of a file. Errors name file and line; `menurut corpus check` tells more about them."""
    meta, lines, out = {}, [], []

    def close(number):
        nonlocal meta, lines
        if lines:
            where = f"{path}:{number - len(lines)}"
            if len(lines) != 2:
                raise ValueError(f"{where}: an item has a sentence and a line of links, this one {len(lines)} lines")
            text, m, e, a = read_marked(lines[0], where)
            link(lines[1], m, e, a, where)
            out.append(dict(id=meta["id"], lang=meta["lang"], doc=meta.get("doc"), part=meta.get("part"), file=str(path), line=number - 2,
                            text=text, mentions=list(m.values()), events=list(e.values()), attributions=list(a.values())))
            meta, lines = {}, []

    number = 0
    for number, line in enumerate(Path(path).read_text("utf8").split("\n"), 1):
        if line.startswith("#"):
            meta.update(re.findall(r"\b(id|lang|doc|part)=(\S+)", line))
        elif line.strip():
            lines.append(line)
        else:
            close(number)
    close(number + 1)
    return out


def read_corpus(folder):
    """The sentences to learn from and the own dev set, each in a fixed order; second readings are for comparing."""
    folder = Path(folder)
    held = {l.strip() for l in (folder / "dev.txt").read_text("utf8").split("\n") if l.strip() and l[0] != "#"}
    train, dev = [], []
    for path in sorted(p for p in folder.glob("*/*.stm") if p.parent.name != "second"):
        for r in read_stm(path):
            (dev if r["doc"] in held else train).append(r)
    return train, dev


def swap(r, pool, rng):
    """Names and times replaced by others of the same kind and language; every span moves along."""
    cuts = []
    for m in sorted(r["mentions"], key=lambda m: m["span"]):
        if m["kind"] in ("PER", "GPE", "ORG", "TIME") and rng.random() < .5:
            cuts.append((*m["span"], rng.choice(pool[r["lang"], m["kind"]])))
    if not cuts:
        return r

    def move(i, end):
        shift = 0
        for s, e, new in cuts:
            if i < s or (i == s and not end) or (i == s and end):
                break
            if i < e:
                return s + shift + (len(new) if end else 0)
            shift += len(new) - (e - s)
        return i + shift

    text, at = [], 0
    for s, e, new in cuts:
        text += [r["text"][at:s], new]
        at = e
    q = copy.deepcopy(r)
    q["text"] = "".join(text) + r["text"][at:]
    spans = [x["span"] for x in q["mentions"] + q["events"]]
    # A cue that is a trigger too shares its list: every list is moved once.
    spans += [s for a in q["attributions"] for s in (a["cue"], a["content"]) if s]
    for s in {id(s): s for s in spans}.values():
        s[:] = [move(s[0], False), move(s[1], True)]
    return q


STYLES = [{'"': '"'}, {"\u2019": "'"}, {"'": "\u2019"}, {"\u2013": "-"}, {" - ": " \u2013 "}, {" - ": " \u2014 "}]


def restyle(r, rng):
    """Other quotation marks, dashes, letter case: as long as before, so that every span stays."""
    text = r["text"]
    if rng.random() < .5:
        opened = False
        out = []
        for c in text:
            if c == '"':
                opened = not opened
                c = "\u201c" if opened else "\u201d"
            elif c in "\u201c\u201d":
                c = '"'
            out.append(c)
        text = "".join(out)
    for old, new in rng.choice(STYLES).items():
        text = text.replace(old, new)
    if r["part"] == "headline" and rng.random() < .2:
        up = text.upper()
        text = up if len(up) == len(text) else text
    return dict(r, text=text) if len(text) == len(r["text"]) else r


def pools(rows):
    pool = {}
    for r in rows:
        for m in r["mentions"]:
            pool.setdefault((r["lang"], m["kind"]), []).append(m["text"])
    return pool


def distance(i, j):
    """Steps of the distance between two words: signed, ever coarser."""
    d = abs(j - i)
    return (d if d < 5 else 5 if d < 8 else 6 if d < 16 else 7) + 8 * (j > i)


def prepare(r, tokenizer):
    """One annotated sentence in indices of words: first piece of each, BIO tags, spans, labels, links."""
    text = r["text"]
    words = [m.span() for m in WORD.finditer(text)]
    code = tokenizer.encode(text, add_special_tokens=False)
    ids, begins = code.ids, [s for s, _ in code.offsets]
    first, j = [], 0
    for s, _ in words:
        while j + 1 < len(begins) and begins[j + 1] <= s:
            j += 1
        first.append(j + 1)

    def span(chars):
        hit = [i for i, (s, e) in enumerate(words) if s < chars[1] and e > chars[0]]
        return (hit[0], hit[-1]) if hit else None

    tags = [[0] * len(words) for _ in range(3)]

    def tag(row, w):
        for i in range(w[0], w[1] + 1):
            tags[row][i] = 1 if i == w[0] else 2

    mentions, kinds, index = [], [], {}
    for m in r["mentions"]:
        w = span(m["span"])
        if w:
            index[m["id"]] = len(mentions)
            mentions.append(w)
            kinds.append(KINDS.index(m["kind"]))
            tag(0, w)
    events, labels, roles = [], [], []
    for e in r["events"]:
        w = span(e["span"])
        if w is None:
            continue
        tag(1, w)
        of = [[0.] * len(ROLES) for _ in mentions]
        for k, role in enumerate(ROLES):
            for m in e[role]:
                if m in index:
                    of[index[m]][k] = 1.
        events.append(w)
        labels.append((TYPES.index(e["type"]), STATUSES.index(e["status"]), MODES.index(e["mode"])))
        roles.append(of)
    cues, said, sources, contents = [], [], [], []
    for a in r["attributions"]:
        w = span(a["cue"])
        if w is None:
            continue
        tag(2, w)
        cues.append(w)
        said.append((STANCES.index(a["stance"]), FORMS.index(a["form"])))
        sources.append([int(m in {index.get(s) for s in a["source"]}) for m in range(len(mentions))])
        contents.append(span(a["content"]) if a["content"] else None)
    return dict(raw=r, ids=[0] + ids + [2], first=first, words=words, tags=tags, mentions=mentions, kinds=kinds, events=events, labels=labels,
                roles=roles, cues=cues, said=said, sources=sources, contents=contents)


def fold_of(r, folds):
    """Whole articles stay together."""
    return int(hashlib.sha256((r["doc"] or r["id"]).encode()).hexdigest(), 16) % folds
