use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// What the user typed.
#[derive(Debug, Parser)]
#[command(
    name = "menurut",
    version,
    about = "Reads news articles into claims: who did what to whom, when, where, according to whom",
    after_help = "Start here:\n  \
        menurut read examples/            read a folder of articles and see what they claim\n  \
        menurut claims --actor PRK        ask the book: what did North Korea do, according to whom?\n  \
        menurut show examples/talks.txt   one article with its statements highlighted\n\n\
        'menurut VERB --help' shows each verb with examples.",
    disable_help_subcommand = true,
    max_term_width = 110
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
// One exists per run.
#[allow(clippy::large_enum_variant)]
pub(crate) enum Verb {
    Read(ReadArgs),
    Show(ShowArgs),
    Claims(ClaimsArgs),
    Quotes(QuotesArgs),
    Articles(ArticlesArgs),
    Forget(ForgetArgs),
    Extract(ExtractArgs),
    Parse(ParseArgs),
    Model(ModelArgs),
    Eval(EvalArgs),
    Corpus(CorpusArgs),
    Bench(BenchArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading.
    Table,
    /// One JSON object per line.
    #[value(alias = "json")]
    Jsonl,
    /// One row per line, a header first.
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct FormatArgs {
    /// How rows are printed [default: table on a terminal, jsonl otherwise]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(crate) struct StoreArgs {
    /// The book: a SQLite file
    #[arg(long, value_name = "FILE", default_value = "menurut.db")]
    pub(crate) store: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Articles (.txt .md .html .htm), archives (.jsonl .csv), folders of these, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<String>,
    /// When the articles were published: 2024-11-30, or with a time as 2024-11-30T08:00:00+07:00
    #[arg(long)]
    pub(crate) date: Option<String>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Their language, as two letters (id, en, …); otherwise it is found out
    #[arg(long)]
    pub(crate) lang: Option<String>,
    /// In an archive, the column that holds FIELD (text, html, title, url, outlet, published, lang or id)
    #[arg(long, value_name = "FIELD=NAME")]
    pub(crate) column: Vec<String>,
}

/// Read articles into the book and print their claims
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut read examples/\n  \
    menurut read article.html --date 2024-11-30 --outlet \"Antara\" --format jsonl --no-store\n  \
    menurut read archive.csv --column text=body --column published=date\n  \
    curl -s https://… | menurut read -\n\n\
    Claims go to standard output, everything else to standard error. What was read before and has not changed is not \
    read again. Exit code: 0 all read, 1 some inputs failed (each is named), 2 wrong usage, 130 interrupted.")]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    /// Only print; keep nothing
    #[arg(long, conflicts_with = "again")]
    pub(crate) no_store: bool,
    /// Read again what is in the book already, for example with a newer model
    #[arg(long)]
    pub(crate) again: bool,
    /// Articles read at the same time [default: one per core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: Option<usize>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    /// No progress bar and no summary; failures are still named
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Show one article with its statements highlighted
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut show 3f9a1c                         by the beginning of its id (see 'menurut articles')\n  \
    menurut show examples/talks.txt             by its path\n  \
    menurut show https://example.org/news/1     by its url\n  \
    menurut show 3f9a1c --html talks.html       as one page that opens in any browser, offline")]
pub(crate) struct ShowArgs {
    /// Id or the beginning of one, path, or url
    pub(crate) article: String,
    /// Write one self-contained HTML page; - for standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreArgs,
}

/// Which articles of which book, and how their rows are printed: the same for every verb that lists
#[derive(Debug, Args)]
pub(crate) struct BookArgs {
    /// Articles published on or after this day
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Articles published on or before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// Outlet that published the article
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Language of the article
    #[arg(long)]
    pub(crate) lang: Option<String>,
    /// No more than N rows
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) store: StoreArgs,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// List claims of the book
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut claims --actor PRK --type ASSAULT\n  \
    menurut claims --source KCNA --verdict denied --since 2024-01-01\n  \
    menurut claims --recipient Indonesia --format csv > claims.csv\n  \
    menurut claims --text 'ledakan gudang'")]
pub(crate) struct ClaimsArgs {
    /// Who did it: a country code (PRK), a name or a part of one
    #[arg(long, value_name = "WHO")]
    pub(crate) actor: Option<String>,
    /// To whom: a country code, a name or a part of one
    #[arg(long, value_name = "WHO")]
    pub(crate) recipient: Option<String>,
    /// PLOVER event type: ASSAULT, CONSULT, SANCTION, …
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) event_type: Option<String>,
    /// PLOVER mode: visit, drone, arrest, …
    #[arg(long)]
    pub(crate) mode: Option<String>,
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(crate) quad: Option<u8>,
    /// actual, future, hypothetical or negated
    #[arg(long)]
    pub(crate) status: Option<String>,
    /// Any source in the chain: a name or a part of one
    #[arg(long, value_name = "WHO")]
    pub(crate) source: Option<String>,
    /// Country code of any source in the chain
    #[arg(long, value_name = "CODE")]
    pub(crate) source_country: Option<String>,
    /// asserted, denied, unconfirmed or mixed
    #[arg(long)]
    pub(crate) verdict: Option<String>,
    /// Events that happened on or after this day
    #[arg(long, value_name = "DATE")]
    pub(crate) event_since: Option<String>,
    /// Events that happened on or before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) event_until: Option<String>,
    /// Country code of a place
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Option<String>,
    /// Words of the sentence
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// Of one article: id or the beginning of one, path, or url
    #[arg(long)]
    pub(crate) article: Option<String>,
    #[command(flatten)]
    pub(crate) book: BookArgs,
}

/// List what is attributed to somebody without being a coded event
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut quotes --source Kim\n  \
    menurut quotes --source KCNA --since 2024-11-01 --format jsonl")]
pub(crate) struct QuotesArgs {
    /// Any source in the chain: a name or a part of one
    #[arg(long, value_name = "WHO")]
    pub(crate) source: Option<String>,
    /// asserts, denies or unconfirmed
    #[arg(long)]
    pub(crate) stance: Option<String>,
    /// Of one article: id or the beginning of one, path, or url
    #[arg(long)]
    pub(crate) article: Option<String>,
    #[command(flatten)]
    pub(crate) book: BookArgs,
}

/// List the articles in the book
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut articles\n  \
    menurut articles --outlet Antara --since 2024-11-01 --format csv")]
pub(crate) struct ArticlesArgs {
    #[command(flatten)]
    pub(crate) book: BookArgs,
}

/// Remove articles and their claims from the book
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut forget 3f9a1c\n  \
    menurut forget drafts/old.html\n\n\
    It does not ask back. The files themselves are not touched: 'menurut read' brings an article back.")]
pub(crate) struct ForgetArgs {
    /// Ids or the beginnings of ids, paths, or urls
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<String>,
    #[command(flatten)]
    pub(crate) store: StoreArgs,
}

/// Print what inputs are made into: text, title, byline, date, outlet, and what was left out, and as what
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut extract page.html\n  \
    menurut extract pages/ --format jsonl > texts.jsonl")]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// Print the raw graph of each sentence: mentions, events, attributions, nothing resolved
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    echo \"Polisi menangkap dua orang.\" | menurut parse\n  \
    menurut parse sentences.txt > graphs.jsonl\n  \
    menurut parse --stm gold.stm > predicted.jsonl\n\n\
    One sentence per line in, one JSON object per line out, in order; the id is the line number.")]
pub(crate) struct ParseArgs {
    /// A file with one sentence per line; - for standard input
    #[arg(default_value = "-", value_name = "FILE")]
    pub(crate) file: String,
    /// Language to write into the records
    #[arg(long)]
    pub(crate) lang: Option<String>,
    /// The file is a .stm file: its marks are ignored, its ids kept
    #[arg(long)]
    pub(crate) stm: bool,
}

/// What is inside the program: the model
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  menurut model info")]
pub(crate) struct ModelArgs {
    #[command(subcommand)]
    pub(crate) about: ModelVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelVerb {
    /// Print the model's card
    Info(FormatArgs),
}

/// Score the parser: on marked sentences (.stm), or on everything there is
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut eval                                       the own dev articles, and the sets in MENURUT_DATA\n  \
    menurut eval --set plv --data ../data --format csv\n  \
    menurut eval --markdown > models/SCORES.md\n  \
    menurut eval --verify models/SCORES.md             is the page what the bundle gives now?\n  \
    menurut eval corpus/articles/s*.stm\n  \
    menurut eval --errors 5 corpus/articles/s1.stm\n  \
    menurut eval --calibration\n\n\
    Run it where the folder corpus/ is, or name that with --corpus. What each set measures stands in docs/scores.md. \
    Exit code: 0 done, 1 a file is not in order or the page differs, 2 wrong usage.")]
pub(crate) struct EvalArgs {
    /// Marked sentences to score instead
    #[arg(value_name = "FILE.stm")]
    pub(crate) files: Vec<PathBuf>,
    /// Score these graphs (JSON lines, as 'menurut parse --stm' prints them) instead of the model's
    #[arg(long, value_name = "FILE", requires = "files")]
    pub(crate) predicted: Option<PathBuf>,
    /// The corpus whose dev articles are scored
    #[arg(long, value_name = "DIR", default_value = "corpus")]
    pub(crate) corpus: PathBuf,
    /// Folder with the gold sentences and the public sets [default: what MENURUT_DATA names]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Only this set; may be given several times
    #[arg(long = "set", value_enum, value_name = "NAME", conflicts_with = "files")]
    pub(crate) sets: Vec<SetName>,
    /// Print the figures as a page, with what others report beside them
    #[arg(long, conflicts_with_all = ["files", "format"])]
    pub(crate) markdown: bool,
    /// Check that a page made with --markdown is what would be printed now
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "markdown", "format"])]
    pub(crate) verify: Option<PathBuf>,
    /// Show the N worst sentences [default: 20], what is marked beside what was found, instead of figures
    #[arg(long, value_name = "N", num_args = 0..=1, conflicts_with_all = ["markdown", "verify", "calibration", "format"])]
    pub(crate) errors: Option<Option<String>>,
    /// Of what has a score of 0.8, are eight in ten right? Ten bins for each kind of score
    #[arg(long, conflicts_with_all = ["markdown", "verify"])]
    pub(crate) calibration: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum SetName {
    /// Dev articles of the own corpus
    Own,
    /// Gold sentences, real ones
    Gold,
    /// PLV_train: relations into PLOVER's roots
    Plv,
    /// PolNeAR dev: attributions, English
    Polnear,
    /// PFSA-ID: statements, Indonesian
    Pfsa,
    /// cameo_ner: who and whom
    Cameo,
    /// MEANTIME: factuality
    Meantime,
    /// Whom words stand for, in the own dev articles
    Refs,
    /// Countries of the gold sentences' actors
    Countries,
    /// Time expressions, Indonesian
    Times,
    /// TempEval-3 platinum: values of time expressions, English
    Tempeval,
    /// LGL: places in local news, English
    Lgl,
    /// GeoVirus: places in news of epidemics, English
    Geovirus,
}

/// The corpus that the model learns from
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut corpus check\n  \
    menurut corpus check corpus/articles/s1.stm\n  \
    menurut corpus check --card --verify corpus/README.md\n  \
    menurut corpus agreement")]
pub(crate) struct CorpusArgs {
    #[command(subcommand)]
    pub(crate) about: CorpusVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CorpusVerb {
    Check(CheckArgs),
    Agreement(AgreementArgs),
}

/// Check marked sentences and count what they hold
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut corpus check                                    the whole corpus with its list of dev articles\n  \
    menurut corpus check drafts/ --format jsonl             files and folders by themselves\n  \
    menurut corpus check --card                             the counts as Markdown\n  \
    menurut corpus check --card --verify corpus/README.md   do they stand between its markers?\n  \
    menurut corpus check --card --write corpus/README.md    put them there\n\n\
    The folder second/ of the corpus, sentences marked once more, is checked but not counted. \
    Counts go to standard output, mistakes with file, line and mend to standard error. Exit code: 0 all in order, 1 \
    mistakes (or counts that are not those of the page), 2 wrong usage.")]
pub(crate) struct CheckArgs {
    /// Files (.stm) or folders of them [default: the whole corpus]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Where the corpus is: folders of .stm files, and dev.txt
    #[arg(long, value_name = "DIR", default_value = "corpus")]
    pub(crate) corpus: PathBuf,
    /// Print the counts as Markdown
    #[arg(long, conflicts_with = "format")]
    pub(crate) card: bool,
    /// The counts must be those between <!-- counts --> and <!-- /counts --> of this page
    #[arg(long, value_name = "FILE", requires = "card")]
    pub(crate) verify: Option<PathBuf>,
    /// Put the counts between these markers
    #[arg(long, value_name = "FILE", requires = "card", conflicts_with = "verify")]
    pub(crate) write: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// Score the second reading of sentences against the corpus's own marks
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut corpus agreement                  as a table on a terminal\n  \
    menurut corpus agreement --format csv\n  \
    menurut corpus agreement --markdown\n\n\
    The rows are those of 'menurut eval' (docs/scores.md), by language. The second reading lies in the folder second/ \
    of the corpus: .stm files whose sentences have the ids that they have in the corpus. Exit code: 0 done, 1 a file \
    is not in order, 2 wrong usage.")]
pub(crate) struct AgreementArgs {
    /// Where the corpus is, with its folder second/
    #[arg(long, value_name = "DIR", default_value = "corpus")]
    pub(crate) corpus: PathBuf,
    /// Print the figures as Markdown
    #[arg(long, conflicts_with = "format")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// Measure speed and memory, from text to store, on distinct articles
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    menurut bench\n  \
    menurut bench --articles 200 --jobs 1")]
pub(crate) struct BenchArgs {
    /// How many articles
    #[arg(long, default_value_t = 2000, value_name = "N")]
    pub(crate) articles: usize,
    /// Articles read at the same time
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: usize,
    /// Keep the store at FILE instead of a temporary one
    #[arg(long, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,
}

fn jobs(word: &str) -> Result<usize, String> {
    match word.parse() {
        Ok(n @ 1..=256) => Ok(n),
        _ => Err("a number from 1 to 256 is needed".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed_and_every_verb_shows_examples() {
        let command = Cli::command();
        command.clone().debug_assert();
        for verb in command.get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("menurut "), "{} shows no example", verb.get_name());
        }
    }
}
