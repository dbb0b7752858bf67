//! What a change is called.
use std::fmt::Display;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Action, Plan};
use crate::base::display::at_start;
use crate::base::version::Version;
use crate::base::words::{ChangeName, Language, fill};

/// The change at the beginning of a chain of undos: the one that the first of them undid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Original {
    /// Its number.
    pub id: u64,
    /// Whether the last undo of the chain brings it into effect again.
    pub in_effect: bool,
}

/// The facts of a change that its name mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The kind of change.
    pub action: Action,
    /// The current toolchain before it; for a removal, the one that is removed.
    pub from: Option<Version>,
    /// The current toolchain after it; for an installation, the one that is installed.
    pub to: Option<Version>,
    /// The toolchain whose files it repairs, or that projects ask for afterwards.
    pub about: Option<Version>,
    /// Whether it moves the switch.
    pub switched: bool,
    /// The number of the change that it undoes; `None` for a reader who does not know the numbers.
    pub undoes: Option<u64>,
    /// What that means for an earlier change, if that change is itself an undo.
    pub origin: Option<Original>,
    /// The toolchains that it removes; empty for all unused ones, if they are not known.
    pub removed: Vec<Version>,
    /// The programs that it rebuilds; empty if they are not known.
    pub programs: Vec<String>,
    /// The variables, settings or projects that it edits; empty if they are not known.
    pub variables: Vec<String>,
}

impl Subject {
    /// A change about which nothing else is known.
    pub fn new(action: Action, from: Option<Version>, to: Option<Version>) -> Self {
        let (removed, programs, variables) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            action,
            from,
            to,
            about: None,
            switched: false,
            undoes: None,
            origin: None,
            removed,
            programs,
            variables,
        }
    }

    /// As an imperative: `Upgrade to go1.27.3`.
    pub fn title(&self, language: Language) -> String {
        self.say(language, self.name(language).title)
    }

    /// While it runs: `Upgrading to go1.27.3`.
    pub fn doing(&self, language: Language) -> String {
        self.say(language, self.name(language).doing)
    }

    /// After it succeeded: `Upgraded from go1.26.6 to go1.27.3`.
    pub fn done(&self, language: Language) -> String {
        self.say(language, self.name(language).done)
    }

    /// After it failed: `Upgrade to go1.27.3 failed`.
    pub fn failed(&self, language: Language) -> String {
        let noun = at_start(&self.say(language, self.name(language).noun));
        fill(language.words().outcomes.failed, &[("Change", &noun)])
    }

    /// The title with the other version, for a list of changes: `Upgrade to go1.27.3 (before: go1.26.6)`.
    pub fn line(&self) -> String {
        let (word, other) = match self.action {
            Action::Install | Action::Use | Action::Upgrade | Action::Downgrade if self.switched => {
                ("before:", &self.from)
            }
            Action::SystemInstall => ("before:", &self.from),
            Action::Rollback if self.switched => ("back to", &self.to),
            _ => ("", &None),
        };
        let other = other.as_ref().filter(|_| self.from != self.to);
        let other = other.map(|version| format!(" ({word} {version})")).unwrap_or_default();
        self.title(Language::English) + &other
    }

    fn name(&self, language: Language) -> &'static ChangeName {
        let changes = &language.words().changes;
        match self.action {
            Action::Download => &changes.download,
            Action::Install if self.switched => &changes.install_and_use,
            Action::Install => &changes.install,
            Action::Use => &changes.r#use,
            Action::Upgrade if self.from.is_none() => &changes.install_and_use,
            Action::Upgrade => &changes.upgrade,
            Action::Downgrade => &changes.downgrade,
            Action::Rollback if let (Some(_), Some(origin)) = (self.undoes, self.origin) => {
                if origin.in_effect {
                    &changes.redo_numbered
                } else {
                    &changes.undo_of_redo
                }
            }
            Action::Rollback if self.undoes.is_some() => &changes.undo_numbered,
            Action::Rollback if self.to.is_none() || self.to == self.from => &changes.undo,
            Action::Rollback => &changes.go_back,
            Action::Remove if self.removed.is_empty() => &changes.remove_unused,
            Action::Remove => &changes.remove,
            Action::AddToPath => &changes.add_to_path,
            Action::Environment if self.variables.is_empty() => &changes.environment,
            Action::Environment => &changes.variables,
            Action::Adopt => &changes.adopt,
            Action::Import => &changes.import,
            Action::StepAside => &changes.step_aside,
            Action::KeepSystem => &changes.keep_system,
            Action::SystemInstall if self.from.is_none() || self.from == self.to => &changes.system_install,
            Action::SystemInstall => &changes.system_upgrade,
            Action::SystemUninstall => &changes.system_uninstall,
            Action::SystemRepair => &changes.system_repair,
            Action::RepairFiles => &changes.repair_files,
            Action::RebuildTools if self.programs.is_empty() => &changes.rebuild_tools,
            Action::RebuildTools => &changes.rebuild_named,
            Action::UpdateTools if self.programs.is_empty() => &changes.update_tools,
            Action::UpdateTools => &changes.update_named,
            Action::CleanCaches => &changes.clean_caches,
            Action::UpdateSelf => &changes.update_self,
            Action::Pin if self.variables.is_empty() => &changes.pin,
            Action::Pin => &changes.pin_named,
            Action::RaiseProjects if self.variables.is_empty() => &changes.raise_projects,
            Action::RaiseProjects => &changes.raise_named,
            Action::Settings if self.variables.is_empty() => &changes.settings,
            Action::Settings => &changes.settings_named,
        }
    }

    fn say(&self, language: Language, text: &str) -> String {
        let name = |version: &Option<Version>| version.as_ref().map_or("Go".to_owned(), ToString::to_string);
        let is_about = matches!(self.action, Action::RepairFiles | Action::Pin | Action::RaiseProjects);
        let to = if is_about { &self.about } else { &self.to };
        let names = match self.action {
            Action::Remove => language.some_of(&self.removed),
            Action::RebuildTools | Action::UpdateTools => language.some_of(&self.programs),
            _ => language.some_of(&self.variables),
        };
        let (id, origin) = (self.undoes.unwrap_or_default(), self.origin.map(|origin| origin.id).unwrap_or_default());
        let facts: [(&str, &dyn Display); 5] =
            [("from", &name(&self.from)), ("to", &name(to)), ("names", &names), ("id", &id), ("origin", &origin)];
        fill(text, &facts)
    }
}

impl From<&Plan> for Subject {
    fn from(plan: &Plan) -> Self {
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
            variables: plan.variables(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// A row of the table: its name before the change, after it, and if it failed. The page is tested with it, too.
    #[derive(Deserialize)]
    struct Row {
        facts: Facts,
        en: [String; 3],
        zh: [String; 3],
    }

    #[derive(Deserialize)]
    struct Facts {
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
    }

    #[test]
    fn a_change_is_called_as_in_the_table() {
        let rows: Vec<Row> = serde_json::from_str(include_str!("../../../tests/data/changes.json")).unwrap();
        for Row { facts, en, zh } in rows {
            let Facts { action, from, to, about, switched, removed, programs, variables } = facts;
            let subject =
                Subject { action, from, to, about, switched, undoes: None, origin: None, removed, programs, variables };
            let said = |language| [subject.title(language), subject.done(language), subject.failed(language)];
            assert_eq!(said(Language::English), en);
            assert_eq!(said(Language::Chinese), zh);
        }
    }

    #[test]
    fn a_line_names_the_other_version() {
        let version = |name| Version::from_name(name).ok();
        let subject = |action| Subject {
            switched: true,
            undoes: (action == Action::Rollback).then_some(7),
            ..Subject::new(action, version("go1.26.6"), version("go1.27.3"))
        };
        assert_eq!(subject(Action::Upgrade).line(), "Upgrade to go1.27.3 (before: go1.26.6)");
        assert_eq!(subject(Action::Rollback).line(), "Undo change 7 (back to go1.27.3)");
        assert_eq!(subject(Action::Adopt).line(), "Let Upgo manage go1.27.3");
    }
}
