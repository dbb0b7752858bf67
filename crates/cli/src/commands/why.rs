//! `why` and `which`.
use std::path::Path;

use upgo_engine::engine::{Engine, WhyReport};
use upgo_engine::report::{Code, Problem};

use super::Answer;
use crate::output::{Output, bold, dim};

pub(super) fn run(engine: &Engine, path: Option<&Path>, output: &Output) -> Answer {
    let report = engine.why(path)?;
    output.answer(&report, describe);
    output.warnings(&report.warnings);
    Ok(0)
}

pub(super) fn which(engine: &Engine, output: &Output) -> Answer {
    let Some(program) = engine.why(None)?.program else {
        return Err(Problem::new(Code::VersionNotInstalled, "a new terminal finds no Go")
            .with_next("Run `upgo install latest --use`."));
    };
    output.answer(&program, |program| program.path.display().to_string());
    Ok(0)
}

fn describe(report: &WhyReport) -> String {
    let Some(program) = &report.program else { return "A new terminal finds no Go.".into() };
    let version = program.version.as_ref().map_or("a Go of unknown version".into(), ToString::to_string);
    let mut lines = vec![format!("A new terminal runs {} {}", bold(version), dim(program.path.display()))];
    lines.extend(report.chain.iter().enumerate().map(|(index, link)| {
        let number = index + 1;
        format!("  {number}. {}", link.effect)
    }));
    lines.join("\n")
}
