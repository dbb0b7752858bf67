//! Follow-up work after a successful change; none of it is urgent.
use std::cell::LazyCell;

use jiff::Timestamp;

use super::Engine;
use crate::base::version::Version;
use crate::change::plan::{self, Plan};
use crate::environment::Change;
use crate::guidance::doctor::Editor;
use crate::machine::platform::Processes;

/// Editors whose Go extension reads the Go version only once: their names for people, and the names of their programs.
///
/// Source: <https://github.com/golang/vscode-go/issues/3982>.
const EDITORS: [(&str, &[&str]); 5] = [
    ("VS Code", &["code"]),
    ("VS Code Insiders", &["code-insiders", "code - insiders"]),
    ("VSCodium", &["codium", "vscodium"]),
    ("Cursor", &["cursor"]),
    ("Windsurf", &["windsurf"]),
];

impl Engine {
    pub(super) fn kept(&self) -> usize {
        usize::try_from(self.settings().keep_versions.get()).unwrap_or(usize::MAX)
    }

    pub(super) fn unused_after(&self, plan: &Plan) -> Vec<Version> {
        let brings = plan.steps.iter().any(|step| step.unpacks().is_some());
        let seen = if brings { self.look(None).ok() } else { None };
        seen.map(|seen| plan::unused(&seen, self.kept())).unwrap_or_default()
    }

    /// Empty unless the change brought another release line.
    pub(super) fn outdated_after(&self, plan: &Plan) -> Vec<String> {
        let is_other_line = |(from, to): (Option<&Version>, Option<&Version>)| {
            to.is_some_and(|to| from.is_none_or(|from| !from.same_line(to)))
        };
        let is_new = plan.undoes.is_none() && plan.switches().is_some_and(is_other_line);
        if is_new { self.rebuildable() } else { Vec::new() }
    }
}

/// The editors that were running before the change (`processes`), which keep using the previous Go.
pub(super) fn editors_after(plan: &Plan, processes: &LazyCell<Processes>) -> Vec<String> {
    let is_other_go = plan.switches().is_some_and(|(from, to)| from.is_some() && to.is_some());
    if !is_other_go && !plan.changes().any(Change::edits_editors) {
        return Vec::new();
    }
    running_editors(processes).into_iter().map(|editor| editor.name.to_owned()).collect()
}

/// They use the previous Go until they are reloaded.
pub(super) fn running_editors(processes: &Processes) -> Vec<Editor> {
    let running = EDITORS.iter().filter_map(|(name, programs)| {
        let since = processes.oldest(programs)?.and_then(|since| Timestamp::try_from(since).ok());
        Some(Editor { name, since })
    });
    running.collect()
}
