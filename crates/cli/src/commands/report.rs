//! `log report`.
use std::path::PathBuf;

use clap::Args;
use upgo_engine::answers::{PrintedText, ReportAnswer};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Problem, size};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::Engine;
use upgo_engine::guidance::bug_report::BugReport;

use super::shared::{CommandResult, Run, Start};
use crate::output::{Output, bold, dim};

/// Create a zip file for a bug report, after showing its contents
///
/// Nothing is sent anywhere. Passwords, names and the home folder are left out.
#[derive(Args, Debug)]
pub(crate) struct Report {
    /// The file to create, which must not exist; by default, a file in this folder named after the date and time
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Create the file without asking
    #[arg(long, short)]
    yes: bool,
    /// Print one of the texts that the file would contain, instead of creating it
    #[arg(long, value_name = "NAME", conflicts_with_all = ["file", "yes"])]
    print: Option<String>,
}

impl Run for Report {
    const ONLY_READS: fn(&Self) -> bool = |_| true;

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let engine = start.engine_with_any_sources()?;
        match &self.print {
            Some(name) => print(engine, name, start.output),
            None => self.write(engine, start.output),
        }
    }
}

impl Report {
    /// Shows the contents of the report, and writes it if the user agrees.
    fn write(&self, engine: &Engine, output: &Output) -> CommandResult {
        let report = engine.bug_report();
        let usual = || engine.clock().strftime("upgo-report-%Y%m%d-%H%M%S.zip").to_string().into();
        let file = self.file.clone().unwrap_or_else(usual);
        output.remark(&describe(&report));
        let is_wanted = self.yes || output.ask(say!(ReportCreate { file: one_line(file.display()) })) == Some(true);
        if is_wanted {
            report.write(&file)?;
        }
        let warnings: Vec<Problem> = engine.sources_problem().into_iter().collect();
        let answer = ReportAnswer { file, written: is_wanted, texts: report.list(), warnings };
        Ok(output.report(&answer, &answer.warnings, |ReportAnswer { file, written, .. }| {
            if *written {
                say!(ReportCreated { file: bold(one_line(file.display())) }).and(Sentence::NothingSent)
            } else {
                say!(ReportNotCreated { command: bold("upgo log report --yes") })
            }
            .to_string()
        }))
    }
}

fn print(engine: &Engine, name: &str, output: &Output) -> CommandResult {
    let report = engine.bug_report();
    let printed = PrintedText { name: name.to_owned(), text: report.text(name)?.to_owned() };
    output.verbatim(&printed, |printed| printed.text.trim_end().to_owned());
    Ok(0)
}

fn describe(report: &BugReport) -> String {
    let line = |name: &str, bytes| format!("  {name:<16} {:>8}", size(bytes));
    let lines = report.list().into_iter().map(|text| line(&text.name, text.bytes));
    let lines: Vec<String> = std::iter::once(bold(Sentence::ReportContains)).chain(lines).collect();
    let hint = dim(Sentence::ReportReadFirst);
    format!("{}\n{hint}", lines.join("\n"))
}
