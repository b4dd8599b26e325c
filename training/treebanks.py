"""Fetches the treebanks of the intermediate task and cuts them to what the weights learned from.

usage: treebanks.py FOLDER [--from ARCHIVES]

Universal Dependencies, CC BY-SA 4.0, each at one commit and checked by the SHA-256 of what is cut from it:
English EWT, the weblog and newsgroup documents without the sentences of its dev and test sets (whose ids alone are
read); Indonesian GSD, its dev set; Indonesian CSUI, its training set. ARCHIVES is a folder with the three
`NAME-COMMIT.tar.gz` of GitHub, for machines without a network.
"""
import hashlib, io, sys, tarfile, urllib.request
from pathlib import Path

TREEBANKS = {
    "UD_English-EWT": ("15d613d8447b3478787d4c278730a1e48a945efb", "en_ewt-weblog-newsgroup.conllu", "16d703b94826b5e07fdcbf3269fa6665f3587ab3462cfb628c1f379dc59d9eae"),
    "UD_Indonesian-GSD": ("89491e4d51c15da157175c303213ae5ff6f05f9d", "id_gsd-ud-dev.conllu", "56d4ab12267317d33511326da9fcd5b7eff641435c3b6365401937a33ce05e4b"),
    "UD_Indonesian-CSUI": ("41dd7f23be883382dd111b119fe58b563c5541ee", "id_csui-ud-train.conllu", "0b91a404b4d96ba7f8b21c087a225798d1671b00b3d6126eec9e0b1895a7ca24"),
}


def archive(name, commit, folder):
    """The files of a repository at a commit, by their paths in it."""
    path = Path(folder) / f"{name}-{commit}.tar.gz" if folder else None
    if path:
        data = path.read_bytes()
    else:
        url = f"https://codeload.github.com/UniversalDependencies/{name}/tar.gz/{commit}"
        print("fetching", url, flush=True)
        with urllib.request.urlopen(url, timeout=120) as f:
            data = f.read()
    files = {}
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar:
            if member.isfile() and member.name.endswith(".conllu"):
                files[member.name.split("/", 1)[1]] = tar.extractfile(member).read().decode("utf8")
    return files


def sentence_ids(text):
    return {l.split("=", 1)[1].strip() for l in text.split("\n") if l.startswith("# sent_id =")}


def cut_ewt(files):
    """Weblog and newsgroup documents; of a word its form, lemma, part of speech, head and relation."""
    held = set().union(*(sentence_ids(t) for p, t in files.items() if p.endswith(("-ud-dev.conllu", "-ud-test.conllu"))))
    out = []
    for path in sorted(p for p in files if p.startswith(("not-to-release/sources/newsgroup/", "not-to-release/sources/weblog/"))):
        if path.endswith(".enhanced.conllu"):
            continue
        for block in files[path].split("\n\n"):
            lines = block.strip("\n").split("\n")
            if not sentence_ids(block) or sentence_ids(block) & held:
                continue
            for l in lines:
                if l.startswith(("# sent_id =", "# text =")):
                    out.append(l)
                elif not l.startswith("#"):
                    c = l.split("\t")
                    for blank in (4, 5, 8, 9):
                        c[blank] = "_"
                    out.append("\t".join(c))
            out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def main():
    if len(sys.argv) not in (2, 4) or (len(sys.argv) == 4 and sys.argv[2] != "--from"):
        sys.exit(__doc__)
    folder, source = Path(sys.argv[1]), sys.argv[3] if len(sys.argv) == 4 else None
    folder.mkdir(parents=True, exist_ok=True)
    for name, (commit, out, expected) in TREEBANKS.items():
        path = folder / out
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == expected:
            print(path, "is there")
            continue
        try:
            files = archive(name, commit, source)
        except OSError as e:
            sys.exit(f"{name}: {e}. Fetch https://github.com/UniversalDependencies/{name} at {commit} on another machine and use --from.")
        text = cut_ewt(files) if name == "UD_English-EWT" else files[out]
        found = hashlib.sha256(text.encode()).hexdigest()
        if found != expected:
            sys.exit(f"{name}: the cut has SHA-256 {found}, not {expected}: was it fetched whole, at {commit}?")
        path.write_text(text, "utf8")
        print(path, "written")


if __name__ == "__main__":
    main()
