//! The rows of an answer to which Go runs.
use std::path::Path;

use super::{Cause, ChainLink, From, WhichTerminal, WhyReport};
use crate::base::report::Problem;
use crate::base::rows::{Row, Tone};
use crate::base::words::{Sentence, Statement, Value};
use crate::change::offered_fix::Fix;
use crate::machine::platform::{THEN, typed};

/// The rows of an answer, and what the page has to know besides.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct WhyRows {
    pub row: Row,
    /// The fix of each cause; `null` if it has none.
    pub fixes: Vec<Option<Fix>>,
    pub problem: Option<Problem>,
    /// Shows in a terminal which Go runs there.
    pub command: String,
    pub warnings: Vec<Problem>,
}

impl WhyRows {
    pub fn of(report: WhyReport, terminal: WhichTerminal, folder: Option<&Path>) -> Self {
        let (row, command) = (report.row(terminal, folder), report.command(folder));
        let WhyReport { chain, problem, warnings, .. } = report;
        Self { row, fixes: chain.into_iter().map(|link| link.fix).collect(), problem, command, warnings }
    }
}

impl WhyReport {
    /// Go has `-C` since 1.20, and shims and version files go by the folder of the shell.
    fn command(&self, folder: Option<&Path>) -> String {
        let Some(folder) = folder.map(typed) else { return "go version".to_owned() };
        let version = self.program.as_ref().and_then(|go| go.version.as_ref());
        let by_shell = self.chain.iter().any(|link| matches!(link.cause, Cause::Shim | Cause::VersionFile));
        let knows_it = !by_shell && version.is_some_and(|version| version.is_since("go1.20"));
        if knows_it { format!("go -C {folder} version") } else { format!("cd {folder}{THEN}go version") }
    }

    /// The report as rows: the causes, in the order in which they take effect; none if there is no Go.
    pub fn row(&self, terminal: WhichTerminal, folder: Option<&Path>) -> Row {
        let (place, message) = (self.place(terminal, folder), self.problem.as_ref().map(|problem| &problem.message));
        let (title, second) = match (&self.program, &self.toolchain) {
            (None, _) => (say!(FullSentence { text: message.map_or(Sentence::NoGo.into(), Value::from) }), None),
            (Some(program), None) => (say!(WhyFails { place, program: &program.path }), message.cloned()),
            (Some(program), Some(toolchain)) => {
                let version = toolchain.version.as_deref().map_or(Sentence::UnknownGo.into(), Value::from);
                let from = match toolchain.from {
                    From::Local => Value::from(&program.path),
                    From::Path => Sentence::WhyOnPath.into(),
                    From::Cache => Sentence::WhyInCache.into(),
                    From::Download => {
                        toolchain.unlisted.clone().unwrap_or_else(|| Sentence::WhyDownloads.into()).into()
                    }
                };
                let because = self.chain.iter().find(|link| link.decides);
                let because = because.map(|link| say!(WhyBecause { effect: &link.effect }));
                (say!(WhyRuns { place, version, from: say!(InParentheses { text: from }) }), because)
            }
        };
        let rows = self.program.iter().flat_map(|_| &self.chain).map(cause_row).collect();
        Row { second, rows, ..Row::new(if self.works { Tone::Info } else { Tone::Bad }, title) }
    }

    /// `A new terminal`, or `A new terminal in C:\src\m` if the project there matters.
    fn place(&self, terminal: WhichTerminal, folder: Option<&Path>) -> Statement {
        let is_new = terminal == WhichTerminal::New;
        let terminal = if is_new { Sentence::WhyNewTerminal } else { Sentence::WhyThisTerminal };
        match folder.filter(|_| self.chain.iter().any(|link| link.cause.is_of_project())) {
            Some(folder) => say!(WhyTerminalIn { terminal, folder }),
            None => terminal.into(),
        }
    }
}

/// What a cause does, and the Go that would run if nothing came after it.
fn cause_row(link: &ChainLink) -> Row {
    let title = match link.cause {
        // its sentence does not name the variable
        Cause::Pathext => say!(AtPlace { place: "PATHEXT", what: &link.effect }),
        _ => link.effect.clone(),
    };
    let version = link.version.as_ref().map(|name| say!(Named { name }));
    let badge = match version {
        Some(version) if link.decides => Some(say!(AtPlace { place: Sentence::WhyDecides, what: version })),
        None if link.decides => Some(Sentence::WhyDecides.into()),
        version => version,
    };
    Row { badge, ..Row::new(if link.decides { Tone::Info } else { Tone::Neutral }, title) }
}
