//! The order of PATH: the Go that a new terminal finds first, and the programs that it does not find.
use std::path::Path;

use super::{Diagnosis, Facts, system_go};
use crate::environment::{EditScope, PathEdit, SearchFolder, VariableScope};
use crate::toolchain::{GoProgram, Starter, search};

/// A Go that comes first although Upgo's switch selects another.
struct Other<'a> {
    place: &'a SearchFolder,
    go: &'a GoProgram,
    chosen: &'a str,
}

impl<'a> Other<'a> {
    fn of(facts: &'a Facts<'_>) -> Option<Self> {
        let go = facts.answer.go.as_ref().filter(|go| go.by != Some(Starter::Switch))?;
        let (place, _) = search::on_path(facts.machine, "go").next()?;
        Some(Self { place, go, chosen: facts.machine.upgo.current.as_deref()? })
    }

    fn evidence(&self, facts: &Facts<'_>) -> [String; 2] {
        let scope = match (self.place.scope, facts.is_windows()) {
            (VariableScope::Machine, _) => " (the machine PATH)",
            (VariableScope::User, true) => " (your PATH)",
            _ => "",
        };
        let bin = facts.machine.upgo.bin.display();
        [
            format!("first: {}{scope}, {}", self.place.folder.display(), self.name()),
            match facts.position(&facts.machine.upgo.bin) {
                Some(_) => format!("later: {bin}, {}", self.chosen),
                None => format!("not on PATH: {bin}, {}", self.chosen),
            },
        ]
    }

    fn name(&self) -> &str {
        self.go.name.as_deref().unwrap_or("a Go of unknown version")
    }
}

/// Whether Upgo's folder can come before the Go that a new terminal finds. It cannot if that is on the machine PATH.
pub(super) fn can_overtake(facts: &Facts<'_>) -> bool {
    search::on_path(facts.machine, "go").next().is_none_or(|(place, _)| place.scope != VariableScope::Machine)
}

/// Another folder comes before Upgo's but could come after it.
pub(super) fn shadowed(facts: &Facts<'_>) -> Option<Diagnosis> {
    let other = Other::of(facts).filter(|other| other.place.scope != VariableScope::Machine)?;
    facts.position(&facts.machine.upgo.bin)?;
    let explanation = format!(
        "You chose {}, but new terminals run {}: its folder comes before Upgo's on PATH, and the first one wins. Move \
         Upgo's folder before it.",
        other.chosen,
        other.name()
    );
    let fix = facts.able.put_upgo_first(facts.machine);
    Some(Diagnosis::new("Another Go comes first", explanation).shown_by(other.evidence(facts)).fixed_by(fix))
}

/// A Go on the machine PATH, which Windows searches before the user's.
pub(super) fn machine_hides_user(facts: &Facts<'_>) -> Option<Diagnosis> {
    let other = Other::of(facts).filter(|other| other.place.scope == VariableScope::Machine)?;
    let explanation = format!(
        "You chose {}, but new terminals run {}: Windows searches the machine PATH before yours, so none of your \
         entries can come before it. Let Upgo manage that Go, move it behind Upgo's, or keep it and let Upgo upgrade \
         it.",
        other.chosen,
        other.name()
    );
    let found = Diagnosis::new("A machine-wide Go hides yours", explanation).shown_by(other.evidence(facts));
    Some(found.fixed_by(system_go::let_upgo_come_first(facts)))
}

/// A toolchain is installed, but terminals do not find it.
pub(super) fn missing_upgo(facts: &Facts<'_>) -> Option<Diagnosis> {
    let bin = &facts.machine.upgo.bin;
    let has_any = facts.machine.upgo.current.is_some() || !facts.able.installed.is_empty();
    if !has_any || facts.position(bin).is_some() {
        return None;
    }
    let evidence = format!("the PATH of a new terminal does not contain {}", bin.display());
    let explanation = "Upgo has installed Go, but its folder is not on PATH: terminals find another Go, or none.";
    let found = Diagnosis::new("Terminals do not find Upgo's Go", explanation).shown_by([evidence]);
    Some(found.fixed_by(facts.able.add_to_path()))
}

/// Programs installed with `go install` that are not on PATH.
pub(super) fn gobin_missing(facts: &Facts<'_>) -> Option<Diagnosis> {
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
    let explanation = "`go install` puts programs into this folder, but it is not on PATH: terminals do not find them \
                       by name.";
    let found = Diagnosis::new("Programs installed with `go install` are not on PATH", explanation);
    let fix = facts.able.path(vec![PathEdit::AppendLast(folder.to_owned())], EditScope::User);
    Some(found.shown_by([listed(folder, &own)]).fixed_by(fix))
}

/// `C:\Users\mei\go\bin: gopls, staticcheck and 3 more`.
fn listed(folder: &Path, names: &[String]) -> String {
    let (shown, more) = names.split_at(names.len().min(5));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    format!("{}: {}{more}", folder.display(), shown.join(", "))
}
