//! GOROOT. It never needs to be set, because `go` finds its own tree.
use std::path::Path;

use super::{Diagnosis, DoctorFacts};
use crate::base::words::Sentence;
use crate::change::offered_fix::Fix;
use crate::which_go::toolchain::GoSetting;

struct SetGoroot {
    setting: GoSetting,
    /// The version in the `VERSION` file of its folder; `None` if there is none.
    holds: Option<String>,
    is_there: bool,
}

impl SetGoroot {
    fn of(facts: &DoctorFacts<'_>) -> Option<Self> {
        let setting = facts.answer.settings.get("GOROOT")?;
        let folder = Path::new(&setting.value);
        let version = facts.machine.files.read(&folder.join("VERSION")).unwrap_or_default();
        let holds = version.lines().next().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        Some(Self { holds, is_there: facts.machine.files.is_folder(folder), setting })
    }

    /// Whether it makes the running Go use the tools of another version, or find none.
    fn is_stale(&self, facts: &DoctorFacts<'_>) -> bool {
        let runs = facts.answer.go.as_ref().and_then(|go| go.name.as_ref());
        self.holds.is_none() || runs.is_some_and(|runs| self.holds.as_ref() != Some(runs))
    }

    fn found(&self, facts: &DoctorFacts<'_>, title: Sentence, explanation: Sentence) -> Diagnosis {
        let place = self.setting.source.place(facts.machine.terminal.syntax);
        let is = say!(SettingIs { name: "GOROOT", value: &*self.setting.value, place });
        let holds = self.holds.as_deref().filter(|_| self.is_there);
        let runs = facts.answer.go.as_ref().and_then(|go| go.name.as_deref());
        let more = [
            holds.map(|holds| say!(FolderContains { version: holds })),
            runs.map(|runs| say!(NewTerminalRuns { version: runs })),
        ];
        let evidence = std::iter::once(is).chain(more.into_iter().flatten());
        Diagnosis::new(title, explanation).shown_by(evidence).fixed_by(Fix::unset_at("GOROOT", &self.setting))
    }
}

pub(super) fn stale(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let root = SetGoroot::of(facts).filter(|root| root.is_stale(facts))?;
    let (title, explanation) = match (root.is_there, &root.holds) {
        (false, _) => (Sentence::GorootMissing, Sentence::GorootMissingWhy),
        (true, None) => (Sentence::GorootWithoutGo, Sentence::GorootWithoutGoWhy),
        (true, Some(_)) => (Sentence::GorootOther, Sentence::GorootOtherWhy),
    };
    Some(root.found(facts, title, explanation))
}

pub(super) fn set(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let root = SetGoroot::of(facts).filter(|root| !root.is_stale(facts))?;
    Some(root.found(facts, Sentence::GorootSet, Sentence::GorootSetWhy))
}
