//! `upgo-windows-probe`: asks Windows, and prints or writes what it answered.
use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Cancel;
use upgo_engine::machine::{effect, platform};
use upgo_windows_probe::answer::Group;
use upgo_windows_probe::ask::{self, Refusal, Report};
use upgo_windows_probe::forms;

const HELP: &str = "\
Ask Windows what Upgo's tests cannot know, for an issue

Usage: upgo-windows-probe [--json | --out <FILE>]

Takes about 20 seconds. Everything that it creates is deleted, nothing is sent, and the report names neither you nor
your machine.

Options:
      --out <FILE>  Write the report as JSON to this file, to attach it to an issue
      --json        Print the report as JSON
  -h, --help        Print help
  -V, --version     Print version
";

/// The exit status of a wrong command line, or of a system that is not Windows.
const USAGE: u8 = 2;

enum Wish {
    Text,
    Json,
    File(PathBuf),
    Help,
    Version,
}

fn main() -> ExitCode {
    // it is started where browsers put files, among libraries of others
    platform::only_system_libraries();
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    match wish(&words) {
        None => fails(USAGE, "unknown options; upgo-windows-probe --help lists them"),
        Some(Wish::Help) => print(HELP),
        Some(Wish::Version) => print(concat!("upgo-windows-probe ", env!("CARGO_PKG_VERSION"), "\n")),
        Some(Wish::Text) => asked(|report| print(&forms::text(report))),
        Some(Wish::Json) => asked(|report| print(&forms::json(report))),
        Some(Wish::File(file)) => asked(|report| write(report, &file)),
    }
}

fn wish(words: &[OsString]) -> Option<Wish> {
    let known: Vec<&str> = words.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    match known[..] {
        [] => Some(Wish::Text),
        ["--json"] => Some(Wish::Json),
        ["--out", _] => words.last().map(|file| Wish::File(PathBuf::from(file))),
        ["-h" | "--help"] => Some(Wish::Help),
        ["-V" | "--version"] => Some(Wish::Version),
        _ => None,
    }
}

fn asked(then: impl FnOnce(&Report) -> ExitCode) -> ExitCode {
    let cancel = Cancel::default();
    cancel_at_interrupt(&cancel);
    match ask::ask_windows(&cancel, &|group: Group| tell(&format!("Asking Windows about {}…", group.subject()))) {
        Ok(report) => {
            for left in &report.left {
                tell(&ask::left_over(left));
            }
            then(&report)
        }
        Err(refusal @ Refusal::NotWindows) => fails(USAGE, &refusal.to_string()),
        Err(refusal) => fails(1, &refusal.to_string()),
    }
}

/// Makes the first Ctrl+C stop after the current question, and the second one end the process.
fn cancel_at_interrupt(cancel: &Cancel) {
    let token = cancel.clone();
    let interrupted = move || {
        if token.is_cancelled() {
            std::process::exit(1);
        }
        token.cancel();
    };
    ctrlc::set_handler(interrupted).ok(); // without a handler, Ctrl+C ends the process at once
}

fn write(report: &Report, file: &Path) -> ExitCode {
    let name = one_line(file.display());
    match effect::replace(file, forms::json(report).as_bytes()) {
        Ok(()) => print(&format!("{name} was written. Nothing was sent.\n")),
        Err(error) => fails(1, &format!("{name} could not be written: {error}\nName another file with --out.")),
    }
}

fn print(text: &str) -> ExitCode {
    // whoever closes the pipe has read enough
    io::stdout().write_all(text.as_bytes()).ok();
    ExitCode::SUCCESS
}

fn fails(status: u8, why: &str) -> ExitCode {
    tell(&format!("error: {why}"));
    ExitCode::from(status)
}

fn tell(line: &str) {
    writeln!(io::stderr(), "{line}").ok();
}
