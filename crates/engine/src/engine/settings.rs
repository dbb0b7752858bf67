//! Changing settings: at once, or by a plan if they decide whom Upgo trusts.
use std::path::Path;

use super::Engine;
use crate::journal::JournalEntry;
use crate::plan::{self, Plan, PlanError, Step};
use crate::report::{Cancel, Code, Events, Problem};
use crate::request::ChangeRequest;
use crate::settings::{self, Imported, SettingEdit, WriteOutcome};

impl Engine {
    /// Sets a key of the settings file at once, or removes it. Refuses a key that decides whom Upgo trusts: that is a
    /// [`ChangeRequest::Settings`].
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<WriteOutcome, Problem> {
        if settings::find(key)?.decides_trust {
            let message = format!("the setting {key} decides whom Upgo trusts, so it changes only by a plan");
            return Err(Problem::new(Code::Usage, message));
        }
        self.change_settings(|path| match value {
            Some(value) => settings::set(path, key, value),
            None => settings::unset(path, key),
        })
    }

    /// Replaces all settings with those of a file, including its comments. A plan changes the ones that decide whom
    /// Upgo trusts first, if there are any; the others change at once. Returns whether anything changed.
    pub fn import_settings(&self, imported: &Imported, cancel: &Cancel, events: Events<'_>) -> Result<bool, Problem> {
        let mut edits = imported.edits(self.settings());
        edits.retain(SettingEdit::decides_trust);
        let trust_changed =
            !edits.is_empty() && self.change(&ChangeRequest::Settings { edits }, cancel, events)?.changed;
        let outcome = self.change_settings(|path: &Path| imported.write(path, self.settings()))?;
        Ok(trust_changed || outcome == WriteOutcome::Changed)
    }

    pub(super) fn plan_settings(&self, edits: &[SettingEdit]) -> Result<Plan, Problem> {
        let file = self.home.settings();
        let changes = edits.iter().map(|edit| edit.change(&file)).collect::<Result<Vec<_>, _>>()?;
        let steps = changes.into_iter().flatten();
        let steps =
            steps.map(|change| Step::ChangeSetting { key: change.key.into(), from: change.from, to: change.to });
        // which Go is in use does not matter here, and must not prevent a change of the settings
        Ok(plan::change_settings(self.current().ok().flatten(), steps.collect()))
    }

    /// Refuses to undo a setting that has been changed since `entry`.
    pub(super) fn require_settings_of(&self, entry: &JournalEntry) -> Result<(), PlanError> {
        let file = self.home.settings();
        let is_other = |step: &Step| match step {
            Step::ChangeSetting { key, to, .. } => !settings::is_said(&file, key, to.as_deref()),
            _ => false,
        };
        match entry.plan.steps.iter().find(|step| is_other(step)) {
            Some(Step::ChangeSetting { key, .. }) => Err(PlanError::UndoBlocked {
                id: entry.id,
                reason: format!("the setting {key} has been changed since"),
                next: Some(format!("Run `upgo settings get {key}` to see its value.")),
            }),
            _ => Ok(()),
        }
    }
}
