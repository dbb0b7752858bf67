//! The order of PATH: the Go that a new terminal finds first, and the programs that it does not find.
use std::path::Path;

use super::{Diagnosis, DoctorFacts, system_go};
use crate::base::words::{Sentence, Statement, Value};
use crate::environment::{EditScope, PathEdit, SearchFolder, VariableScope};
use crate::which_go::toolchain::{GoProgram, Starter, search};

struct Other<'a> {
    place: &'a SearchFolder,
    go: &'a GoProgram,
    chosen: &'a str,
}

impl<'a> Other<'a> {
    fn of(facts: &'a DoctorFacts<'_>) -> Option<Self> {
        let go = facts.answer.go.as_ref().filter(|go| !go.by.as_ref().is_some_and(Starter::is_upgo))?;
        let (place, _) = search::on_path(facts.machine, "go").next()?;
        Some(Self { place, go, chosen: facts.machine.upgo.current.as_deref()? })
    }

    fn evidence(&self, facts: &DoctorFacts<'_>) -> [Statement; 2] {
        let (folder, go) = (&*self.place.folder, self.name());
        let first = match (self.place.scope, facts.is_windows()) {
            (VariableScope::Machine, _) => say!(FirstOn { folder, path: Sentence::MachinePath, go }),
            (VariableScope::User, true) => say!(FirstOn { folder, path: Sentence::UserPath, go }),
            _ => say!(First { folder, go }),
        };
        let bin = &facts.machine.upgo.bin;
        let own = if facts.position(bin).is_some() {
            say!(Later { folder: &**bin, go: self.chosen })
        } else {
            say!(NotOnPath { folder: &**bin, go: self.chosen })
        };
        [first, own]
    }

    fn name(&self) -> Value {
        self.go.name.as_deref().map_or(Sentence::UnknownGo.into(), Value::from)
    }
}

/// Whether Upgo's folder can come before the Go that a new terminal finds. It cannot if that is on the system PATH.
pub(super) fn can_overtake(facts: &DoctorFacts<'_>) -> bool {
    search::on_path(facts.machine, "go").next().is_none_or(|(place, _)| place.scope != VariableScope::Machine)
}

/// Another folder comes before Upgo's but could come after it.
pub(super) fn shadowed(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let other = Other::of(facts).filter(|other| other.place.scope != VariableScope::Machine)?;
    facts.position(&facts.machine.upgo.bin)?;
    let explanation = say!(OtherGoFirstWhy { chosen: other.chosen, other: other.name() });
    let fix = facts.able.put_upgo_first(facts.machine);
    Some(Diagnosis::new(Sentence::OtherGoFirst, explanation).shown_by(other.evidence(facts)).fixed_by(fix))
}

/// A Go on the system PATH, which Windows searches before the user's.
pub(super) fn machine_hides_user(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let other = Other::of(facts).filter(|other| other.place.scope == VariableScope::Machine)?;
    let explanation = say!(MachineGoHidesWhy { chosen: other.chosen, other: other.name() });
    let found = Diagnosis::new(Sentence::MachineGoHides, explanation).shown_by(other.evidence(facts));
    Some(found.fixed_by(system_go::let_upgo_come_first(facts)))
}

/// A toolchain is chosen, but terminals do not find it. One that is only installed need not be on PATH.
pub(super) fn missing_upgo(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let bin = &facts.machine.upgo.bin;
    if facts.machine.upgo.current.is_none() || facts.position(bin).is_some() {
        return None;
    }
    let evidence = say!(PathLacks { folder: &**bin });
    let found = Diagnosis::new(Sentence::UpgoNotFound, Sentence::UpgoNotFoundWhy).shown_by([evidence]);
    Some(found.fixed_by(facts.able.add_to_path()))
}

pub(super) fn gobin_missing(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let folder = facts.tools_folder.as_deref()?;
    let own: Vec<String> = facts
        .tools
        .iter()
        .filter(|tool| tool.path.parent().is_some_and(|parent| facts.machine.is_same(parent, folder)))
        .map(|tool| facts.name_of(&tool.path))
        .collect();
    if own.is_empty() || facts.position(folder).is_some() {
        return None;
    }
    let found = Diagnosis::new(Sentence::ToolsNotOnPath, Sentence::ToolsNotOnPathWhy);
    let fix = facts.able.path(vec![PathEdit::AppendLast(folder.to_owned())], EditScope::User);
    Some(found.shown_by([listed(folder, &own)]).fixed_by(fix))
}

/// `C:\Users\mei\go\bin: gopls, staticcheck and 3 more`.
fn listed(folder: &Path, names: &[String]) -> Statement {
    let (shown, more) = names.split_at(names.len().min(5));
    let shown = Value::from(shown.join(", "));
    let names =
        if more.is_empty() { shown } else { say!(AndMore { names: shown, count: more.len().to_string() }).into() };
    say!(ToolsIn { folder, names })
}
