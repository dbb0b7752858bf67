//! The network problems of the last check for releases. These checks do not go online.
use super::{Diagnosis, DoctorFacts, LastCheck};
use crate::base::report::{Code, Problem};
use crate::base::words::{Sentence, Statement};

pub(super) fn not_asked(facts: &DoctorFacts<'_>) -> Option<Sentence> {
    (facts.asked == LastCheck::Never).then_some(Sentence::NotAsked)
}

fn problem<'a>(facts: &'a DoctorFacts<'_>, is_wanted: impl Fn(Code) -> bool) -> Option<&'a Problem> {
    match &facts.asked {
        LastCheck::Failed(problem) if is_wanted(problem.code) => Some(problem),
        _ => None,
    }
}

fn evidence(problem: &Problem) -> impl Iterator<Item = Statement> {
    let failed = say!(LastCheckFailed { problem: problem.as_value() });
    std::iter::once(failed).chain(problem.causes.iter().map(Statement::quoted))
}

/// A server showed a certificate that the machine does not trust.
pub(super) fn intercepted(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let problem = problem(facts, |code| code == Code::NetTls)?;
    Some(Diagnosis::new(Sentence::Intercepted, Sentence::InterceptedWhy).shown_by(evidence(problem)))
}

pub(super) fn blocked(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let is_net = |code| matches!(code, Code::NetOffline | Code::NetProxy | Code::NetStatus | Code::NetFeed);
    let problem = problem(facts, is_net)?;
    let explanation = say!(UnreachableWhy { remedy: problem.remedy_as_value() });
    Some(Diagnosis::new(Sentence::Unreachable, explanation).shown_by(evidence(problem)))
}
