//! `dsc`: one instance as JSON in, JSON lines out, as the engine of Microsoft DSC expects them.
use std::io::{self, IsTerminal as _, Read as _};

use upgo_engine::answers::Text;
use upgo_engine::base::report::{Cancel, Code, Problem};
use upgo_engine::cases::{Engine, GoInstance, GoStateReport};
use upgo_engine::machine::effect::of_io;

use super::CommandResult;
use crate::arguments::{DscAction, DscInstance};
use crate::output::Output;
use crate::progress::ProgressPrinter;

const MANIFEST: &str = include_str!("../../../../packaging/dsc/upgo.dsc.resource.json");

pub(super) fn run(engine: &Engine, action: &DscAction, cancel: &Cancel, output: &Output) -> CommandResult {
    match action {
        DscAction::Schema | DscAction::Manifest => return Ok(describe(action, output)),
        DscAction::Get { instance } => {
            let report = engine.go_state(&given(instance)?.unwrap_or_default())?;
            print(&report, false, output);
        }
        DscAction::Test { instance } => print(&engine.test_go_state(&desired(instance)?, cancel)?, true, output),
        DscAction::WhatIf { instance } => print(&engine.predict_go_state(&desired(instance)?, cancel)?, true, output),
        DscAction::Set { instance } => {
            let desired = desired(instance)?;
            let progress = ProgressPrinter::new(output);
            let report = engine.set_go_state(&desired, cancel, &|event| progress.event(&event))?;
            print(&report, true, output);
            if report.warnings.iter().any(|warning| warning.code == Code::ActiveOther) {
                return Ok(Code::ActiveOther.exit());
            }
        }
        DscAction::Export { instance } => {
            let report = engine.go_states(&given(instance)?.unwrap_or_default())?;
            if output.is_json() {
                output.document(&report);
            } else {
                for instance in &report.instances {
                    if !output.document_line(instance) {
                        break; // the reader is gone
                    }
                }
            }
            output.warnings(&report.warnings);
        }
    }
    Ok(0)
}

/// Prints what an engine must know of the resource: the schema of its instances, or how to call it.
pub(super) fn describe(action: &DscAction, output: &Output) -> u8 {
    let text =
        if matches!(action, DscAction::Manifest) { MANIFEST.trim_end().to_owned() } else { GoInstance::schema() };
    output.answer(&Text { text }, |answer| answer.text.clone());
    0
}

/// Prints a state as a line, and the names of the properties as another one, or both as one document.
fn print(report: &GoStateReport, with_names: bool, output: &Output) {
    if output.is_json() {
        output.document(report);
    } else if output.document_line(&report.state) && with_names {
        output.document_line(&report.differing);
    }
    output.warnings(&report.warnings);
}

fn desired(instance: &DscInstance) -> Result<GoInstance, Problem> {
    given(instance)?.ok_or_else(|| {
        Problem::new(Code::Usage, "there is no instance on standard input")
            .with_next("Pass one as JSON, such as {\"version\": \"1.27\", \"use\": true}.")
    })
}

/// The instance of the option or of standard input. At a terminal, nobody types one.
fn given(instance: &DscInstance) -> Result<Option<GoInstance>, Problem> {
    if let Some(text) = &instance.input {
        return GoInstance::read(text.as_bytes());
    }
    let mut bytes = Vec::new();
    let input = io::stdin();
    if !input.is_terminal() {
        let read = input.lock().take(GoInstance::LONGEST + 1).read_to_end(&mut bytes);
        read.map_err(|error| Problem::new(of_io(&error), format!("could not read standard input: {error}")))?;
    }
    GoInstance::read(&bytes)
}
