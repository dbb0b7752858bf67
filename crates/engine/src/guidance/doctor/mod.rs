//! The doctor: problems in the Go setup of a machine, each with a plan that fixes it where a safe one exists. Pure: a
//! check maps [`DoctorFacts`] to an optional finding. The table [`CHECKS`] also tells which ones found nothing.
mod cgo;
mod checks;
mod editors;
mod facts;
mod finding;
mod goenv;
mod goroot;
mod home;
mod network;
mod path;
mod path_values;
mod profiles;
mod project;
mod protection;
mod release;
mod system_go;
mod terminals;
mod wsl;

use std::cmp::Reverse;

pub use checks::{CHECKS, Check};
pub(crate) use editors::leads_to_upgo;
pub use facts::{
    Brought, CgoProjects, DoctorFacts, Editor, ExaminedGo, HeardGo, HeardTerminals, LastCheck, SmartAppControl, Store,
    Switched,
};
pub use finding::{DoctorReport, Finding, NotChecked, Passed, Severity};
pub(crate) use profiles::startup_choice;

use crate::base::words::Statement;
use crate::change::offered_fix::Fix;

/// The results of the checks, without the time and the warnings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// The most severe first; findings that the user ignores come last.
    pub findings: Vec<Finding>,
    pub passed: Vec<Passed>,
    pub not_checked: Vec<NotChecked>,
}

/// The id and the severity are in the table.
struct Diagnosis {
    title: Statement,
    evidence: Vec<Statement>,
    explanation: Statement,
    fix: Option<Fix>,
}

impl Diagnosis {
    fn new(title: impl Into<Statement>, explanation: impl Into<Statement>) -> Self {
        Self { title: title.into(), evidence: Vec::new(), explanation: explanation.into(), fix: None }
    }

    fn shown_by(mut self, evidence: impl IntoIterator<Item = Statement>) -> Self {
        for line in evidence {
            // an entry of PATH may be there many times
            if !self.evidence.contains(&line) {
                self.evidence.push(line);
            }
        }
        self
    }

    fn fixed_by(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}

/// `is_ignored` says whether the user ignores the finding with an id.
pub fn examine(facts: &DoctorFacts<'_>, is_ignored: &dyn Fn(&str) -> bool) -> Examination {
    let mut examination = Examination::default();
    for check in CHECKS {
        let (id, title) = (check.id.to_owned(), Statement::from(check.title));
        if let Some(why) = (check.unknown)(facts) {
            examination.not_checked.push(NotChecked { id, title, why: say!(AtStart { text: why }) });
        } else if let Some(found) = (check.look)(facts) {
            let Diagnosis { title, evidence, explanation, fix } = found;
            examination.findings.push(Finding {
                id,
                severity: check.severity,
                title: title.shown(),
                evidence: evidence.into_iter().map(Statement::shown).collect(),
                explanation: explanation.shown(),
                fix,
                ignored: is_ignored(check.id),
            });
        } else {
            examination.passed.push(Passed { id, title });
        }
    }
    examination.findings.sort_by_key(|finding| (Reverse(!finding.ignored), finding.severity));
    examination
}
