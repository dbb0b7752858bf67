//! `--exit-code`, `--baseline` and `--format` of `projects` and `why`: a gate for builds on servers.
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use upgo_engine::base::display::one_line;
use upgo_engine::base::report::Problem;
use upgo_engine::base::words::{Sentence, Value};
use upgo_engine::cases::{Gate, Sarif};

use super::start::{CommandResult, Start};
use crate::output::{bold, caution, dim};

/// The options of the gate.
#[derive(Args, Debug)]
pub(crate) struct GateOptions {
    /// Exit with status 10 if files disagree about Go
    ///
    /// Looks at files only, not at this machine or at vulnerabilities, which `upgo audit` finds.
    #[arg(long)]
    exit_code: bool,
    /// Leave out the disagreements that this file names
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Print the disagreements in another format
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<GateFormat>,
}

/// A format that build servers read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GateFormat {
    /// A JUnit document, with a test case for each file
    Junit,
    /// A SARIF 2.1.0 document
    Sarif,
}

impl GateOptions {
    /// Judges if that is wanted, and prints in the format that is asked for. `answer` prints what the command says
    /// without a format, and gets what was judged.
    pub(crate) fn judge(
        &self,
        gate: impl FnOnce() -> Result<Gate, Problem>,
        start: &Start<'_>,
        answer: impl FnOnce(Option<&Gate>),
    ) -> CommandResult {
        if !self.exit_code && self.baseline.is_none() && self.format.is_none() {
            answer(None);
            return Ok(0);
        }
        let (mut gate, output) = (gate()?, start.output);
        let gone = match &self.baseline {
            Some(file) => gate.compare(&start.engine()?.read_baseline(file)?),
            None => 0,
        };
        match self.format {
            Some(GateFormat::Junit) => {
                output.verbatim_line(&gate.junit());
            }
            Some(GateFormat::Sarif) => output.document(&Sarif::of_gate(&gate)),
            None => {
                answer(Some(&gate));
                output.remark(&described(&gate, gone));
            }
        }
        Ok(if self.exit_code && gate.new_ones().next().is_some() { 10 } else { 0 })
    }
}

fn described(gate: &Gate, gone: usize) -> String {
    let new = gate.new_ones().count();
    let known = gate.disagreements().count() - new;
    let mut lines = vec![String::new()];
    lines.push(if new == 0 { Sentence::GateNone.to_string() } else { bold(say!(GateNew { count: new })) });
    for (_, one) in gate.new_ones() {
        let places = say!(Named { name: Value::some_of(&one.shown_places()) });
        lines.push(format!("  {} {}  {}", caution("!"), one.name(), one_line(&one.text)));
        lines.push(dim(format!("    {}", one_line(places))));
    }
    lines.extend(gate.notes().next().map(|_| Sentence::GateNotes.to_string()));
    lines.extend(gate.notes().map(|one| format!("    {}  {}", one.name(), one_line(&one.text))));
    lines.extend((known > 0).then(|| dim(say!(GateKnown { count: known }))));
    lines.extend((gone > 0).then(|| dim(say!(GateGone { count: gone }))));
    lines.join("\n")
}
