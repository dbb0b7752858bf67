//! `dsc`: one instance as JSON in, JSON lines out, as the engine of Microsoft DSC expects them.
use std::io::{self, IsTerminal as _, Read as _};

use clap::{Args, Subcommand};
use upgo_engine::answers::Text;
use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{GoInstance, GoStateReport};
use upgo_engine::machine::effect::of_io;

use super::shared::{CommandResult, Run, Start};
use crate::output::Output;
use crate::progress::ProgressPrinter;

const MANIFEST: &str = include_str!("../../../../packaging/dsc/upgo.dsc.resource.json");

/// Manage Go as a resource of Microsoft DSC
///
/// Reads an instance as JSON from standard input, and prints JSON lines: the state, and the names of the properties
/// that differ. The manifest `upgo.dsc.resource.json` tells DSC how to call it. Never asks for confirmation.
#[derive(Args, Debug)]
pub(crate) struct Dsc {
    #[command(subcommand)]
    action: DscAction,
}

#[derive(Debug, Subcommand)]
enum DscAction {
    /// Print the state of a release
    ///
    /// Never goes online. Without an instance, prints the state of the Go in use.
    Get(DscInstance),
    /// Print whether the desired state holds, and what differs
    Test(DscInstance),
    /// Make the desired state hold, and print what changed
    ///
    /// If the state differs, makes the change that `upgo install`, `upgo upgrade` or `upgo remove` would make. A change
    /// that needs the administrator prompt is refused.
    Set(DscInstance),
    /// Print the state that `set` would produce, without changing anything
    WhatIf(DscInstance),
    /// Print an instance for each installed release
    Export(DscInstance),
    /// Print the JSON schema of an instance
    Schema,
    /// Print the manifest, which DSC finds as `upgo.dsc.resource.json` in a folder on PATH
    Manifest,
}

// The instance that a command of `upgo dsc` is about.
#[derive(Args, Clone, Debug)]
struct DscInstance {
    /// The instance as JSON; otherwise read from standard input
    #[arg(long, value_name = "JSON")]
    input: Option<String>,
}

impl Run for Dsc {
    const ONLY_READS: fn(&Self) -> bool = |dsc| !matches!(dsc.action, DscAction::Set(_));

    fn run(&self, start: &Start<'_>) -> CommandResult {
        let output = start.output;
        match &self.action {
            // DSC asks for these two before anything else
            DscAction::Schema => print_text(GoInstance::schema(), output),
            DscAction::Manifest => print_text(MANIFEST.trim_end().to_owned(), output),
            DscAction::Get(instance) => {
                let engine = start.engine()?;
                print(&engine.go_state(&given(instance)?.unwrap_or_default())?, false, output);
            }
            DscAction::Test(instance) => {
                let (engine, cancel) = (start.engine()?, start.cancel());
                print(&engine.test_go_state(&desired(instance)?, cancel)?, true, output);
            }
            DscAction::WhatIf(instance) => {
                let (engine, cancel) = (start.engine()?, start.cancel());
                print(&engine.predict_go_state(&desired(instance)?, cancel)?, true, output);
            }
            DscAction::Set(instance) => {
                let (engine, cancel) = (start.engine()?, start.cancel());
                let desired = desired(instance)?;
                let progress = ProgressPrinter::new(output);
                let report = engine.set_go_state(&desired, cancel, &|event| progress.event(&event))?;
                print(&report, true, output);
                if report.warnings.iter().any(|warning| warning.code == Code::ActiveOther) {
                    return Ok(Code::ActiveOther.exit());
                }
            }
            DscAction::Export(instance) => {
                let engine = start.engine()?;
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
}

/// Prints what DSC must know of the resource: the schema of its instances, or how to call it.
fn print_text(text: String, output: &Output) {
    output.verbatim(&Text { text }, |answer| answer.text.clone());
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
        let example = r#"{"version": "1.27", "use": true}"#;
        Problem::new(Code::Usage, Sentence::NoInstance).with_next(say!(PassInstance { example }))
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
        read.map_err(|error| Problem::new(of_io(&error), say!(InputUnreadable { error: &error })))?;
    }
    GoInstance::read(&bytes)
}
