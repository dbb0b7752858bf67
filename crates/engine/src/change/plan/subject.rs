//! What a change is called.
use super::{Action, Plan};
use crate::base::version::Version;
use crate::base::words::{ChangeWords, Language, Pattern, Statement, Value};

/// The change at the beginning of a chain of undos: the one that the first of them undid.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Original {
    /// Its number.
    pub id: u64,
    /// Whether the last undo of the chain brings it into effect again.
    pub in_effect: bool,
}

/// What an edit of the environment does, if it does only that.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type, tag = "kind")]
#[cfg_attr(all(test, not(feature = "specta")), derive(serde::Deserialize))]
pub enum Editing {
    /// It removes variables.
    Unset,
    AddFolder {
        /// The last part of its path.
        name: String,
    },
    RemoveFolder {
        /// The last part of its path.
        name: String,
    },
}

/// What a change is about, before it, while it runs and after it. Its name mentions only this.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ChangeName {
    /// The kind of change.
    pub action: Action,
    /// The current toolchain before it; for a removal, the one that is removed.
    pub from: Option<Version>,
    /// The current toolchain after it; for an installation, the one that is installed.
    pub to: Option<Version>,
    /// The toolchain whose files it installs, repairs or restores, or that projects ask for afterwards; `null` if there
    /// is none.
    pub about: Option<Version>,
    /// Whether it moves the switch, or was to move it.
    pub switched: bool,
    pub undoes: Option<u64>,
    /// If that is itself an undo: the change at its beginning, and whether it is in effect again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Original>,
    /// The toolchains that it removes, or was to remove.
    pub removed: Vec<Version>,
    /// The `go install` programs that it rebuilds or restores, or was to.
    pub programs: Vec<String>,
    /// The variables, settings and projects that it edits, or was to edit.
    pub variables: Vec<String>,
    /// What an edit of the environment does, if it is a single thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editing: Option<Editing>,
}

impl ChangeName {
    /// A change about which nothing else is known.
    pub fn new(action: Action, from: Option<Version>, to: Option<Version>) -> Self {
        Self::from(&Plan { action, from, to, undoes: None, steps: Vec::new() })
    }

    /// For the tray and notifications, which show no numbers of changes.
    #[must_use]
    pub fn without_number(&self) -> Self {
        Self { undoes: None, ..self.clone() }
    }

    /// In English, without the names of projects, which do not belong in a log.
    pub(crate) fn in_log(plan: &Plan) -> String {
        let mut change = Self::from(plan);
        if plan.edits_projects() {
            change.variables.clear();
        }
        change.line().say(Language::English)
    }

    /// As an imperative: `Upgrade to go1.27.3`.
    pub fn title(&self) -> Statement {
        self.say(self.name().what)
    }

    /// The button that starts it: `Upgrade now`.
    pub fn button(&self) -> Statement {
        self.say(self.name().button)
    }

    /// While it runs: `Upgrading to go1.27.3`.
    pub fn doing(&self) -> Statement {
        self.say(self.name().doing)
    }

    /// After it succeeded: `Upgraded from go1.26.6 to go1.27.3`.
    pub fn done(&self) -> Statement {
        self.say(self.name().done)
    }

    /// As a noun: `upgrade to go1.27.3`.
    pub fn noun(&self) -> Statement {
        self.say(self.name().noun)
    }

    /// How it ended, of its noun: `Upgrade to go1.27.3 failed`.
    pub fn ended(&self, outcome: Pattern) -> Statement {
        let noun = self.noun();
        outcome.with_known([("Change", say!(AtStart { text: noun.clone() }).into()), ("change", noun.into())])
    }

    /// The title with the other version, for a list of changes: `Upgrade to go1.27.3 (before: go1.26.6)`.
    pub fn line(&self) -> Statement {
        let title = self.title();
        let version = |other: &Option<Version>| other.clone().filter(|_| self.from != self.to);
        let before = |title| match version(&self.from) {
            Some(version) => say!(ChangeBefore { title, version: version.as_str() }),
            None => title,
        };
        match self.action {
            Action::Install | Action::Use | Action::Upgrade | Action::Downgrade if self.switched => before(title),
            Action::SystemInstall => before(title),
            Action::Rollback if self.switched => match version(&self.to) {
                Some(version) => say!(ChangeBackTo { title, version: version.as_str() }),
                None => title,
            },
            _ => title,
        }
    }

    fn name(&self) -> ChangeWords {
        match self.action {
            Action::Download => ChangeWords::Download,
            Action::Install if self.switched => ChangeWords::InstallAndUse,
            Action::Install => ChangeWords::Install,
            Action::Use => ChangeWords::Use,
            Action::Upgrade if self.from.is_none() => ChangeWords::InstallAndUse,
            Action::Upgrade => ChangeWords::Upgrade,
            Action::Downgrade => ChangeWords::Downgrade,
            Action::Rollback if let (Some(_), Some(origin)) = (self.undoes, self.origin) => {
                if origin.in_effect {
                    ChangeWords::RedoNumbered
                } else {
                    ChangeWords::UndoOfRedo
                }
            }
            Action::Rollback if self.undoes.is_some() => ChangeWords::UndoNumbered,
            Action::Rollback if self.to.is_none() || self.to == self.from => ChangeWords::Undo,
            Action::Rollback => ChangeWords::GoBack,
            Action::Remove if self.removed.is_empty() => ChangeWords::RemoveUnused,
            Action::CleanCaches if self.removed.is_empty() => ChangeWords::CleanCaches,
            Action::Remove | Action::CleanCaches => ChangeWords::Remove,
            Action::AddToPath => ChangeWords::AddToPath,
            Action::Environment if self.variables.is_empty() => ChangeWords::Environment,
            Action::Environment => match self.editing {
                None => ChangeWords::Variables,
                Some(Editing::Unset) => ChangeWords::Remove,
                Some(Editing::AddFolder { .. }) => ChangeWords::AddFolder,
                Some(Editing::RemoveFolder { .. }) => ChangeWords::RemoveFolder,
            },
            Action::UnpinEditors => ChangeWords::UnpinEditors,
            Action::Adopt => ChangeWords::Adopt,
            Action::Import => ChangeWords::Import,
            Action::SetUp => ChangeWords::SetUp,
            Action::StepAside => ChangeWords::StepAside,
            Action::KeepSystem => ChangeWords::KeepSystem,
            Action::SystemInstall if self.from.is_none() || self.from == self.to => ChangeWords::SystemInstall,
            Action::SystemInstall => ChangeWords::SystemUpgrade,
            Action::SystemUninstall => ChangeWords::SystemUninstall,
            Action::SystemRepair => ChangeWords::SystemRepair,
            Action::RepairFiles => ChangeWords::RepairFiles,
            Action::RebuildTools if self.programs.is_empty() => ChangeWords::RebuildTools,
            Action::RebuildTools => ChangeWords::RebuildNamed,
            Action::UpdateTools if self.programs.is_empty() => ChangeWords::UpdateTools,
            Action::UpdateTools => ChangeWords::UpdateNamed,
            Action::UpdateSelf => ChangeWords::UpdateSelf,
            Action::Pin if self.variables.is_empty() => ChangeWords::Pin,
            Action::Pin => ChangeWords::PinNamed,
            Action::RaiseProjects if self.variables.is_empty() => ChangeWords::RaiseProjects,
            Action::RaiseProjects => ChangeWords::RaiseNamed,
            Action::FixProjects if self.variables.is_empty() => ChangeWords::FixProjects,
            Action::FixProjects => ChangeWords::FixNamed,
            Action::Settings if self.variables.is_empty() => ChangeWords::Settings,
            Action::Settings => ChangeWords::SettingsNamed,
        }
    }

    fn say(&self, pattern: Pattern) -> Statement {
        let name = |version: &Option<Version>| version.as_ref().map_or("Go".to_owned(), ToString::to_string);
        let is_about =
            matches!(self.action, Action::RepairFiles | Action::Pin | Action::RaiseProjects | Action::FixProjects);
        let to = if is_about { &self.about } else { &self.to };
        let names = match self.action {
            Action::Remove | Action::CleanCaches => Value::some_of(&self.removed),
            Action::RebuildTools | Action::UpdateTools => Value::some_of(&self.programs),
            _ => match &self.editing {
                Some(Editing::AddFolder { name } | Editing::RemoveFolder { name }) => Value::some_of(&[name]),
                Some(Editing::Unset) | None => Value::some_of(&self.variables),
            },
        };
        let (id, origin) = (self.undoes.unwrap_or_default(), self.origin.map(|origin| origin.id).unwrap_or_default());
        let (from, to) = (name(&self.from).into(), name(to).into());
        pattern.with_known([("from", from), ("to", to), ("names", names), ("id", id.into()), ("origin", origin.into())])
    }
}

impl From<&Plan> for ChangeName {
    fn from(plan: &Plan) -> Self {
        let is_undo_of_projects = plan.undoes.is_some() && plan.edits_projects();
        Self {
            action: plan.action,
            from: plan.from.clone(),
            to: plan.to.clone(),
            about: plan.about().cloned(),
            switched: plan.switches().is_some(),
            undoes: plan.undoes,
            origin: None,
            removed: plan.removed(),
            programs: plan.programs(&(0..plan.steps.len()).collect()),
            // an undo is called by what it undoes
            variables: if is_undo_of_projects { Vec::new() } else { plan.variables() },
            editing: plan.editing(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// A row of the table: its name before the change, after it, and if it failed. The page is tested with it, too.
    #[derive(Deserialize)]
    struct NameRow {
        facts: NameFacts,
        en: [String; 3],
        zh: [String; 3],
    }

    #[derive(Deserialize)]
    struct NameFacts {
        action: Action,
        from: Option<Version>,
        to: Option<Version>,
        about: Option<Version>,
        #[serde(default)]
        switched: bool,
        #[serde(default)]
        removed: Vec<Version>,
        #[serde(default)]
        programs: Vec<String>,
        #[serde(default)]
        variables: Vec<String>,
        editing: Option<Editing>,
    }

    #[test]
    fn a_change_is_called_as_in_the_table() {
        let rows: Vec<NameRow> = serde_json::from_str(include_str!("../../../tests/data/changes.json")).unwrap();
        for NameRow { facts, en, zh } in rows {
            let NameFacts { action, from, to, about, switched, removed, programs, variables, editing } = facts;
            let others = ChangeName::new(action, from, to);
            let subject = ChangeName { about, switched, removed, programs, variables, editing, ..others };
            let said = |language| {
                [subject.title(), subject.done(), subject.ended(Pattern::OutcomeFailed)].map(|said| said.say(language))
            };
            assert_eq!(said(Language::English), en);
            assert_eq!(said(Language::Chinese), zh);
        }
    }

    #[test]
    fn a_line_names_the_other_version() {
        let version = |name| Version::from_name(name).ok();
        let subject = |action| ChangeName {
            switched: true,
            undoes: (action == Action::Rollback).then_some(7),
            ..ChangeName::new(action, version("go1.26.6"), version("go1.27.3"))
        };
        assert_eq!(subject(Action::Upgrade).line().to_string(), "Upgrade to go1.27.3 (before: go1.26.6)");
        assert_eq!(subject(Action::Rollback).line().to_string(), "Undo change 7 (back to go1.27.3)");
        assert_eq!(subject(Action::Adopt).line().to_string(), "Let Upgo manage go1.27.3");
    }
}
