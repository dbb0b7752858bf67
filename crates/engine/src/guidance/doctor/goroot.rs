//! GOROOT. It never needs to be set, because `go` finds its own tree.
use std::path::Path;

use super::{Diagnosis, Facts};
use crate::fix::Fix;
use crate::toolchain::GoSetting;

/// GOROOT, and the content of its folder.
struct Root {
    setting: GoSetting,
    /// The version in the `VERSION` file of its folder; `None` if there is none.
    holds: Option<String>,
    is_there: bool,
}

impl Root {
    fn of(facts: &Facts<'_>) -> Option<Self> {
        let setting = facts.answer.settings.get("GOROOT")?;
        let folder = Path::new(&setting.value);
        let version = facts.machine.files.read(&folder.join("VERSION")).unwrap_or_default();
        let holds = version.lines().next().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        Some(Self { holds, is_there: facts.machine.files.is_folder(folder), setting })
    }

    /// Whether it makes the running Go use the tools of another version, or find none.
    fn is_stale(&self, facts: &Facts<'_>) -> bool {
        let runs = facts.answer.go.as_ref().and_then(|go| go.name.as_ref());
        self.holds.is_none() || runs.is_some_and(|runs| self.holds.as_ref() != Some(runs))
    }

    fn found(&self, facts: &Facts<'_>, title: &str, explanation: &str) -> Diagnosis {
        let place = self.setting.source.place(facts.machine.terminal.syntax);
        let mut evidence = vec![format!("GOROOT is {}, set {place}", self.setting.value)];
        evidence
            .extend(self.holds.as_ref().filter(|_| self.is_there).map(|holds| format!("that folder contains {holds}")));
        let runs = facts.answer.go.as_ref().and_then(|go| go.name.as_ref());
        evidence.extend(runs.map(|runs| format!("a new terminal runs {runs}")));
        Diagnosis::new(title, explanation).shown_by(evidence).fixed_by(Fix::unset_at("GOROOT", &self.setting))
    }
}

pub(super) fn stale(facts: &Facts<'_>) -> Option<Diagnosis> {
    let root = Root::of(facts).filter(|root| root.is_stale(facts))?;
    Some(match (root.is_there, &root.holds) {
        (false, _) => root.found(
            facts,
            "GOROOT points to a missing folder",
            "Every go command looks for its tools there and fails: `cannot find GOROOT directory`. Go finds its own \
             folder, so GOROOT can be removed.",
        ),
        (true, None) => root.found(
            facts,
            "GOROOT points to a folder without Go",
            "Every go command looks for its tools there and finds none. Go finds its own folder, so GOROOT can be \
             removed.",
        ),
        (true, Some(_)) => root.found(
            facts,
            "GOROOT points to another Go",
            "The running Go takes its compiler from the GOROOT folder, which contains another version, and builds \
             fail: `compile: version … does not match go tool version …`. Go finds its own folder, so GOROOT can be \
             removed.",
        ),
    })
}

pub(super) fn set(facts: &Facts<'_>) -> Option<Diagnosis> {
    let root = Root::of(facts).filter(|root| !root.is_stale(facts))?;
    Some(root.found(
        facts,
        "GOROOT is set and should not be",
        "It is correct today but wrong after the next upgrade: then every go command uses the tools of the old \
         version. Go finds its own folder, so GOROOT can be removed.",
    ))
}
