"""Makes the committed fixtures of crates/menurut-model/tests/fixtures.

usage: fixtures.py tokenizer TOKENIZER.json OUT_DIR     vocabulary.bundle.zst, tokenizer.jsonl (official ids)
       fixtures.py tiny OUT_DIR                          tiny.bundle, tiny.json (a small random network, in floats)

`tokenizer` needs PyPI tokenizers and the zstd program, `tiny` only numpy.
"""
import json, os, random, subprocess, sys, unicodedata

import numpy as np

import corpus, export


# --- the tokenizer --------------------------------------------------------------------------------------------------

PLAIN = """
The minister said on Monday that 1,250 people had left the border town of Karlovo, 40 km north of the capital.
"We do not know who fired," said Col. (ret.) J. R. O'Neill-Dubois; the army's spokesman declined to comment.
Presiden menyebut sedikitnya 12 orang tewas dan Rp1,2 triliun kerugian akibat banjir di Kabupaten Sungai Laut.
“Kami menolak tuduhan itu,” kata juru bicara kementerian, Jend. (Purn.) A. Wiranegara, Selasa (5/3).
Kerajaan mengumumkan bantuan RM3.5 juta kepada mangsa banjir di Kuala Tembeling.
Le ministre a déclaré que l'accord « n'était pas mort », malgré l'échec des pourparlers à Genève.
El presidente pidió a la oposición que volviese a la mesa; ésta respondió: «¿Para qué?».
Der Außenminister warf der Gegenseite vor, Gefangene über die Grenze verschleppt zu haben.
O governo não confirmou a notícia; a polícia prendeu 14 suspeitos em São João da Serra.
Cumhurbaşkanı, İstanbul'da düzenlenen toplantıda ateşkes çağrısı yaptı.
Министр заявил, что переговоры продолжатся; по его словам, обмен пленными – «вопрос дней».
Речник уряду заперечив, що в місті Зелений Гай оголошено комендантську годину.
قال المتحدث باسم الوزارة إن الهجوم أسفر عن مقتل ٧ أشخاص وإصابة ١٢ آخرين.
وَقَالَ المُتَحَدِّثُ: «لَمْ نُؤَكِّدِ الخَبَرَ بَعْدُ».
دولت ایران این گزارش‌ها را تکذیب کرد و گفت که مذاکرات ادامه دارد.
הדובר מסר כי שני חיילים נפצעו בגבול הצפוני; הממשלה טרם הגיבה.
外交部发言人表示,双方已就停火达成一致,但没有透露细节。
政府は5日、首都近郊で起きた爆発について「テロの可能性は低い」と発表した。
북한은 이번 주 초 단거리 탄도미사일 두 발을 발사했다고 합동참모본부가 밝혔다.
ผู้ว่าราชการจังหวัดกล่าวว่ามีผู้บาดเจ็บอย่างน้อย 12 คนจากเหตุระเบิดเมื่อวันจันทร์
प्रधानमंत्री ने कहा कि दोनों देश वार्ता के लिए तैयार हैं और हिंसा रुकनी चाहिए।
সরকার জানিয়েছে, সীমান্তে গোলাগুলিতে অন্তত তিনজন নিহত হয়েছেন।
அமைச்சர் கூறியதாவது: பேச்சுவார்த்தை அடுத்த வாரம் தொடரும்.
Ο πρωθυπουργός διέψευσε ότι η κυβέρνηση διαπραγματεύεται μυστικά με τους αντάρτες.
Thủ tướng bác bỏ cáo buộc cho rằng quân đội đã bắn vào người biểu tình.
Վարչապետը հերքեց, որ զորքերը հատել են սահմանը։
პრეზიდენტმა განაცხადა, რომ მოლაპარაკებები გაგრძელდება.
ጠቅላይ ሚኒስትሩ ድርድሩ ይቀጥላል ሲሉ ተናግረዋል።
Rais alikanusha kwamba jeshi lilivuka mpaka usiku wa kuamkia Jumatatu.
Ang pangulo ay tumangging magkomento tungkol sa ulat ng Senado.
""".strip().split("\n")

ODD = [
    "", " ", "   ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\u00ad", "\ufeff", "a", " a", "a ", "  a  b  ", "\u2581", "a\u2581b", " \u2581 x",
    "soft\u00adhyphen and no\u00a0break", "zero\u200bwidth\u200cnon\u200djoiner\u2060word\ufeffjoiner", "tab\tnew\nline\r\nreturn\rvertical\x0bform\x0c",
    "nul\x00bell\x07escape\x1b[31mred\x1b[0m delete\x7f next\x85line \x1c\x1d\x1e\x1f", "line\u2028paragraph\u2029end",
    "ﬁrst oﬃce ﬂight ﬀ ﬆ ﬓ", "ＦＵＬＬ　ｗｉｄｔｈ　１２３　！？", "ﾊﾝｶｸ ｶﾀｶﾅ ﾞﾟ ｶﾞ", "e\u0301 é e\u0323\u0302 ệ a\u030a å ẛ\u0323 q\u0307\u0323",
    "z\u0351\u036b\u0343\u036a\u0302\u036b\u033da\u0328\u034e\u0356\u0354l\u0352\u031e\u0332g\u0324o", "\u0301 alone \u0301\u0301", "가\u1100\u1161\u11a8 한글 \u1112\u1161\u11ab",
    "👍 👍🏽 👩‍👩‍👧‍👦 👨🏿‍🚒 🏳️‍🌈 🏴‍☠️ 🇮🇩🇲🇾🇸🇬 1️⃣ #️⃣ ❤️ ☎︎ ☎️ 🫱🏻‍🫲🏿", "🇮🇩 Indonesia🇮🇩Merdeka", "x² y₃ ½ ⅔ Ⅳ ⅷ ① ⒈ ⓐ ㊗ ㎏ ℃ № ™ ℡ ㍿ ㋿",
    "𝐁𝐨𝐥𝐝 𝑖𝑡𝑎𝑙𝑖𝑐 𝔉𝔯𝔞𝔨𝔱𝔲𝔯 𝟙𝟚𝟛", "ــمــد كـشـيـدة ﷲ ﷺ ﷼ ﻻ ﺍﻟﻌﺮﺑﻴﺔ", "الْعَرَبِيَّةُ بِالتَّشْكِيلِ", "שָׁלוֹם עֲלֵיכֶם ﬠ שׁ", "क़ ख़ ग़ क\u093c \u0915\u094d\u0937", "நி கௌ ฟ์ ำ ຳ \u0e33",
    "\ue000 private \uf8ff use", "\u0378 unassigned \U000e0fff", "\U000e0041 tag \U000e007f", "a\ufe0f b\ufe0e \u180e mongolian", "“quotes” ‘single’ «guillemets» „low‟ ‹x› 「corner」 〝x〟",
    "dash-en–em—bar―minus−hyphen‐non‑break⁃bullet•", "ellipsis… two‥ three... ⋯", "…", "—", "''''''", "...............", "!!!???", "(((((", "@#$%^&*_+=~`|\\<>[]{}",
    "https://example.org/a/b?c=d&e=%20f#g mail@example.org #hashtag @name", "Rp1.500.000,00 US$2,5m €3 £4 ¥5 ₽6 ₹7 ₿8 50% 10‰", "12:30 05/03/2024 2024-03-05T12:30:00+07:00",
    "x" * 300, "ab" * 400, "的" * 200, "ก" * 150, "а" * 257, "1234567890" * 30, "A" * 16, "supercalifragilisticexpialidociouspneumonoultramicroscopic",
    "\u202emirror\u202c \u200fmark\u200e \u2066isolate\u2069", "İıIi ŞşÇçĞğ ǅ ǆ ß ẞ ſ", "ŉ ǰ ΐ ΰ և ẖ", "Ω Å K \u2126 \u212b \u212a", "\u1e9b\u0323 \ufb1d \ufb4f \u0958 \u2adc", "ヷ ガ カ\u3099 ハ\u309a \u309b", "〱 〆 々 ヽ ゝ", "豈 更 車 \uf900 \ufa30",
    "\u0f40\u0fb5 \u0f69 བོད་ཡིག", "မြန်မာ ဘာသာ", "ភាសា ខ្មែរ", "ລາວ ພາສາ", "සිංහල ශ්‍රී", "ᠮᠣᠩᠭᠣᠯ", "ᏣᎳᎩ", "ᚠᚢᚦ", "⠓⠑⠇⠇⠕", "𐎀𐎁", "𓀀𓁐", "𒀀𒁀", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ߒߞߏ", "ꦧꦱꦗꦮ ꦥꦿꦺꦱꦶꦢꦺꦤ꧀", "ᬩᬮᬶ", "ᮞᮥᮔ᮪ᮓ", "ᨅᨔ ᨕᨘᨁᨗ", "ކުރިއަށް", "ܣܘܪܝܝܐ",
]


def scripts():
    """Letters, marks and digits of every script, by the first word of their names."""
    out = {}
    for c in map(chr, range(0x110000)):
        k = unicodedata.category(c)
        if k in ("Lu", "Ll", "Lt", "Lo", "Lm", "Mn", "Mc", "Nd", "Nl", "No", "So", "Po"):
            name = unicodedata.name(c, "").split(" ")[0].split("-")[0]
            if k[0] == "L" or name in out:
                out.setdefault(name, {"L": [], "M": [], "N": [], "S": [], "P": []})[k[0]].append(c)
    return {s: v for s, v in out.items() if len(v["L"]) >= 10}


def sentences():
    rng = random.Random(20240301)
    found = scripts()
    out = PLAIN + ODD

    def word(v):
        w = ""
        for _ in range(rng.randint(1, 9)):
            w += rng.choice(v["L"])
            if v["M"] and rng.random() < .3:
                w += "".join(rng.choice(v["M"]) for _ in range(rng.randint(1, 2)))
        return w

    def sentence(v):
        words = [word(v) if rng.random() < .9 else "".join(rng.choice(v["N"] or "0123456789") for _ in range(rng.randint(1, 5))) for _ in range(rng.randint(1, 12))]
        return "".join(w + rng.choice([" ", " ", " ", " ", ", ", "  ", "-", "\u00a0", ". ", "", "\u200d", ";"]) for w in words)

    for s in sorted(found):
        out += [sentence(found[s]) for _ in range(2 + 2 * (len(found[s]["L"]) > 40))]
    # Plain sentences with something odd put into them, and words of different scripts side by side.
    names = sorted(found)
    while len(out) < 1000:
        if rng.random() < .6:
            text = rng.choice(PLAIN)
            for _ in range(rng.randint(1, 4)):
                i = rng.randint(0, len(text))
                j = min(len(text), i + rng.choice([0, 0, 1, 3]))
                text = text[:i] + rng.choice(ODD)[:12] + text[j:]
        else:
            text = " ".join(word(found[rng.choice(names)]) for _ in range(rng.randint(1, 8)))
        out.append(text)
    return out[:1000]


def tokenizer(source, out):
    from tokenizers import Tokenizer

    official = Tokenizer.from_file(source)
    data = json.load(open(source, encoding="utf8"))
    n = len(data["model"]["vocab"])
    bundle = export.Bundle()
    export.put_vocabulary(bundle, data, range(n))
    path = os.path.join(out, "vocabulary.bundle")
    header = dict(
        card=dict(name="vocabulary", created="", languages=[], trained_on="", licence="MIT (multilingual-e5-small)"),
        config=dict(width=64, heads=1, inner=64, positions=512, eps=0, layers=1, vocabulary=n, roles="independent", begin=0, end=2, unknown=3, special=4),
        labels=dict(types=[], kinds=[], statuses=[], modes=[], stances=[], forms=[]),
    )
    bundle.write(path, header)
    subprocess.run(["zstd", "-q", "-f", "--rm", "--ultra", "-22", path], check=True)
    with open(os.path.join(out, "tokenizer.jsonl"), "w", encoding="utf8") as f:
        for text in sentences():
            ids = official.encode(text, add_special_tokens=False).ids
            f.write(json.dumps(dict(text=text, ids=ids), ensure_ascii=True, separators=(",", ":")) + "\n")


# --- a small network ------------------------------------------------------------------------------------------------

WIDTH, HEADS, INNER, LAYERS, POSITIONS, NET, PAIR = 64, 2, 128, 2, 48, 32, 16
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", *"abcdefghijklmnopqrstuvwxyz,.\"", "\u2581kata", "\u2581di", "an", "\u2581menteri"]
ROLES = 5


def number(i):
    """A number between -1 and 1 that the test can make too."""
    return ((i * 7919 + 13) % 101) / 50 - 1


def gelu(x):
    from math import erf

    return x * .5 * (1 + np.vectorize(erf)(x / np.sqrt(2)))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def layer_norm(x, w, name, eps):
    m = x.mean(-1, keepdims=True)
    return (x - m) / np.sqrt(((x - m) ** 2).mean(-1, keepdims=True) + eps) * w[name + ".weight"] + w[name + ".bias"]


def linear(x, w, name):
    return x @ w[name + ".weight"].T + w[name + ".bias"]


def encode(ids, w, table, eps):
    x = layer_norm(table[ids] + w["encoder.position"][:len(ids)] + w["encoder.token_type"], w, "encoder.norm", eps)
    d = WIDTH // HEADS
    for l in range(LAYERS):
        p = f"encoder.layers.{l}."
        q, k, v = linear(x, w, p + "qkv").reshape(len(ids), 3, HEADS, d).transpose(1, 2, 0, 3)
        c = (softmax(q @ k.transpose(0, 2, 1) / np.sqrt(d)) @ v).transpose(1, 0, 2).reshape(len(ids), WIDTH)
        x = layer_norm(x + linear(c, w, p + "out"), w, p + "norm1", eps)
        x = layer_norm(x + linear(gelu(linear(x, w, p + "inner")), w, p + "outer"), w, p + "norm2", eps)
    return x


def bio(logits):
    out = []
    open_ = False
    for i, p in enumerate(softmax(logits)):
        t = int(p.argmax())
        if t == 0:
            open_ = False
        elif t == 2 and open_:
            out[-1][1] = i
            out[-1][2].append(p[t])
        else:
            out.append([i, i, [p[t]]])
            open_ = True
    return [(a, b, float(np.mean(p))) for a, b, p in out]


def pairs(x, y, w, name):
    one = lambda t: np.concatenate([t, np.ones((len(t), 1))], -1)
    return np.einsum("id,odk,jk->ijo", one(gelu(linear(x, w, name + ".left.0"))), w[name + ".pair"], one(gelu(linear(y, w, name + ".right.0"))))


def distance(i, j):
    a = abs(j - i)
    return (min(a, 4) if a < 5 else 5 if a < 8 else 6 if a < 16 else 7) + 8 * (j > i)


def links(x, y, xi, yi, kinds, w, name):
    near = np.array([[np.concatenate([w[name + ".distance.weight"][distance(i, j)], w[name + ".kind.weight"][k]]) for j, k in zip(yi, kinds)] for i in xi])
    h = linear(x, w, name + ".left")[:, None] + linear(y, w, name + ".right")[None] + linear(near, w, name + ".near")
    return pairs(x, y, w, name + ".biaffine") + linear(gelu(linear(gelu(h), w, name + ".first")), w, name + ".second")


def net(x, w, name):
    return linear(gelu(linear(x, w, name + ".0")), w, name + ".3")


def parse(x, w):
    """The graph over word vectors, by word positions: a second writing of the heads, in numpy."""
    m, e, c = (bio(t) for t in np.split(linear(x, w, "tags"), 3, 1))
    span = lambda s: linear(np.array([np.concatenate([x[a], x[b]]) for a, b, _ in s]), w, "span")
    mv = span(m)
    kp = softmax(net(mv, w, "kind"))
    kinds = kp.argmax(-1)
    mi = [s[0] for s in m]
    out = dict(mentions=[dict(words=s[:2], kind=export.KINDS[k], score=s[2] * p[k]) for s, k, p in zip(m, kinds, kp)], events=[], attributions=[])
    # Neighbours of one type are one trigger.
    joined = []
    for s, t in zip(e, net(span(e), w, "event_type").argmax(-1)):
        if joined and joined[-1][1] == t and joined[-1][0][1] + 1 == s[0]:
            (a, b, p), _ = joined[-1]
            n, k = b - a + 1, s[1] - s[0] + 1
            joined[-1] = ((a, s[1], (p * n + s[2] * k) / (n + k)), t)
        else:
            joined.append((s, t))
    e = [s for s, _ in joined]
    h = span(e)
    tp, st, md = softmax(net(h, w, "event_type")), net(h, w, "status").argmax(-1), net(h, w, "mode")
    roles = links(h, mv, [s[0] for s in e], mi, kinds, w, "role")
    for n, s in enumerate(e):
        t = int(tp[n].argmax())
        p = 1 / (1 + np.exp(-roles[n]))
        for j, k in enumerate(kinds):
            time, amount, group = (export.KINDS[k] == v for v in ("TIME", "AMOUNT", "GRP"))
            roles[n, j, [time, time, time or amount, not time, not (amount or group)]] = -1
        out["events"].append(dict(
            words=s[:2], type=export.TYPES[t], status=export.STATUSES[st[n]], mode_logits=[float(v) for v in md[n]], score=s[2] * float(tp[n][t]),
            **{r: [j for j in range(len(m)) if roles[n, j, k] > 0] for k, r in enumerate(corpus.ROLES)},
            actor_score=float(min([1.0] + [p[j, 0] for j in range(len(m)) if roles[n, j, 0] > 0])),
        ))
    h = span(c)
    sn, fm = net(h, w, "stance").argmax(-1), net(h, w, "form").argmax(-1)
    src, con = links(h, mv, [s[0] for s in c], mi, kinds, w, "source"), pairs(h, x, w, "content")
    for n, s in enumerate(c):
        both = con[n, :, 0][:, None] + con[n, :, 1][None]
        both[np.tril_indices(len(x), -1)] = -1e9
        both[:s[1] + 1, s[0]:] = -1e9
        z = int(both.argmax())
        p = softmax(src[n])[:, 1]
        source = [j for j in range(len(m)) if src[n, j, 1] > src[n, j, 0]]
        out["attributions"].append(dict(words=s[:2], stance=export.STANCES[sn[n]], form=export.FORMS[fm[n]], source=source,
                                        content=[z // len(x), z % len(x)], score=s[2] * float(min([1.0] + [p[j] for j in source]))))
    return out


def tiny(out):
    rng = np.random.default_rng(7)
    w = {}

    def put(name, *shape, scale=None):
        # Half precision, as in a checkpoint.
        w[name] = (rng.standard_normal(shape) * (scale or 1 / np.sqrt(shape[-1]))).astype(np.float16).astype(np.float32)

    def dense(name, i, o):
        put(name + ".weight", o, i)
        put(name + ".bias", o, scale=.1)

    put("encoder.position", POSITIONS, WIDTH, scale=.3)
    put("encoder.token_type", WIDTH, scale=.1)

    def norm(name):
        w[name + ".weight"] = (1 + rng.standard_normal(WIDTH) * .1).astype(np.float32)
        put(name + ".bias", WIDTH, scale=.1)

    def beside(name, parts, i, o):
        """One map out of several drawn one after the other."""
        for p in parts:
            dense(p, i, o)
        for k in (".weight", ".bias"):
            w[name + k] = np.concatenate([w.pop(p + k) for p in parts])

    norm("encoder.norm")
    for l in range(LAYERS):
        p = f"encoder.layers.{l}."
        beside(p + "qkv", "qkv", WIDTH, WIDTH)
        dense(p + "out", WIDTH, WIDTH)
        dense(p + "inner", WIDTH, INNER)
        dense(p + "outer", INNER, WIDTH)
        norm(p + "norm1")
        norm(p + "norm2")
    beside("tags", "mec", WIDTH, 3)
    dense("span", 2 * WIDTH, WIDTH)
    for k, n in (("event_type", export.TYPES), ("kind", export.KINDS), ("status", export.STATUSES), ("mode", export.MODES), ("stance", export.STANCES), ("form", export.FORMS)):
        dense(k + ".0", WIDTH, NET)
        dense(k + ".3", NET, len(n))

    def pair(name, labels):
        dense(name + ".left.0", WIDTH, PAIR)
        dense(name + ".right.0", WIDTH, PAIR)
        put(name + ".pair", labels, PAIR + 1, PAIR + 1, scale=.3)

    for k, labels in (("role", ROLES), ("source", 2)):
        pair(k + ".biaffine", labels)
        put(k + ".distance.weight", 16, 8, scale=1)
        put(k + ".kind.weight", len(export.KINDS) + 1, 8, scale=1)
        dense(k + ".left", WIDTH, NET)
        dense(k + ".right", WIDTH, NET)
        dense(k + ".near", 16, NET)
        dense(k + ".first", NET, NET)
        dense(k + ".second", NET, labels)
    pair("content", 2)

    blocks = rng.integers(0, 256, (len(PIECES), WIDTH // 32, 18), dtype=np.uint8)
    blocks[:, :, :2] = np.frombuffer(np.float16(.1).tobytes(), np.uint8)
    low, high = (blocks[:, :, 2:] & 15).astype(np.float32) - 8, (blocks[:, :, 2:] >> 4).astype(np.float32) - 8
    table = (np.concatenate([low, high], -1) * np.float32(np.float16(.1))).reshape(len(PIECES), WIDTH)

    eps = 1e-12
    bundle = export.Bundle()
    data = [p.encode() for p in PIECES]
    bundle.put("pieces.text", "u8", [sum(map(len, data))], b"".join(data))
    bundle.put("pieces.ends", "u32", [len(data)], np.cumsum([len(p) for p in data]).astype("<u4").tobytes())
    bundle.f32("pieces.scores", [0] * 4 + [-3 - .1 * i / len(p) for i, p in enumerate(PIECES[4:])])
    # A normalisation table that changes nothing: a trie of its root alone, 256 empty units.
    empty = (1024).to_bytes(4, "little") + bytes(1024)
    bundle.put("charsmap", "u8", [len(empty)], empty)
    bundle.put("words", "u32", [8], np.array([0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a], "<u4").tobytes())
    bundle.put("embed.word", "q4", [len(PIECES), WIDTH], blocks.tobytes())
    size = dict(width=WIDTH, heads=HEADS, inner=INNER, positions=POSITIONS, eps=eps)
    export.put_network(bundle, w, size, LAYERS)
    bundle.write(os.path.join(out, "tiny.bundle"), dict(
        card=dict(name="tiny", created="2024-01-01", languages=["id"], trained_on="nothing: random numbers", licence="MIT OR Apache-2.0"),
        config=dict(size, layers=LAYERS, vocabulary=len(PIECES), roles="independent", begin=0, end=2, unknown=3, special=4),
        labels=dict(types=export.TYPES, kinds=export.KINDS, statuses=export.STATUSES, modes=export.MODES, stances=export.STANCES, forms=export.FORMS),
    ))
    texts = [[0, *rng.integers(4, len(PIECES), n).tolist(), 2] for n in (5, 41)]
    words = np.array([[2 * number(r * WIDTH + c) for c in range(WIDTH)] for r in range(30)])
    vectors = [[[round(float(v), 4) for v in row] for row in encode(ids, w, table, eps)] for ids in texts]
    json.dump(dict(ids=texts, vectors=vectors, graph=parse(words, w)), open(os.path.join(out, "tiny.json"), "w"), separators=(",", ":"))


if __name__ == "__main__":
    dict(tokenizer=tokenizer, tiny=tiny)[sys.argv[1]](*sys.argv[2:])
