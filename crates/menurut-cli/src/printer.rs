use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use indicatif::ProgressBar;

use crate::args::{Format, FormatArgs};

/// Where the width of a terminal is not known.
const WIDTH: usize = 120;

/// The one door for output: rows to standard output, everything else to standard error.
///
/// A reader that has seen enough (`menurut claims | head`) closes the pipe: that is success, and nothing more is
/// written.
pub(crate) struct Printer {
    out: BufWriter<AutoStream<io::Stdout>>,
    colour: bool,
    terminal: bool,
    width: usize,
    closed: bool,
    bar: ProgressBar,
}

impl Printer {
    pub(crate) fn new() -> Printer {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let choice = AutoStream::choice(&stdout);
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let measured = terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
        let width = if terminal { measured.or(columns) } else { columns };
        Printer {
            out: BufWriter::with_capacity(64 << 10, AutoStream::new(stdout, choice)),
            colour: choice != ColorChoice::Never,
            terminal,
            width: width.unwrap_or(WIDTH).clamp(40, 240),
            closed: false,
            bar: ProgressBar::hidden(),
        }
    }

    /// Columns of text that fit into a line.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn ink(&self) -> Ink {
        Ink { colour: self.colour }
    }

    /// The format asked for; else a table for eyes and JSON lines for programs.
    pub(crate) fn format(&self, asked: &FormatArgs) -> Format {
        asked
            .format
            .unwrap_or(if self.terminal { Format::Table } else { Format::Jsonl })
    }

    /// A bar that output does not run into.
    pub(crate) fn set_bar(&mut self, bar: ProgressBar) {
        self.bar = bar;
    }

    pub(crate) fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// Whether nobody reads standard output any more.
    pub(crate) fn closed(&self) -> bool {
        self.closed
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// When the text cannot be written, for another reason than a closed pipe.
    pub(crate) fn write(&mut self, text: &str) -> anyhow::Result<()> {
        if self.closed || text.is_empty() {
            return Ok(());
        }
        let (bar, out, at_once) = (&self.bar, &mut self.out, self.terminal);
        let done = bar.suspend(|| {
            out.write_all(text.as_bytes())?;
            if at_once { out.flush() } else { Ok(()) }
        });
        self.settle(done)
    }

    /// # Errors
    /// As [`Printer::write`].
    pub(crate) fn line(&mut self, text: &str) -> anyhow::Result<()> {
        self.write(text)?;
        self.write("\n")
    }

    /// Writes out what is held back.
    ///
    /// # Errors
    /// As [`Printer::write`].
    pub(crate) fn flush(&mut self) -> anyhow::Result<()> {
        if self.closed {
            return Ok(());
        }
        let done = self.out.flush();
        self.settle(done)
    }

    fn settle(&mut self, done: io::Result<()>) -> anyhow::Result<()> {
        match done {
            Err(e) if e.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(e) => Err(anyhow::anyhow!("cannot write to standard output: {e}")),
            Ok(()) => Ok(()),
        }
    }

    /// A remark on standard error.
    pub(crate) fn note(&self, text: impl Display) {
        self.stderr(&text.to_string());
    }

    pub(crate) fn warn(&self, text: impl Display) {
        let style = AnsiColor::Yellow.on_default().bold();
        self.stderr(&format!("{style}warning{style:#}: {text}"));
    }

    pub(crate) fn error(&self, text: impl Display) {
        let style = AnsiColor::Red.on_default().bold();
        self.stderr(&format!("{style}error{style:#}: {text}"));
    }

    fn stderr(&self, text: &str) {
        self.bar.suspend(|| {
            // There is nobody left to tell when standard error is gone.
            let _ = writeln!(anstream::stderr().lock(), "{text}");
        });
    }
}

/// Paints words, or leaves them plain where there are no colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink {
    pub(crate) colour: bool,
}

impl Ink {
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

pub(crate) mod style {
    use anstyle::{AnsiColor, Color, Style};

    pub(crate) const BOLD: Style = Style::new().bold();
    pub(crate) const DIM: Style = Style::new().dimmed();
    pub(crate) const PLAIN: Style = Style::new();

    const fn fg(colour: AnsiColor) -> Style {
        Style::new().fg_color(Some(Color::Ansi(colour)))
    }

    pub(crate) const SOURCE: Style = fg(AnsiColor::Magenta);
    pub(crate) const CONTEXT: Style = fg(AnsiColor::Cyan);

    /// PLOVER's quad classes, from cooperation to conflict.
    pub(crate) const fn quad(quad: u8) -> Style {
        match quad {
            1 => fg(AnsiColor::Cyan),
            2 => fg(AnsiColor::Green),
            3 => fg(AnsiColor::Yellow),
            _ => fg(AnsiColor::Red),
        }
    }

    pub(crate) fn verdict(verdict: &str) -> Style {
        match verdict {
            "denied" => fg(AnsiColor::Red),
            "unconfirmed" => fg(AnsiColor::Yellow),
            "mixed" => fg(AnsiColor::Magenta),
            _ => PLAIN,
        }
    }
}
