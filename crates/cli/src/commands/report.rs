//! `report`.
use std::path::{Path, PathBuf};

use upgo_engine::answers::{PrintedText, ReportAnswer};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::{Problem, size};
use upgo_engine::cases::Engine;
use upgo_engine::guidance::bug_report::BugReport;

use super::CommandResult;
use crate::output::{Output, ask, bold, dim};

/// Shows the contents of the report, and writes it if the user agrees.
pub(super) fn write(engine: &Engine, file: Option<&Path>, yes: bool, output: &Output) -> CommandResult {
    let report = engine.bug_report();
    let file = file.map_or_else(|| usual_file(engine), Path::to_owned);
    output.remark(&describe(&report));
    let is_wanted = yes || (!output.is_json() && ask(&format!("Create {}?", one_line(file.display()))) == Some(true));
    if is_wanted {
        report.write(&file)?;
    }
    let warnings: Vec<Problem> = engine.sources_problem().into_iter().collect();
    let answer = ReportAnswer { file, written: is_wanted, texts: report.list(), warnings };
    output.answer(&answer, |ReportAnswer { file, written, .. }| {
        if *written {
            format!("Created {}. Nothing was sent.", bold(one_line(file.display())))
        } else {
            format!("No file was created. To create it: {}", bold("upgo report --yes"))
        }
    });
    output.warnings(&answer.warnings);
    Ok(0)
}

pub(super) fn print(engine: &Engine, name: &str, output: &Output) -> CommandResult {
    let report = engine.bug_report();
    let printed = PrintedText { name: name.to_owned(), text: report.text(name)?.to_owned() };
    output.answer(&printed, |printed| printed.text.trim_end().to_owned());
    Ok(0)
}

fn usual_file(engine: &Engine) -> PathBuf {
    engine.clock().strftime("upgo-report-%Y%m%d-%H%M%S.zip").to_string().into()
}

fn describe(report: &BugReport) -> String {
    let line = |name: &str, bytes| format!("  {name:<16} {:>8}", size(bytes));
    let lines = report.list().into_iter().map(|text| line(&text.name, text.bytes));
    let lines: Vec<String> = std::iter::once(bold("The report contains:")).chain(lines).collect();
    let hint = dim("To read one first: upgo report --print NAME. Nothing is sent anywhere.");
    format!("{}\n{hint}", lines.join("\n"))
}
