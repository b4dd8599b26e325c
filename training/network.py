"""The parser: multilingual-e5-small, its first layers, and small heads over words, spans and pairs of spans."""
import json

import torch
import torch.nn as nn
import torch.nn.functional as F
from tokenizers import Tokenizer

from base import kept_pieces
from corpus import FORMS, KINDS, MODES, MODES_OF, ROLES, STANCES, STATUSES, TYPES, distance

UNKNOWN, SPECIAL = 3, 4
PAD = 1


def read_tokenizer(path, vocabulary):
    """The official tokenizer with the kept pieces alone, as the program has it; and their base ids."""
    t = json.load(open(path, encoding="utf8"))
    kept = kept_pieces(vocabulary, len(t["model"]["vocab"]))
    t["model"]["vocab"] = [t["model"]["vocab"][i] for i in kept]
    t["added_tokens"] = [a for a in t["added_tokens"] if a["id"] < SPECIAL]
    return Tokenizer.from_str(json.dumps(t)), kept


class Drop(nn.Module):
    """Dropout whose noise is cut out of one drawn supply at a random place: drawing it anew takes a tenth of a step."""

    SUPPLY = {}

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        key = (self.p, x.dtype)
        n = x.numel()
        supply = Drop.SUPPLY.get(key)
        if supply is None or len(supply) < 2 * n:
            supply = Drop.SUPPLY[key] = ((torch.rand(max(1 << 22, 4 * n)) >= self.p) / (1 - self.p)).to(x.dtype)
        at = int(torch.randint(len(supply) - n, ()))
        return x * supply[at:at + n].view_as(x)


def linear(module, x):
    return F.linear(x, module.weight.to(x.dtype), module.bias.to(x.dtype))


class Layer(nn.Module):
    def __init__(self, base, l):
        super().__init__()
        h, f = base.width, base.inner
        self.heads = base.heads
        self.qkv, self.out = nn.Linear(h, 3 * h), nn.Linear(h, h)
        self.inner, self.outer = nn.Linear(h, f), nn.Linear(f, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, base.eps), nn.LayerNorm(h, base.eps)
        self.drop = Drop(.1)
        get = lambda n, *s: torch.tensor(base.get(f"l{l}.{n}", *s))
        with torch.no_grad():
            self.qkv.weight.copy_(torch.cat([get(n + ".w", h, h) for n in "qkv"]))
            self.qkv.bias.copy_(torch.cat([get(n + ".b", h) for n in "qkv"]))
            for module, name, shape in ((self.out, "ao", (h, h)), (self.inner, "fi", (f, h)), (self.outer, "fo", (h, f))):
                module.weight.copy_(get(name + ".w", *shape))
                module.bias.copy_(get(name + ".b", shape[0]))
            for module, name in ((self.norm1, "aln"), (self.norm2, "oln")):
                module.weight.copy_(get(name + ".w", h))
                module.bias.copy_(get(name + ".b", h))

    def forward(self, x, mask):
        b, n, h = x.shape
        q, k, v = linear(self.qkv, x).view(b, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # For sentences this is three times as quick as the fused attention, whose way back is slow on short rows.
        a = (q * (h // self.heads) ** -.5) @ k.transpose(-1, -2) + mask
        c = (a.softmax(-1) @ v).transpose(1, 2).reshape(b, n, h)
        x = self.norm1(x + self.drop(linear(self.out, c)))
        return self.norm2(x + self.drop(linear(self.outer, F.gelu(linear(self.inner, x)))))


class Encoder(nn.Module):
    """The word table is frozen: it stays in the bundle as the base has it, in 4 bits."""

    def __init__(self, base, kept, layers):
        super().__init__()
        h = base.width
        self.word = nn.Embedding.from_pretrained(torch.tensor(base.get("emb.word", base.rows, h, rows=kept)), freeze=True)
        self.position = nn.Parameter(torch.tensor(base.get("emb.pos", base.positions, h)))
        self.token_type = nn.Parameter(torch.tensor(base.get("emb.type", base.tensors["emb.type"][0] // h, h)[0]))
        self.norm = nn.LayerNorm(h, base.eps)
        with torch.no_grad():
            self.norm.weight.copy_(torch.tensor(base.get("emb.ln.w", h)))
            self.norm.bias.copy_(torch.tensor(base.get("emb.ln.b", h)))
        self.layers = nn.ModuleList(Layer(base, l) for l in range(layers))
        self.drop = Drop(.1)

    def forward(self, ids):
        x = self.drop(self.norm(self.word(ids) + self.position[:ids.shape[1]] + self.token_type))
        if self.training and fast():
            x = x.bfloat16()
        mask = ((ids == PAD)[:, None, None, :] * -1e4).to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return x.float()


def fast():
    """Products of bfloat16 twice as quick as those of floats, where the processor has them."""
    return torch.ops.mkldnn._is_mkldnn_bf16_supported()


def batch_ids(ids):
    n = max(map(len, ids))
    return torch.tensor([i + [PAD] * (n - len(i)) for i in ids])


def net(h, out):
    return nn.Sequential(nn.Linear(h, 192), nn.GELU(), Drop(.15), nn.Linear(192, out))


def with_one(x):
    return torch.cat([x, x.new_ones(*x.shape[:-1], 1)], -1)


class Biaffine(nn.Module):
    """Scores of pairs (T. Dozat, C. Manning, "Deep Biaffine Attention for Neural Dependency Parsing", 2017)."""

    def __init__(self, h, d, out):
        super().__init__()
        side = lambda: nn.Sequential(nn.Linear(h, d), nn.GELU(), Drop(.15))
        self.left, self.right = side(), side()
        self.pair = nn.Parameter(torch.randn(out, d + 1, d + 1) * .02)

    def lefts(self, x):
        return torch.einsum("id,odk->iok", with_one(self.left(x)), self.pair)

    def rights(self, y):
        return with_one(self.right(y))

    def forward(self, x, y, i, j):
        """Row p: scores of the pair (i[p], j[p])."""
        return (self.lefts(x)[i] * self.rights(y)[j][:, None, :]).sum(-1)


class Link(nn.Module):
    """Biaffine, plus a small network that also sees how far apart the two stand and what kind of mention it is."""

    def __init__(self, h, d, out):
        super().__init__()
        self.biaffine = Biaffine(h, d, out)
        self.distance, self.kind = nn.Embedding(16, 32), nn.Embedding(len(KINDS) + 1, 32)
        self.left, self.right, self.near = nn.Linear(h, d), nn.Linear(h, d), nn.Linear(64, d)
        self.first, self.second, self.drop = nn.Linear(d, d), nn.Linear(d, out), Drop(.2)

    def forward(self, x, y, i, j, distances, kinds):
        near = self.near(torch.cat([self.distance(distances), self.kind(kinds)], -1))
        z = self.drop(F.gelu(self.left(x)[i] + self.right(y)[j] + near))
        return self.biaffine(x, y, i, j) + self.second(F.gelu(self.first(z)))


def role_mask():
    """Which roles a mention of each kind can hold at all, by the guidelines: a time is nothing but when, an amount is
    no place, and only an amount or a group says how many."""
    ok = torch.ones(len(KINDS), len(ROLES), dtype=torch.bool)
    r = {name: k for k, name in enumerate(ROLES)}
    for k, kind in enumerate(KINDS):
        for name in ROLES:
            if kind == "TIME" and name != "time":
                ok[k, r[name]] = False
            if kind != "TIME" and name == "time":
                ok[k, r[name]] = False
            if kind == "AMOUNT" and name == "place":
                ok[k, r[name]] = False
            if kind not in ("AMOUNT", "GRP") and name == "amount":
                ok[k, r[name]] = False
    return ok


class Parser(nn.Module):
    WEIGHTS = dict(mention=1., trigger=1.5, cue=1., role=2., source=1., content=.5, kind=.3, type=1., status=.6, mode=.3, stance=.3, form=.1)

    def __init__(self, base, kept, layers):
        super().__init__()
        h = base.width
        self.encoder = Encoder(base, kept, layers)
        self.drop = Drop(.15)
        self.tags = nn.Linear(h, 9)
        self.span = nn.Linear(2 * h, h)
        self.event_type, self.kind, self.status, self.mode = net(h, len(TYPES)), net(h, len(KINDS)), net(h, len(STATUSES)), net(h, len(MODES))
        self.stance, self.form = net(h, len(STANCES)), net(h, len(FORMS))
        self.role, self.source, self.content = Link(h, 192, len(ROLES)), Link(h, 128, 2), Biaffine(h, 192, 2)
        nn.init.zeros_(self.span.weight)
        nn.init.zeros_(self.span.bias)
        with torch.no_grad():
            self.span.weight[:, :h] = torch.eye(h)

    def words(self, batch, blank=0.):
        """Vectors of all words of a batch, sentence after sentence: each the vector of its first piece."""
        ids = batch_ids([b["ids"] for b in batch])
        if self.training and blank:
            ids = torch.where((torch.rand(ids.shape) < blank) & (ids >= SPECIAL), UNKNOWN, ids)
        x = self.drop(self.encoder(ids))
        n = ids.shape[1]
        rows = torch.tensor([i * n + f for i, b in enumerate(batch) for f in b["first"]])
        return x.reshape(-1, x.shape[-1])[rows]

    def spans(self, words, spans):
        s = torch.tensor(spans).reshape(-1, 2)
        return self.span(torch.cat([words[s[:, 0]], words[s[:, 1]]], -1))

    def gather(self, batch):
        """Indices of the batch's gold spans and pairs, counted over the whole batch."""
        g = dict(mentions=[], kinds=[], events=[], labels=[], cues=[], said=[], role=[], roles=[], source=[], sources=[], content=[], contents=[], starts=[])
        at = 0
        for b in batch:
            g["starts"].append(at)
            m0, e0, c0 = len(g["mentions"]), len(g["events"]), len(g["cues"])
            shift = lambda spans: [(s + at, e + at) for s, e in spans]
            g["mentions"] += shift(b["mentions"])
            g["kinds"] += b["kinds"]
            g["events"] += shift(b["events"])
            g["labels"] += b["labels"]
            g["cues"] += shift(b["cues"])
            g["said"] += b["said"]
            for i, e in enumerate(b["events"]):
                for j, m in enumerate(b["mentions"]):
                    g["role"].append((e0 + i, m0 + j, distance(e[0], m[0]), b["kinds"][j]))
                g["roles"] += b["roles"][i]
            for i, c in enumerate(b["cues"]):
                for j, m in enumerate(b["mentions"]):
                    g["source"].append((c0 + i, m0 + j, distance(c[0], m[0]), b["kinds"][j]))
                g["sources"] += b["sources"][i]
                if b["contents"][i]:
                    g["content"].append((c0 + i, at, len(b["words"])))
                    g["contents"].append(b["contents"][i])
            at += len(b["words"])
        return g

    def scores(self, words, g):
        """All heads' scores on the given spans and pairs."""
        tensor = torch.tensor
        out = {}
        m = self.spans(words, g["mentions"]) if g["mentions"] else None
        if g["mentions"]:
            out["kind"] = self.kind(m)
        if g["events"]:
            e = self.spans(words, g["events"])
            out |= dict(type=self.event_type(e), status=self.status(e), mode=self.mode(e))
            if g["role"]:
                out["role"] = self.role(e, m, *tensor(g["role"]).T)
        if g["cues"]:
            c = self.spans(words, g["cues"])
            out |= dict(stance=self.stance(c), form=self.form(c))
            if g["source"]:
                out["source"] = self.source(c, m, *tensor(g["source"]).T)
            if g["content"]:
                cue, start, length = tensor(g["content"]).T
                steps = torch.arange(int(length.max()))
                inside = steps[None] < length[:, None]
                at = (start[:, None] + steps[None]).clamp(max=len(words) - 1)
                pairs = torch.einsum("iok,ink->ino", self.content.lefts(c[cue]), self.content.rights(words)[at])
                out["content"] = pairs.masked_fill(~inside[..., None], -1e4)
        return out

    def loss(self, batch, blank=.08):
        words = self.words(batch, blank)
        tags = self.tags(words)
        g = self.gather(batch)
        s = self.scores(words, g)
        tensor, ce, w = torch.tensor, F.cross_entropy, self.WEIGHTS
        total = sum(w[n] * ce(tags[:, 3 * k:3 * k + 3], tensor(sum((b["tags"][k] for b in batch), [])))
                    for k, n in enumerate(("mention", "trigger", "cue")))
        if "kind" in s:
            total = total + w["kind"] * ce(s["kind"], tensor(g["kinds"]))
        if "type" in s:
            y = tensor(g["labels"])
            total = total + w["type"] * ce(s["type"], y[:, 0], label_smoothing=.05) + w["status"] * ce(s["status"], y[:, 1]) + w["mode"] * ce(s["mode"], y[:, 2])
        if "role" in s:
            total = total + w["role"] * F.binary_cross_entropy_with_logits(s["role"], tensor(g["roles"]), reduction="none").sum(-1).mean()
        if "source" in s:
            total = total + w["source"] * ce(s["source"], tensor(g["sources"]))
        if "stance" in s:
            y = tensor(g["said"])
            total = total + w["stance"] * ce(s["stance"], y[:, 0]) + w["form"] * ce(s["form"], y[:, 1])
        if "content" in s:
            y = tensor(g["contents"])
            total = total + w["content"] * (ce(s["content"][..., 0], y[:, 0]) + ce(s["content"][..., 1], y[:, 1]))
        return total

    @torch.no_grad()
    def parse(self, batch):
        """Graphs in the format of `menurut parse`, decoded as the program decodes, with the scores as they come (not calibrated)."""
        words = self.words(batch)
        tags = self.tags(words)
        out, at, found = [], 0, []
        for b in batch:
            n = len(b["words"])
            rows = tags[at:at + n].reshape(n, 3, 3)
            spans = map(bio, rows.argmax(-1).T.tolist() if n else [[], [], []])
            found.append(dict(b, sure=rows.softmax(-1).amax(-1), **dict(zip(("mentions", "events", "cues"), spans))))
            at += n
        for f in found:
            k, e, c = len(f["mentions"]), len(f["events"]), len(f["cues"])
            f.update(kinds=[0] * k, labels=[(0, 0, 0)] * e, roles=[[[0.] * 5] * k] * e, said=[(0, 0)] * c, sources=[[0] * k] * c, contents=[(0, 0)] * c)
        g = self.gather(found)
        kind_sure = []
        if g["mentions"]:
            kinds = self.kind(self.spans(words, g["mentions"])).softmax(-1)
            kind_sure, kinds = kinds.amax(-1).tolist(), kinds.argmax(-1).tolist()
            i = 0
            for f in found:
                f["kinds"] = kinds[i:i + len(f["mentions"])]
                i += len(f["mentions"])
            g = self.gather(found)
        s = self.scores(words, g)
        if "type" in s and join(found, s["type"].argmax(-1).tolist()):
            g = self.gather(found)
            s = self.scores(words, g)
        ok = role_mask()
        best = lambda name: s[name].argmax(-1).tolist() if name in s else []
        types, statuses, stances, forms, sources = best("type"), best("status"), best("stance"), best("form"), best("source")
        sure = lambda name, way: way(s[name]).tolist() if name in s else []
        type_sure, role_sure, source_sure = sure("type", lambda x: x.softmax(-1).amax(-1)), sure("role", torch.sigmoid), sure("source", lambda x: x.softmax(-1)[:, 1])
        modes = []
        for t, row in zip(types, s["mode"].tolist() if "mode" in s else []):
            allowed = [""] + MODES_OF.get(TYPES[t], "").split()
            modes.append(max(allowed, key=lambda m: row[MODES.index(m)]))
        roles = []
        if "role" in s:
            kinds = torch.tensor([p[3] for p in g["role"]])
            roles = ((s["role"] > 0) & ok[kinds]).tolist()
        e = c = p = q = k = 0
        for f in found:
            text, w = f["raw"]["text"], f["words"]
            tagged = lambda row, x: f["sure"][x[0]:x[1] + 1, row].mean().item()
            chars = lambda x: [w[x[0]][0], w[x[1]][1]]
            o = dict(id=f["raw"]["id"], lang=f["raw"]["lang"], text=text, mentions=[], events=[], attributions=[])
            for j, x in enumerate(f["mentions"], 1):
                a = chars(x)
                o["mentions"].append(dict(id=f"m{j}", kind=KINDS[f["kinds"][j - 1]], span=a, text=text[a[0]:a[1]], score=tagged(0, x) * kind_sure[k]))
                k += 1
            for x in f["events"]:
                a = chars(x)
                v = dict(id=f"e{len(o['events']) + 1}", type=TYPES[types[e]], mode=modes[e], status=STATUSES[statuses[e]], span=a, text=text[a[0]:a[1]], **{r: [] for r in ROLES},
                         score=tagged(1, x) * type_sure[e], actors_score=1., recipients_score=1.)
                for j in range(len(f["mentions"])):
                    for r, yes, x in zip(ROLES, roles[p], role_sure[p]):
                        if yes:
                            v[r].append(f"m{j + 1}")
                            if r in ("actor", "recipient"):
                                v[r + "s_score"] = min(v[r + "s_score"], x)
                    p += 1
                o["events"].append(v)
                e += 1
            for x in f["cues"]:
                src, least = [], 1.
                for j in range(len(f["mentions"])):
                    if sources[q]:
                        src.append(f"m{j + 1}")
                        least = min(least, source_sure[q])
                    q += 1
                pair = s["content"][c]
                pair = pair[:, 0][:, None] + pair[:, 1][None]
                pair = pair.masked_fill(torch.tril(torch.ones_like(pair), -1).bool(), -1e9)
                pair[:x[1] + 1, x[0]:] = -1e9
                z = int(pair.reshape(-1).argmax())
                z = (z // pair.shape[1], z % pair.shape[1])
                o["attributions"].append(dict(id=f"a{len(o['attributions']) + 1}", cue=chars(x), content=chars(z), source=src, stance=STANCES[stances[c]], form=FORMS[forms[c]], score=tagged(2, x) * least))
                c += 1
            out.append(o)
        return out


def bio(tags):
    """0 outside, 1 begins, 2 goes on (or begins, where nothing is open)."""
    out, is_open = [], False
    for i, t in enumerate(tags):
        if t == 0:
            is_open = False
        elif t == 2 and is_open:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
            is_open = True
    return out


def join(found, types):
    """Triggers that stand side by side and have one type are the words of one action."""
    i, any_joined = 0, False
    for f in found:
        out = []
        for x in f["events"]:
            if out and out[-1][1] == types[i] and out[-1][0][1] + 1 == x[0]:
                out[-1] = ((out[-1][0][0], x[1]), types[i])
                any_joined = True
            else:
                out.append((x, types[i]))
            i += 1
        f["events"] = [x for x, _ in out]
        k = len(f["events"])
        f.update(labels=f["labels"][:k], roles=f["roles"][:k])
    return any_joined


class Dependency(nn.Module):
    """The intermediate task: dependency parsing, which teaches the encoder who does what to whom."""

    def __init__(self, base, kept, layers, labels):
        super().__init__()
        self.encoder = Encoder(base, kept, layers)
        self.drop = Drop(.15)
        self.arc, self.label = Biaffine(base.width, 256, 1), Biaffine(base.width, 96, labels)

    def scores(self, batch):
        """Every word's score for every head in its sentence (0 the root, at the mark of beginning), padded."""
        ids = batch_ids([b["ids"] for b in batch])
        x = self.drop(self.encoder(ids))
        n = max(len(b["heads"]) for b in batch) + 1
        first = torch.tensor([[0, *b["first"], *[0] * (n - 1 - len(b["first"]))] for b in batch])
        x = x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))
        real = torch.tensor([[k <= len(b["heads"]) for k in range(n)] for b in batch])
        b, _, h = x.shape
        lefts = self.arc.lefts(x.reshape(-1, h)).view(b, n, -1)
        arcs = (lefts @ self.arc.rights(x).transpose(1, 2)).masked_fill(~real[:, None, :], -1e4)
        return x, arcs, real

    def loss(self, batch):
        x, arcs, real = self.scores(batch)
        b, n, h = x.shape
        pad = lambda k: torch.tensor([[0, *s[k], *[0] * (n - 1 - len(s[k]))] for s in batch])
        heads, labels = pad("heads"), pad("labels")
        real[:, 0] = False
        at = (torch.arange(b)[:, None] * n + heads)[real]
        flat = x.reshape(-1, h)
        scores = self.label(flat, flat, real.reshape(-1).nonzero()[:, 0], at)
        return F.cross_entropy(arcs[real], heads[real]) + F.cross_entropy(scores, labels[real])
