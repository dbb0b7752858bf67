//! Follow-up work after a successful change; none of it is urgent.
use std::cell::LazyCell;

use jiff::Timestamp;

use super::{Changed, Engine};
use crate::base::display::one_line;
use crate::base::rows::{Row, RowAction, Tone};
use crate::base::version::Version;
use crate::base::words::{Sentence, Value};
use crate::change::plan::{self, Action, Plan};
use crate::change::request::ChangeRequest;
use crate::environment::{Change, EditScope};
use crate::guidance::doctor::Editor;
use crate::machine::platform::Processes;
use crate::which_go::resolve::Known;

/// Editors whose Go extension reads the Go version only once: their names for people, and the names of their programs.
/// Source: <https://github.com/golang/vscode-go/issues/3982>.
const EDITORS: [(&str, &[&str]); 5] = [
    ("VS Code", &["code"]),
    ("VS Code Insiders", &["code-insiders", "code - insiders"]),
    ("VSCodium", &["codium", "vscodium"]),
    ("Cursor", &["cursor"]),
    ("Windsurf", &["windsurf"]),
];

/// A command of VS Code and the editors made from it, as their command palette finds it in every language.
const RELOAD: &str = "Developer: Reload Window";

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

    pub fn left_to_do(&self, request: &ChangeRequest, changed: &Changed) -> Vec<Row> {
        let is_kept = changed.change.from.as_ref().is_some_and(|from| self.home().toolchain(from).is_dir());
        left_after(request, changed, is_kept, self.is_read_at_log_in())
    }
}

/// `is_kept` says whether the toolchain before the change is still there, `at_log_in` whether PATH is read only then.
pub fn left_after(request: &ChangeRequest, changed: &Changed, is_kept: bool, at_log_in: bool) -> Vec<Row> {
    let mut rows = Vec::from_iter(new_terminal(request, changed, at_log_in));
    let mut add = |tone, title, second, action| rows.push(Row { second, action, ..Row::new(tone, title) });
    if let (Some(from), Action::Use | Action::Upgrade | Action::Downgrade | Action::Install, [first, others @ ..]) =
        (&changed.change.from, changed.change.action, changed.running.as_slice())
    {
        let (program, version) = (one_line(first), from.as_str());
        let one = say!(OneStillUses { program: &program, version });
        add(Tone::Neutral, if others.is_empty() { one } else { say!(OthersStillUse { program, version }) }, None, None);
    }
    if !changed.outdated_tools.is_empty() {
        let names = Value::some_of(&changed.outdated_tools);
        let second = Sentence::BuiltWithOlderDebuggers.into();
        add(Tone::Info, say!(BuiltWithOlder { names }), Some(second), Some(RowAction::RebuildTools));
    }
    if let Some(to) = changed.raises_to.clone() {
        let says = say!(ProjectsToRaise { version: to.number() });
        add(Tone::Info, says, None, Some(RowAction::RaiseProjects { to }));
    }
    if !changed.editors.is_empty() {
        let says = say!(ReloadEditors { names: Value::all_of(&changed.editors), command: RELOAD });
        add(Tone::Info, says, None, Some(RowAction::Copy { text: RELOAD.to_owned() }));
    }
    let before = changed.change.from.clone().filter(|_| is_kept && changed.changed);
    if !changed.unused.is_empty() {
        let says = say!(CanBeRemoved { names: Value::all_of(&changed.unused) });
        add(Tone::Neutral, says, None, Some(RowAction::ReviewUnused));
    } else if let Some(version) = before.filter(|_| changed.change.action == Action::Upgrade) {
        let says = say!(KeptForUndo { version: version.as_str(), number: version.number() });
        add(Tone::Neutral, says, None, Some(RowAction::Remove { version }));
    }
    rows
}

/// Open terminals keep what they read when they were started.
fn new_terminal(request: &ChangeRequest, changed: &Changed, at_log_in: bool) -> Option<Row> {
    let is_about_path = changed.path_changed && !matches!(changed.change.action, Action::Rollback | Action::StepAside);
    let says = match request {
        // every go command reads the `go env -w` file itself
        ChangeRequest::Environment { edit } if !changed.changed || edit.scope() == EditScope::Go => return None,
        ChangeRequest::Environment { .. } if at_log_in => Sentence::LogInForValues,
        ChangeRequest::Environment { .. } => Sentence::NewTerminalForValues,
        _ if !is_about_path => return None,
        _ if at_log_in => Sentence::LogInForPath,
        _ => Sentence::NewTerminalForPath,
    };
    Some(Row {
        second: (is_about_path && changed.known == Some(Known::Asked)).then(|| Sentence::AskedYourShell.into()),
        action: (!at_log_in).then_some(RowAction::OpenTerminal),
        ..Row::new(Tone::Info, says)
    })
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
