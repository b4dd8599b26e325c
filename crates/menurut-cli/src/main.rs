//! The command line: parses what was typed, runs one verb, reports.

mod args;
mod claim_table;
mod commands;
mod input;
mod interrupt;
mod layout;
mod marks;
mod page;
mod printer;
mod rows;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, CorpusVerb, ModelVerb, Verb};
use commands::{Status, Usage};
use printer::Printer;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut printer = Printer::new();
    let done = run(cli.verb, &mut printer);
    let done = done.and_then(|status| printer.flush().map(|()| status));
    match done {
        Ok(status) => status.into(),
        Err(error) => {
            // The causes of an error, outermost first, as one sentence.
            printer.error(format!("{error:#}"));
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

fn run(verb: Verb, printer: &mut Printer) -> anyhow::Result<Status> {
    match verb {
        Verb::Read(args) => commands::read::run(&args, printer),
        Verb::Show(args) => commands::show::run(&args, printer),
        Verb::Claims(args) => commands::claims::run(args, printer),
        Verb::Quotes(args) => commands::quotes::run(args, printer),
        Verb::Articles(args) => commands::articles::run(args, printer),
        Verb::Forget(args) => commands::forget::run(&args, printer),
        Verb::Extract(args) => commands::extract::run(&args, printer),
        Verb::Parse(args) => commands::parse::run(&args, printer),
        Verb::Model(args) => match args.about {
            ModelVerb::Info(format) => commands::model::info(&format, printer),
        },
        Verb::Eval(args) => commands::eval::run(args, printer),
        Verb::Corpus(args) => match args.about {
            CorpusVerb::Check(args) => commands::corpus::check(&args, printer),
            CorpusVerb::Agreement(args) => commands::corpus::agreement(&args, printer),
        },
        Verb::Bench(args) => commands::bench::run(&args, printer),
    }
}
