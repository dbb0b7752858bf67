//! Changing settings: at once, or by a plan if they decide whom Upgo trusts.
use std::path::Path;

use url::Url;

use super::Engine;
use super::own_update::NO_SELF_UPDATE;
use crate::base::display::one_line;
use crate::base::report::{Became, Cancel, Code, Events, Problem, Result};
use crate::base::secret::without_secrets;
use crate::change::journal::JournalEntry;
use crate::change::plan::{Action, Plan, PlanError, Step};
use crate::change::request::ChangeRequest;
use crate::change::site::{MIRRORS, NO_MODIFY_PATH, SettingsEdited};
use crate::choices::settings::{self, Imported, SettingEdit, WriteOutcome};
use crate::machine::reserve;
use crate::net::http::ProxyRule;
use crate::which_go::asked::NO_SHELL;

/// The server whose proxy is shown; all others have the same, unless `NO_PROXY` names them.
const OFFICIAL: &str = "https://go.dev/";

/// What is in effect although the settings do not say so.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Elsewhere {
    pub key: &'static str,
    /// The value in effect, without a login.
    pub value: String,
    /// The environment variable that it comes from; `null` if it comes from the operating system.
    pub variable: Option<String>,
}

impl Engine {
    /// The values in effect that come from environment variables or from the operating system. A variable of Upgo takes
    /// precedence over its setting; a proxy is only looked for if the setting names none.
    pub fn settings_from_elsewhere(&self) -> Vec<Elsewhere> {
        let shown = |text: &str| one_line(without_secrets(text));
        let variable = |name: &str, key, value| Elsewhere { key, value, variable: Some(name.to_owned()) };
        let is_managed = |key| self.policy().managed(key).is_some();
        let mirrors = self
            .setup
            .text(MIRRORS)
            .filter(|_| !is_managed("mirrors"))
            .map(|text| variable(MIRRORS, "mirrors", shown(&text)));
        let switches = [
            (NO_MODIFY_PATH, "modify-path", "false"),
            (NO_SHELL, "ask-shell", "false"),
            (NO_SELF_UPDATE, "self-update", "off"),
        ];
        let in_force = switches.into_iter().filter(|(name, ..)| self.is_set(name));
        let in_force = in_force.map(|(name, key, value)| variable(name, key, value.to_owned()));
        let proxy = self.settings().proxy.is_none().then(|| self.found_proxy()).flatten();
        proxy.into_iter().chain(mirrors).chain(in_force).collect()
    }

    /// The proxy for the official server, from a variable or from the system.
    fn found_proxy(&self) -> Option<Elsewhere> {
        let address = self.http.config().proxy.address_for(&Url::parse(OFFICIAL).ok()?)?;
        let variable = ProxyRule::deciding_variable(|name| self.setup.text(name));
        Some(Elsewhere { key: "proxy", value: one_line(&address), variable: variable.map(str::to_owned) })
    }

    /// Refuses a key that decides whom Upgo trusts: that is a [`ChangeRequest::Settings`].
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<WriteOutcome> {
        let refused = |problem: &Problem| self.audit_refused("settings".to_owned(), problem);
        self.require_unmanaged(settings::find(key)?.name).inspect_err(refused)?;
        if settings::find(key)?.decides_trust {
            let message = say!(DecidesTrust { key });
            return Err(Problem::new(Code::Usage, message));
        }
        let edits = [(key.to_owned(), value.map(str::to_owned))].into();
        self.change_audited(&edits, |path| match value {
            Some(value) => settings::set(path, key, value),
            None => settings::unset(path, key),
        })
    }

    /// Records that settings are about to change; an error if the policy requires an entry that cannot be written.
    pub(super) fn begin_settings(&self, edits: &SettingsEdited) -> Result<Option<u64>> {
        let unwritten = |error| Problem { became: Some(Became::Untouched), ..Problem::of(&error) };
        self.audit_settings_begin(edits).map_err(unwritten)
    }

    /// Audited: if a required entry cannot be written, nothing changes. The reserve makes room on a full disk.
    fn change_audited<E>(
        &self,
        edits: &SettingsEdited,
        change: impl Fn(&Path) -> Result<WriteOutcome, E>,
    ) -> Result<WriteOutcome>
    where
        Problem: From<E>,
    {
        let begun = self.with_room(|| self.begin_settings(edits))?;
        let outcome = self.with_room(|| self.change_settings(&change));
        self.with_room(|| {
            self.audit_settings_end(edits, begun, outcome.as_ref().copied());
            Ok(())
        })?;
        outcome
    }

    /// Writes something small. On a full disk, the reserve makes room for it.
    pub(super) fn with_room<T>(&self, write: impl Fn() -> Result<T>) -> Result<T> {
        let home = self.own_home()?;
        let mut has_room = reserve::give_up_if_full(home);
        let mut written = write();
        let is_full = |problem: &Problem| problem.code == Code::DiskFull; // a quota shows only in the error
        if !has_room && written.as_ref().is_err_and(is_full) && reserve::give_up(&home) {
            has_room = true;
            written = write();
        }
        if has_room {
            reserve::keep(home);
        }
        written
    }

    /// Replaces all settings with those of a file, including its comments. Settings that decide whom Upgo trusts change
    /// first, by a plan. Refused if it would change a managed one. Returns whether anything changed.
    pub fn import_settings(&self, imported: &Imported, cancel: &Cancel, events: Events<'_>) -> Result<bool> {
        let own = self.loaded_settings().own();
        let mut edits = imported.edits(own);
        let refused = |problem: &Problem| self.audit_refused("settings".to_owned(), problem);
        edits.iter().try_for_each(|edit| self.require_unmanaged(&edit.key)).inspect_err(refused)?;
        edits.retain(SettingEdit::decides_trust);
        let trust_changed =
            !edits.is_empty() && self.change(&ChangeRequest::Settings { edits }, cancel, events)?.changed;
        let others = imported.edits(own).into_iter().filter(|edit| !edit.decides_trust());
        let others = others.map(|edit| (edit.key.clone(), edit.shown())).collect();
        let outcome = self.change_audited(&others, |path| imported.write(path, own))?;
        Ok(trust_changed || outcome == WriteOutcome::Changed)
    }

    pub(super) fn plan_settings(&self, edits: &[SettingEdit]) -> Result<Plan> {
        edits.iter().try_for_each(|edit| self.require_unmanaged(&edit.key))?;
        let file = self.home.settings();
        let changes = edits.iter().map(|edit| edit.change(&file)).collect::<Result<Vec<_>, _>>()?;
        let steps = changes.into_iter().flatten();
        let steps =
            steps.map(|change| Step::ChangeSetting { key: change.key.into(), from: change.from, to: change.to });
        // which Go is in use does not matter here, and must not prevent a change of the settings
        Ok(Plan::staying(Action::Settings, self.current().ok().flatten(), steps.collect()))
    }

    pub(super) fn require_settings_of(&self, entry: &JournalEntry) -> Result<(), PlanError> {
        let file = self.home.settings();
        let is_other = |step: &Step| match step {
            Step::ChangeSetting { key, to, .. } => !settings::is_said(&file, key, to.as_deref()),
            _ => false,
        };
        match entry.plan.steps.iter().find(|step| is_other(step)) {
            Some(Step::ChangeSetting { key, .. }) => Err(PlanError::UndoBlocked {
                id: entry.id,
                reason: say!(SettingChangedSince { key: key.as_str() }),
                next: Some(say!(SeeSetting { key: key.as_str() })),
            }),
            _ => Ok(()),
        }
    }
}
