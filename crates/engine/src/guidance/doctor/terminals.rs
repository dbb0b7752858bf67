//! What new terminals have answered, compared with each other and with Go's rules.
use super::{Diagnosis, DoctorFacts, HeardGo, HeardTerminals, startup_choice};
use crate::base::display::joined_lines;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement, Value};

pub(super) fn unheard(facts: &DoctorFacts<'_>) -> Option<Sentence> {
    facts.heard.as_ref().err().copied()
}

pub(super) fn login_and_window_differ(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let HeardTerminals { first, other, .. } = facts.heard.as_ref().ok()?;
    let other = other.as_ref().filter(|other| other.version != first.version)?;
    let evidence = [first.says(), other.says()].into_iter().chain(startup_choice(facts));
    let fix = facts.able.put_upgo_first(facts.machine);
    Some(Diagnosis::new(Sentence::TerminalsDiffer, Sentence::TerminalsDifferWhy).shown_by(evidence).fixed_by(fix))
}

/// A terminal runs another Go than its environment explains, or Go fails there for a reason that no other check knows.
pub(super) fn answers_otherwise(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let HeardTerminals { first, rules, .. } = facts.heard.as_ref().ok()?;
    if rules.explains(first.version.as_ref(), first.fails.as_deref()) {
        return None;
    }
    let expected = match (&rules.toolchain, &rules.refusal) {
        (Some(found), _) => (!found.name.is_empty()).then(|| say!(ShouldRun { version: &*found.name })),
        (None, refusal) => refusal.as_ref().map(|refusal| {
            let says = Statement::quoted(joined_lines(&format!("go: {refusal}")));
            say!(ShouldFail { says })
        }),
    };
    let (title, explanation) = match &first.fails {
        Some(_) => (Sentence::FailsInTerminal, Sentence::FailsInTerminalWhy),
        None => (Sentence::AnswersOtherwise, Sentence::AnswersOtherwiseWhy),
    };
    Some(Diagnosis::new(title, explanation).shown_by([first.says()].into_iter().chain(expected)))
}

impl HeardGo {
    fn says(&self) -> Statement {
        let terminal = self.terminal.says();
        match (&self.fails, &self.version, &self.root) {
            (Some(says), ..) => say!(TerminalSays { terminal, says: Statement::quoted(says) }),
            (None, None, None) => say!(TerminalFindsNone { terminal }),
            (None, version, root) => {
                let version = version.as_ref().map(Version::as_str).map_or(Sentence::UnknownGo.into(), Value::from);
                let folder = root.as_deref().map_or(Sentence::UnknownFolder.into(), Value::from);
                say!(TerminalRunsIn { terminal, version, folder })
            }
        }
    }
}
