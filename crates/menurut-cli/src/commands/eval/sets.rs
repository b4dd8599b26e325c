//! Everything there is to measure the parser with: where it lies, and what it gives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use menurut::{Article, Body, Reader};
use menurut_core::record::GraphRecord;
use menurut_core::{Claim, SentenceGraph};
use menurut_eval::calibration::Reliability;
use menurut_eval::given::Given;
use menurut_eval::report::Section;
use menurut_eval::sets::{
    Set, cameo, countries, meantime, pfsa, plv, polnear, refs, rivals, tempeval, times, toponyms,
};
use menurut_eval::{Alignment, Scores, corpus, stm, table};

use super::{by_text, contents, errors, parsed, print, verify};
use crate::args::{EvalArgs, SetName};
use crate::commands::corpus::{corpus_files, files_below, reading, stm_files, warn_of_mistakes};
use crate::commands::{Status, count};
use crate::printer::Printer;

/// Rows of a table of confusions.
const CONFUSIONS: usize = 20;

pub(super) fn run(args: &EvalArgs, errors: Option<usize>, printer: &mut Printer) -> anyhow::Result<Status> {
    let data = Data::find(args.data.as_deref());
    let named: BTreeSet<SetName> = args.sets.iter().copied().collect();
    let wanted = |name: SetName| named.is_empty() || named.contains(&name);
    let own = wanted(SetName::Own).then(|| own(&args.corpus, printer)).transpose()?;
    let gold = wanted(SetName::Gold).then(|| data.gold()).transpose()?.flatten();
    let reader = Reader::new()?;
    if args.calibration {
        return calibration(&reader, own.iter().chain(&gold), args, printer);
    }
    if let Some(n) = errors {
        return worst(
            &reader,
            own.as_ref().or(gold.as_ref()),
            &data,
            &wanted,
            args,
            n,
            printer,
        );
    }
    let mut sections = Vec::new();
    for marked in own.iter().chain(&gold) {
        sections.push(marked.section(&parsed(&reader, &marked.gold)?));
    }
    for (name, set) in data.sets(&wanted)? {
        let sentences = sentences(&*set);
        printer.note(format!("reading {}: {}", key(name), count(sentences.len(), "sentence")));
        sections.push(set.section(&by_text(&parsed(&reader, &sentences)?)));
    }
    for (name, set) in data.given(&wanted, &args.corpus, printer)? {
        printer.note(format!(
            "resolving {}: {}",
            key(name),
            count(set.articles().len(), "article")
        ));
        sections.push(set.section(&resolved(&*set)));
    }
    for name in named {
        if !sections.iter().any(|s| s.key == key(name)) {
            return Err(anyhow::anyhow!(
                "the set '{}' is not in {}: docs/scores.md says where each lies; --data or MENURUT_DATA names the folder",
                key(name),
                data.shown()
            ));
        }
    }
    if !args.markdown && args.verify.is_none() {
        print(&sections, &args.format, printer)?;
        return Ok(Status::Done);
    }
    let page = page(&reader, &sections);
    match &args.verify {
        Some(path) => verify(path, &page, printer),
        None => printer.write(&page).map(|()| Status::Done),
    }
}

fn key(name: SetName) -> &'static str {
    match name {
        SetName::Own => "own",
        SetName::Gold => "gold",
        SetName::Plv => "plv",
        SetName::Polnear => "polnear",
        SetName::Pfsa => "pfsa",
        SetName::Cameo => "cameo",
        SetName::Meantime => "meantime",
        SetName::Refs => "refs",
        SetName::Countries => "countries",
        SetName::Times => "times",
        SetName::Tempeval => "tempeval",
        SetName::Lgl => "lgl",
        SetName::Geovirus => "geovirus",
    }
}

/// The page `models/SCORES.md`.
fn page(reader: &Reader, sections: &[Section]) -> String {
    let card = reader.card();
    let mut page = format!(
        "# Scores\n\n\
         `menurut eval --markdown` printed this page; `menurut eval --verify models/SCORES.md` checks it. What each set \
         measures, and what counts as a match, stands in [docs/scores.md](../docs/scores.md).\n\
         F1, P (precision) and R (recall) are micro averages over what is to be found (gold). Only the own dev articles \
         are in this repository; the other sets are measured where they are at hand, and nothing was trained on them.\n\n\
         Bundle: {}, {}.\n\n",
        card.name, card.hash
    );
    for section in sections {
        page.push_str(&section.markdown());
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// What a group is called, and whether a language belongs to it.
type Group = (&'static str, fn(&str) -> bool);

/// Marked sentences in groups.
struct Marked {
    key: &'static str,
    title: &'static str,
    notes: Vec<String>,
    gold: Vec<GraphRecord>,
    groups: Vec<Group>,
}

impl Marked {
    fn section(&self, predicted: &[(GraphRecord, SentenceGraph)]) -> Section {
        let predicted: Vec<GraphRecord> = predicted.iter().map(|(r, _)| r.clone()).collect();
        let mut groups: Vec<(&str, Scores)> = self.groups.iter().map(|(name, _)| (*name, Scores::default())).collect();
        for (lang, scores) in Alignment::new(&self.gold, &predicted).scores_by_lang() {
            let at = self.groups.iter().position(|(_, is)| is(&lang));
            if let Some((_, sum)) = at.and_then(|at| groups.get_mut(at)) {
                *sum += scores;
            }
        }
        let groups: Vec<(&str, &Scores)> = groups.iter().map(|(name, s)| (*name, s)).collect();
        Section {
            key: self.key.to_owned(),
            title: self.title.to_owned(),
            notes: self.notes.clone(),
            tables: [table(&groups)].into_iter().chain(rivals(self.key)).collect(),
        }
    }
}

/// The marked sentences of the dev articles.
fn own_items(folder: &Path, printer: &Printer) -> anyhow::Result<stm::Reading> {
    let list = folder.join("dev.txt");
    let text =
        contents(&list).map_err(|e| e.context("the own dev articles are scored where the corpus is (--corpus)"))?;
    let dev: BTreeSet<&str> = corpus::dev_ids(&text).into_iter().map(|(_, id)| id).collect();
    let (files, _) = corpus_files(folder)?;
    let mut read = reading(&files)?;
    warn_of_mistakes(&read, printer);
    let document = |item: &stm::Item| item.meta.get("doc").cloned();
    read.items
        .retain(|item| document(item).is_some_and(|doc| dev.contains(doc.as_str())));
    Ok(read)
}

/// The dev articles of the corpus.
fn own(folder: &Path, printer: &Printer) -> anyhow::Result<Marked> {
    let read = own_items(folder, printer)?;
    let document = |item: &stm::Item| item.meta.get("doc").cloned();
    let articles: BTreeSet<String> = read.items.iter().filter_map(document).collect();
    let mut langs: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &read.items {
        *langs.entry(&item.lang).or_default() += 1;
    }
    let others: Vec<String> = langs
        .iter()
        .filter(|(lang, _)| **lang != "id" && **lang != "en")
        .map(|(lang, n)| format!("{lang} {n}"))
        .collect();
    let notes = vec![format!(
        "{} of the corpus that training leaves out ({}; corpus/dev.txt). Others: {}.",
        count(articles.len(), "article"),
        count(read.items.len(), "sentence"),
        others.join(", ")
    )];
    Ok(Marked {
        key: "own",
        title: "Own dev articles",
        notes,
        gold: read.items.iter().map(stm::Item::to_record).collect(),
        groups: vec![("id", |l| l == "id"), ("en", |l| l == "en"), ("others", |_| true)],
    })
}

/// The folder with the gold sentences and the public sets.
struct Data {
    folder: Option<PathBuf>,
}

impl Data {
    fn find(given: Option<&Path>) -> Data {
        let named = std::env::var_os("MENURUT_DATA").filter(|name| !name.is_empty());
        Data {
            folder: given.map(Path::to_owned).or(named.map(PathBuf::from)),
        }
    }

    fn shown(&self) -> String {
        self.folder
            .as_ref()
            .map_or_else(|| "any folder (none is named)".to_owned(), |f| f.display().to_string())
    }

    /// A file or folder of a set: under `data/` of the folder named, or in it.
    fn of_sets(&self, path: &str) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        [folder.join("data").join(path), folder.join(path)]
            .into_iter()
            .find(|p| p.exists())
    }

    /// The gold sentences, where they are.
    fn gold_items(&self) -> anyhow::Result<Option<Vec<stm::Item>>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let places = [
            folder.join("corpus/gold/dev"),
            folder.join("../corpus/gold/dev"),
            folder.join("gold/dev"),
        ];
        let Some(place) = places.into_iter().find(|p| p.is_dir()) else {
            return Ok(None);
        };
        let read = reading(&stm_files(&place)?)?;
        if let Some(fault) = read.faults.first() {
            return Err(anyhow::anyhow!("{fault}"));
        }
        Ok(Some(read.items))
    }

    fn gold(&self) -> anyhow::Result<Option<Marked>> {
        let Some(items) = self.gold_items()? else {
            return Ok(None);
        };
        Ok(Some(Marked {
            key: "gold",
            title: "Gold sentences, real ones",
            notes: vec![
                "Sentences of real news, marked by the same guidelines, for measuring only. The readings of others were \
                 made of a part that is held out."
                    .to_owned(),
            ],
            gold: items.iter().map(stm::Item::to_record).collect(),
            groups: vec![("id", |l| l == "id"), ("en", |l| l == "en")],
        }))
    }

    /// The public sets that are there.
    fn sets(&self, wanted: &dyn Fn(SetName) -> bool) -> anyhow::Result<Vec<(SetName, Box<dyn Set>)>> {
        let mut sets: Vec<(SetName, Box<dyn Set>)> = Vec::new();
        let file = |name: SetName, path: &str| self.of_sets(path).filter(|_| wanted(name));
        if let Some(path) = file(SetName::Plv, "zero-shot-plover/PLV_train.tsv") {
            let set = plv::read(&contents(&path)?).map_err(|e| named(&path, &e))?;
            sets.push((SetName::Plv, Box::new(set)));
        }
        if let Some(path) = file(SetName::Polnear, "polnear/data/dev") {
            sets.push((SetName::Polnear, Box::new(polnear(&path)?)));
        }
        if let Some(path) = file(SetName::Pfsa, "pfsa-id/pfsa-id/dev-40.txt") {
            let set = pfsa::read(&contents(&path)?).map_err(|e| named(&path, &e))?;
            sets.push((SetName::Pfsa, Box::new(set)));
        }
        if let Some(path) = file(SetName::Cameo, "conflibert-cameo/cameo_ner/train.txt") {
            let set = cameo::read(&contents(&path)?).map_err(|e| named(&path, &e))?;
            sets.push((SetName::Cameo, Box::new(set)));
        }
        if let Some(path) = file(SetName::Meantime, "meantime/intra_cross-doc_annotation") {
            let mut set = meantime::Meantime::default();
            for file in files_below(&path, "xml")? {
                set.add(&contents(&file)?).map_err(|e| named(&file, &e))?;
            }
            sets.push((SetName::Meantime, Box::new(set)));
        }
        Ok(sets)
    }

    /// The sets that measure resolution, where they are there.
    fn given(
        &self,
        wanted: &dyn Fn(SetName) -> bool,
        corpus: &Path,
        printer: &Printer,
    ) -> anyhow::Result<Vec<(SetName, Box<dyn Given>)>> {
        let mut sets: Vec<(SetName, Box<dyn Given>)> = Vec::new();
        let file = |name: SetName, path: &str| self.of_sets(path).filter(|_| wanted(name));
        if wanted(SetName::Refs) {
            let read = own_items(corpus, printer)?;
            sets.push((SetName::Refs, Box::new(refs::Refs::new(&read.items, &read.articles))));
        }
        if wanted(SetName::Countries)
            && let Some(items) = self.gold_items()?
        {
            sets.push((SetName::Countries, Box::new(countries::Countries::new(&items))));
        }
        if wanted(SetName::Times) {
            sets.push((SetName::Times, Box::new(times::Times::new())));
        }
        if let Some(path) = file(SetName::Tempeval, "tempeval3-platinum/te3-platinum") {
            let mut set = tempeval::TempEval::default();
            for file in files_below(&path, "tml")? {
                set.add(&contents(&file)?).map_err(|e| named(&file, &e))?;
            }
            sets.push((SetName::Tempeval, Box::new(set)));
        }
        if let Some(path) = file(SetName::Lgl, "geo-lgl/lgl.xml") {
            let set = toponyms::lgl(&contents(&path)?).map_err(|e| named(&path, &e))?;
            sets.push((SetName::Lgl, Box::new(set)));
        }
        if let Some(path) = file(SetName::Geovirus, "geo-geovirus/GeoVirus.xml") {
            let set = toponyms::geovirus(&contents(&path)?).map_err(|e| named(&path, &e))?;
            sets.push((SetName::Geovirus, Box::new(set)));
        }
        Ok(sets)
    }
}

/// What the program makes of the given words of every article.
fn resolved(set: &dyn Given) -> Vec<Vec<Claim>> {
    let articles = set.articles();
    articles
        .iter()
        .map(|a| menurut::resolve(&a.document, &a.graph).claims)
        .collect()
}

fn named(path: &Path, why: &str) -> anyhow::Error {
    anyhow::anyhow!("{} {why}", path.display())
}

/// Articles with their annotations; the program cuts them into sentences as it does when it reads.
fn polnear(folder: &Path) -> anyhow::Result<polnear::PolNear> {
    let annotations = files_below(&folder.join("attributions"), "ann")?;
    let names: BTreeMap<String, &PathBuf> = annotations
        .iter()
        .filter_map(|p| Some((p.file_name()?.to_str()?.to_owned(), p)))
        .collect();
    let mut set = polnear::PolNear::default();
    for (article, copy) in polnear::first_copies(names.keys().map(String::as_str)) {
        let text = contents(&folder.join("text").join(format!("{article}.txt")))?;
        let mut input = Article::new(Body::Text(text.clone()));
        input.lang = Some("en".to_owned());
        let document = menurut::document(&input).map_err(|e| anyhow::anyhow!("{article}.txt {e}"))?;
        let sentences: Vec<&str> = document.sentences.iter().map(|s| document.slice(s.span)).collect();
        set.add(&text, &contents(names[copy])?, &sentences);
    }
    Ok(set)
}

/// The different sentences of a set, to be parsed once each.
fn sentences(set: &dyn Set) -> Vec<GraphRecord> {
    let texts: BTreeSet<&str> = set.sentences().into_iter().collect();
    let record = |(n, text): (usize, &str)| GraphRecord {
        id: n.to_string(),
        lang: None,
        text: text.to_owned(),
        mentions: Vec::new(),
        events: Vec::new(),
        attributions: Vec::new(),
    };
    texts.into_iter().enumerate().map(record).collect()
}

fn calibration<'a>(
    reader: &Reader,
    marked: impl Iterator<Item = &'a Marked>,
    args: &EvalArgs,
    printer: &mut Printer,
) -> anyhow::Result<Status> {
    let mut reliability = Reliability::default();
    let mut names = Vec::new();
    for marked in marked {
        let predicted = parsed(reader, &marked.gold)?;
        let pairs = marked.gold.iter().zip(&predicted);
        reliability.add_all(pairs.map(|(gold, (record, graph))| (gold, Some(record), Some(graph))));
        names.push(format!("{} ({})", marked.title, count(marked.gold.len(), "sentence")));
    }
    let mut section = reliability.section();
    section.notes.insert(0, format!("On {}.", names.join(" and ")));
    print(&[section], &args.format, printer)?;
    Ok(Status::Done)
}

/// The worst sentences, then what PLV's roots are taken for.
fn worst(
    reader: &Reader,
    marked: Option<&Marked>,
    data: &Data,
    wanted: &dyn Fn(SetName) -> bool,
    args: &EvalArgs,
    n: usize,
    printer: &mut Printer,
) -> anyhow::Result<Status> {
    if let Some(marked) = marked {
        let predicted: Vec<GraphRecord> = parsed(reader, &marked.gold)?.into_iter().map(|(r, _)| r).collect();
        errors::show(&Alignment::new(&marked.gold, &predicted).pairs, n, printer)?;
    }
    for (_, set) in data.sets(&|name| name == SetName::Plv && wanted(name))? {
        let graphs = parsed(reader, &sentences(&*set))?;
        if let Some(table) = set.confusions(&by_text(&graphs), CONFUSIONS) {
            printer.line(&table.name)?;
            printer.write(&table.text())?;
        }
    }
    for (_, set) in data.given(wanted, &args.corpus, printer)? {
        let mut table = set.misses(&resolved(&*set));
        let all = table.rows.len();
        table.rows.truncate(n);
        printer.line(&format!("{}: {} of {all} that are wrong", table.name, table.rows.len()))?;
        printer.write(&table.text())?;
    }
    Ok(Status::Done)
}
