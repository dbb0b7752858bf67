//! A plan as an entry of the audit log. Pure.
use super::entry::{AuditDigest, AuditEntry, AuditSetting};
use crate::base::archive::Archive;
use crate::change::log::word;
use crate::change::plan::{ChangeName, Lines, Plan, Step, Touches};
use crate::choices::settings;

/// The most steps, settings and files of an entry. A plan that removes or raises more is described by its first ones.
const MOST: usize = 100;
/// The setting whose value lists the names of projects.
const PROJECTS: &str = "projects";

impl AuditEntry {
    #[must_use]
    pub(crate) fn of_plan(self, plan: &Plan) -> Self {
        let (from, to) = versions(plan);
        Self {
            what: ChangeName::in_log(plan),
            from,
            to,
            steps: plan.steps.iter().map(|step| word(&step.kind())).take(MOST).collect(),
            settings: plan.steps.iter().filter_map(setting).take(MOST).collect(),
            digests: plan.steps.iter().filter_map(archive).filter_map(digest).take(MOST).collect(),
            ..self
        }
    }
}

/// The versions before and after a plan, of Go or of Upgo itself.
fn versions(plan: &Plan) -> (Option<String>, Option<String>) {
    let of_upgo = plan.steps.iter().find_map(|step| match step.touches() {
        Touches::Upgo { from, to, .. } => Some((Some(format!("upgo {from}")), Some(format!("upgo {to}")))),
        _ => None,
    });
    let name = |version: &crate::base::version::Version| version.to_string();
    of_upgo.unwrap_or_else(|| (plan.from.as_ref().map(name), plan.to.as_ref().map(name)))
}

fn setting(step: &Step) -> Option<AuditSetting> {
    let Touches::Lines(Lines::Setting { key, from, to }) = step.touches() else { return None };
    let shown = |value: Option<&str>| value.filter(|_| key != PROJECTS).map(settings::shown);
    Some(AuditSetting { key: key.to_owned(), from: shown(from), to: shown(to) })
}

fn archive(step: &Step) -> Option<&Archive> {
    if let Touches::File { file, .. } = step.touches() { Some(file) } else { None }
}

fn digest(archive: &Archive) -> Option<AuditDigest> {
    Some(AuditDigest { name: archive.filename.clone(), sha256: archive.sha256?.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::plan::Action;

    #[test]
    fn an_entry_has_the_values_of_settings_but_no_login_and_no_project() {
        let change = |key: &str, to: &str| Step::ChangeSetting { key: key.into(), from: None, to: Some(to.into()) };
        let steps =
            vec![change("mirrors", "[\"https://zoe:hunter2@a.example/\"]"), change(PROJECTS, "[\"/home/zoe/secret\"]")];
        let plan = Plan { action: Action::Settings, from: None, to: None, undoes: None, steps };
        let entry = AuditEntry::default().of_plan(&plan);
        let text = serde_json::to_string(&entry).unwrap();
        assert!(text.contains("a.example") && !text.contains("hunter2") && !text.contains("/secret"), "{text}");
        assert_eq!(entry.steps, ["changeSetting"; 2]);
        assert_eq!(entry.settings.len(), 2);
    }
}
