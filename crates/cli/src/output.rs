//! The only place that prints. Only Upgo's own styles become escape sequences; every other character that controls a
//! terminal is escaped. Line breaks are Upgo's own, too: a caller passes foreign text through [`one_line`].
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::fmt::Display;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::LazyLock;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Reset, Style};
use serde::Serialize;
use terminal_size::{Height, Width, terminal_size_of};
use upgo_engine::answers::Text;
use upgo_engine::base::display::{self, one_line};
use upgo_engine::base::report::{Code, Failure, Problem};
use upgo_engine::base::secret;
use upgo_engine::base::words::{Language, Sentence, Statement, speaking};
use upgo_engine::machine::effect::of_io;

use crate::options::{CommonOptions, ProgressStyle};
use crate::wrapping::wrapped;
use crate::{waiting, words};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const CAUTION: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
/// Each begins with its own mark, and all end with the same one.
const STYLES: [Style; 5] = [BOLD, DIM, GOOD, CAUTION, BAD];

/// The marks of [`STYLES`] and the one that ends a style: characters that follow each other. They are for private use,
/// so that sentences do not take them for letters, and chosen at random, so that no text of others contains them.
static MARKS: LazyLock<[char; STYLES.len() + 1]> = LazyLock::new(|| {
    let number = u32::try_from(RandomState::new().hash_one("marks") % 0xFFF0).unwrap_or_default();
    let mark = |index| char::from_u32(0xF_0000 + number + u32::try_from(index).ok()?);
    std::array::from_fn(|index| mark(index).unwrap_or('\u{FFFFD}'))
});

/// How a command tells on standard error what it does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// To a person at a terminal, where lines can be replaced.
    Bar,
    Lines,
    Json,
    Nothing,
}

/// The destination of answers: text for people, or one JSON document. Everything on standard output is written here.
/// The first write that fails is kept until the command ends.
#[derive(Debug, Default)]
pub(crate) struct Output {
    json: bool,
    pub(crate) quiet: bool,
    pub(crate) progress: ProgressStyle,
    failed: OnceCell<io::Error>,
    /// The warnings already printed, so that each is printed once.
    warned: RefCell<Vec<Problem>>,
}

impl Output {
    pub(crate) fn new(shared: &CommonOptions) -> Self {
        Self { json: shared.json, quiet: shared.quiet, progress: shared.progress, ..Self::default() }
    }

    /// Prints an answer: the value as JSON, or the text that `words` makes from it.
    pub(crate) fn answer<T: Serialize>(&self, value: &T, words: impl FnOnce(&T) -> String) {
        if self.json {
            self.document(value);
        } else {
            self.line(&words(value));
        }
    }

    /// Prints an answer and what to know about it. Returns the exit status of success.
    pub(crate) fn report<T: Serialize>(
        &self,
        report: &T,
        warnings: &[Problem],
        words: impl FnOnce(&T) -> String,
    ) -> u8 {
        self.answer(report, words);
        self.warnings(warnings);
        0
    }

    /// Prints an answer that is copied into a file or another program: the value as JSON, or exactly the text that
    /// `words` makes from it.
    pub(crate) fn verbatim<T: Serialize>(&self, value: &T, words: impl FnOnce(&T) -> String) {
        if self.json {
            self.document(value);
        } else {
            self.verbatim_line(&words(value));
        }
    }

    /// Writes a line as it is, which is copied into a file or another program. Returns whether that worked.
    pub(crate) fn verbatim_line(&self, text: &str) -> bool {
        self.print(&rendered(text, false))
    }

    /// Whether programs read what is printed. Then all of it is in English.
    pub(crate) fn is_for_programs(&self) -> bool {
        self.json || self.progress == ProgressStyle::Json
    }

    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    pub(crate) fn telling(&self) -> Telling {
        match self.progress {
            ProgressStyle::Json => Telling::Json,
            ProgressStyle::None => Telling::Nothing,
            ProgressStyle::Auto if self.quiet => Telling::Nothing,
            ProgressStyle::Auto if is_terminal() => Telling::Bar,
            ProgressStyle::Auto if self.json => Telling::Nothing,
            ProgressStyle::Auto => Telling::Lines,
        }
    }

    /// Whether a line that disappears would be seen.
    pub(crate) fn has_bar(&self) -> bool {
        self.telling() == Telling::Bar
    }

    /// Writes what happens now to standard error, if a person reads it.
    pub(crate) fn step(&self, words: impl Display) {
        if matches!(self.telling(), Telling::Bar | Telling::Lines) {
            error_line(&words.to_string());
        }
    }

    /// Prints a remark, except with `--json` or `--quiet`.
    pub(crate) fn remark(&self, words: &str) {
        if !self.json && !self.quiet {
            self.line(words);
        }
    }

    /// Prints a JSON document, even if `--json` was not given. A program reads it, so it is in English.
    pub(crate) fn document<T: Serialize>(&self, value: &T) {
        match speaking(Language::English, || serde_json::to_string_pretty(value)) {
            Ok(text) => drop(self.print(&display::ascii_json(&text))),
            Err(error) => drop(self.failed.set(error.into())),
        }
    }

    /// Returns whether that worked.
    pub(crate) fn document_line<T: Serialize>(&self, value: &T) -> bool {
        let text = speaking(Language::English, || serde_json::to_string(value)).unwrap_or_default();
        self.print(&display::ascii_json(&text))
    }

    /// Returns whether that worked: it fails once the reader is gone.
    pub(crate) fn line(&self, text: &str) -> bool {
        let is_styled = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        self.print(&fitting(&rendered(text, is_styled), terminal_size_of(io::stdout())))
    }

    /// Writes a text that is safe as it is.
    fn print(&self, text: &str) -> bool {
        waiting::clear();
        let line = format!("{text}\n");
        let written = if line.contains('\u{1b}') {
            let mut out = anstream::stdout();
            out.write_all(line.as_bytes()).and_then(|()| out.flush())
        } else {
            // nothing to remove, or to translate for an old console, so it is one write
            let mut out = io::stdout().lock();
            out.write_all(line.as_bytes()).and_then(|()| out.flush())
        };
        written.map_err(|error| drop(self.failed.set(error))).is_ok()
    }

    /// Prints warnings, unless they are part of the JSON answer.
    pub(crate) fn warnings(&self, warnings: &[Problem]) {
        if self.json {
            return;
        }
        let mut warned = self.warned.borrow_mut();
        for warning in warnings {
            if !warned.contains(warning) {
                warn(warning);
                warned.push(warning.clone());
            }
        }
    }

    /// Asks the user to confirm; only an explicit yes counts. `None` with `--json`, and outside a terminal.
    pub(crate) fn ask(&self, question: impl Display) -> Option<bool> {
        if self.json || !io::stdin().is_terminal() || !is_terminal() {
            return None;
        }
        waiting::clear();
        write!(anstream::stderr(), "{} [y/N] ", rendered(&bold(question), true)).ok();
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).ok();
        Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是"))
    }

    /// Ends a command with its exit status; one that succeeded fails if its answer could not be written.
    pub(crate) fn end(&self, answer: Result<u8, Problem>) -> ExitCode {
        waiting::clear();
        if let (true, Err(problem)) = (self.json, &answer) {
            self.document(&Failure { error: problem });
        }
        let unwritten = self.unwritten();
        if let Err(problem) = &answer
            && (!self.json || unwritten.is_some())
        {
            describe(problem);
        }
        unwritten.iter().for_each(describe);
        ExitCode::from(match (answer, unwritten) {
            (Err(problem), _) | (Ok(_), Some(problem)) => problem.code.exit(),
            (Ok(status), None) => status,
        })
    }

    /// The error of writing to standard output. If the reader is gone, such as `head`, the command just ends.
    pub(crate) fn unwritten(&self) -> Option<Problem> {
        let error = self.failed.get().filter(|error| error.kind() != io::ErrorKind::BrokenPipe)?;
        let code = if of_io(error) == Code::DiskFull { Code::DiskFull } else { Code::DiskFailed };
        let message = say!(OutputUnwritten { error: error.to_string() });
        Some(Problem {
            means: Sentence::OutputIncomplete.into(),
            ..Problem::new(code, message).with_next(Sentence::OutputElsewhere)
        })
    }
}

/// Writes a JSON document on one line to standard error.
pub(crate) fn error_document<T: Serialize>(value: &T) {
    let text = speaking(Language::English, || serde_json::to_string(value)).unwrap_or_default();
    error_text(&display::ascii_json(&text));
}

pub(crate) fn warn(warning: &Problem) {
    error_line(&words::labelled(caution(Sentence::Warning), one_line(&warning.message)).to_string());
    causes(warning);
    let code = words::in_parentheses(warning.code);
    error_line(&format!("  {}", dim(words::after(one_line(&warning.next), code))));
}

fn describe(problem: &Problem) {
    error_line(&words::labelled(bad(Sentence::Error), one_line(&problem.message)).to_string());
    causes(problem);
    error_line(&format!("  {}", problem.means));
    error_line(&format!("  {}", with_note(bold(one_line(&problem.next)), problem.code)));
}

/// Prints the causes that the message does not contain. One may have several lines, like a compiler's message.
fn causes(problem: &Problem) {
    let message = problem.message.to_string();
    for cause in problem.causes.iter().filter(|cause| !message.contains(cause.as_str())) {
        error_line(&format!("  {}", say!(BecauseOf { cause: cause.replace('\n', "\n    ") })));
    }
}

/// Ends a command line that clap refused, or a request for help.
pub(crate) fn refuse(error: &clap::Error) -> ExitCode {
    let json = std::env::args_os().take_while(|argument| argument != "--").any(|argument| argument == "--json");
    let output = Output { json, ..Output::default() };
    let text = error.render();
    if !error.use_stderr() {
        if output.is_json() {
            output.document(&Text { text: text.to_string() });
        } else {
            // Upgo's own words only
            output.print(&fitting(text.ansi().to_string().trim_end(), terminal_size_of(io::stdout())));
        }
        return output.end(Ok(0));
    }
    if output.is_json() {
        let text = text.to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        return output.end(Err(Problem::new(Code::Usage, Statement::quoted(message))));
    }
    let text = secret::without_secrets(&text.to_string());
    match text.trim_end().strip_prefix("error:") {
        Some(rest) => error_line(&format!("{}:{rest}", bad("error"))),
        None => error_line(text.trim_end()),
    }
    ExitCode::from(Code::Usage.exit())
}

pub(crate) fn error_line(text: &str) {
    error_text(&fitting(&rendered(text, true), terminal_size_of(io::stderr())));
}

/// Writes a text that is safe as it is to standard error.
fn error_text(text: &str) {
    waiting::clear();
    writeln!(anstream::stderr(), "{text}").ok();
}

/// The text with lines that fit on the terminal, if it is printed on one.
fn fitting(text: &str, terminal: Option<(Width, Height)>) -> Cow<'_, str> {
    terminal.map_or_else(|| text.into(), |(Width(columns), _)| wrapped(text, columns.into()))
}

/// Whether progress bars would be visible.
pub(crate) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

pub(crate) fn bold(text: impl Display) -> String {
    styled(0, text)
}

pub(crate) fn dim(text: impl Display) -> String {
    styled(1, text)
}

pub(crate) fn good(text: impl Display) -> String {
    styled(2, text)
}

pub(crate) fn caution(text: impl Display) -> String {
    styled(3, text)
}

pub(crate) fn bad(text: impl Display) -> String {
    styled(4, text)
}

pub(crate) fn with_note(text: impl Into<String>, note: impl Display) -> Statement {
    words::after(text, dim(words::in_parentheses(note)))
}

/// A text with a style, which [`rendered`] turns into escape sequences.
fn styled(style: usize, text: impl Display) -> String {
    let [marks @ .., end] = &*MARKS;
    marks.get(style).map_or_else(|| text.to_string(), |mark| format!("{mark}{text}{end}"))
}

/// A text as it is printed: its styles as escape sequences, unless unstyled, and all other control characters escaped.
fn rendered(text: &str, is_styled: bool) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, mark)) = rest.char_indices().find(|(_, character)| MARKS.contains(character)) {
        safe += &display::lines(rest.get(..at).unwrap_or_default());
        let style = MARKS.iter().position(|own| *own == mark).and_then(|style| STYLES.get(style));
        match style {
            _ if !is_styled => {}
            Some(style) => safe += &style.render().to_string(),
            None => safe += &Reset.render().to_string(),
        }
        rest = rest.get(at + mark.len_utf8()..).unwrap_or_default();
    }
    safe + &display::lines(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_styles_become_escape_sequences() {
        let line = format!("{} of {}", bold("go\u{1b}[8m1.27.3"), "\u{1b}[31mred\u{9b}0m\r\u{202e}");
        let shown = rendered(&line, true);
        assert_eq!(shown, format!("{BOLD}go\\u{{1b}}[8m1.27.3{Reset} of \\u{{1b}}[31mred\\u{{9b}}0m\\r\\u{{202e}}"));
        let plain = "go\\u{1b}[8m1.27.3 of \\u{1b}[31mred\\u{9b}0m\\r\\u{202e}";
        assert_eq!(rendered(&line, false), plain);
        assert_eq!(rendered("a\nb", true), "a\nb");
    }
}
