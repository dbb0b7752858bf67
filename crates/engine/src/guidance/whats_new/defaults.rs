//! The GODEBUG defaults that differ between two Go versions. Everything is read from the tables of the two.
use std::collections::BTreeSet;

use super::{NewSetting, SettingEffect, SettingNews};
use crate::base::version::Version;
use crate::which_go::toolchain::GodebugTable;

#[derive(Clone, Copy, Debug)]
pub(crate) struct TableOf<'a> {
    pub(crate) version: &'a Version,
    pub(crate) table: &'a GodebugTable,
}

/// The settings that a `godebug` or `//go:debug` line names, in the order in which Go reads them.
type Set = [(String, String)];

/// What Go calls a setting in its messages; it does not matter here.
const KIND: &str = "godebug";

impl TableOf<'_> {
    fn refuses(self, (key, value): &(String, String)) -> bool {
        self.table.refusal(self.version, KIND, key, value).is_some()
    }

    fn accepted(self, set: &Set) -> Vec<(String, String)> {
        set.iter().filter(|pair| !self.refuses(pair)).cloned().collect()
    }
}

/// What changes for a program of a module with the `go` line `go` that sets `set`, the most important first.
pub(super) fn changes(before: TableOf<'_>, after: TableOf<'_>, go: &str, set: &Set) -> Vec<SettingNews> {
    let (old, new) = (before.accepted(set), after.accepted(set));
    let (old_values, new_values) = (before.table.defaults(go, &old), after.table.defaults(go, &new));
    let refused = set.iter().filter(|pair| after.refuses(pair) && !before.refuses(pair));
    let mut news: Vec<SettingNews> = refused.map(|pair| refused_line(after, pair)).collect();
    let named: BTreeSet<&str> = set.iter().map(|(key, _)| key.as_str()).collect();
    let all: BTreeSet<&str> = before.table.names().chain(after.table.names()).collect();
    news.extend(all.difference(&named).filter_map(|name| {
        let (old, new) = (old_values.get(*name), new_values.get(*name));
        change(before, after, name, (old.map(String::as_str), new.map(String::as_str)))
    }));
    news.sort_by(|one, other| (one.effect, &one.name).cmp(&(other.effect, &other.name)));
    news
}

/// The values are those that Go keeps for the `go` line; without one, the current behavior of that Go is in effect.
fn change(
    before: TableOf<'_>,
    after: TableOf<'_>,
    name: &str,
    (old, new): (Option<&str>, Option<&str>),
) -> Option<SettingNews> {
    let (was, is) = (before.table.get(name), after.table.get(name));
    let changed_before = was.and_then(|setting| setting.changed);
    let changed_after = is.and_then(|setting| setting.changed);
    let effect = match (old, new) {
        (Some(old), Some(new)) if old == new => return None,
        (Some(_), None) if is.is_none() => SettingEffect::Removed,
        (None, Some(_)) if changed_before.is_none() => SettingEffect::Kept,
        // The old Go did not know the new behavior, and the `go` line does not hold it back.
        (None, None) if changed_after.is_some() && changed_before.is_none() => SettingEffect::Changed,
        (None, None) => return None,
        _ => SettingEffect::Changed,
    };
    let removed = after.table.removed(name).map(|removed| removed.since);
    let line = if is.is_none() { removed } else { changed_after };
    let restores = is.map(|setting| setting.old.as_str()).filter(|value| !value.is_empty());
    let package = is.or(was).map(|setting| setting.package.clone()).filter(|package| !package.is_empty());
    let (version, value) = (after.version.as_str(), |value: Option<&str>| value.unwrap_or_default().to_owned());
    let says = match (effect, restores) {
        (SettingEffect::Removed, _) => say!(NewsSettingRemoved { version, name, value: value(old) }),
        (SettingEffect::Kept, _) => {
            say!(NewsSettingKept { line: line.map(line_name).unwrap_or_default(), name, value: value(new) })
        }
        (_, Some(value)) => say!(NewsSettingChanged { name, value }),
        (_, None) => say!(NewsSettingDiffers { version }),
    };
    Some(SettingNews {
        name: name.to_owned(),
        package,
        effect,
        before: old.map(str::to_owned),
        after: new.map(str::to_owned),
        since: line.map(line_name),
        link: link(line),
        says,
    })
}

fn refused_line(after: TableOf<'_>, (key, value): &(String, String)) -> SettingNews {
    let line = after.table.removed(key).map(|removed| removed.since);
    SettingNews {
        name: key.clone(),
        package: None,
        effect: SettingEffect::Refused,
        before: Some(value.clone()),
        after: None,
        since: line.map(line_name),
        link: link(line),
        says: say!(NewsSettingRefused { version: after.version.as_str(), name: key, value }),
    }
}

/// The settings that only the new Go knows, and whose default is the same for every `go` line.
pub(crate) fn new_settings(before: TableOf<'_>, after: TableOf<'_>) -> Vec<NewSetting> {
    let added = after.table.names().filter(|name| before.table.get(name).is_none());
    let added = added.filter_map(|name| Some((name, after.table.get(name).filter(|new| new.changed.is_none())?)));
    added
        .map(|(name, setting)| NewSetting {
            name: name.to_owned(),
            package: Some(setting.package.clone()).filter(|package| !package.is_empty()),
            link: link(None),
            says: say!(NewsNewSetting { version: after.version.as_str(), name }),
        })
        .collect()
}

fn line_name(minor: u32) -> String {
    format!("1.{minor}")
}

/// Go's page about the settings, which has a section for each release line since 1.21.
fn link(minor: Option<u32>) -> String {
    let section = minor.filter(|minor| *minor >= 21).map(|minor| format!("#go-1{minor}")).unwrap_or_default();
    format!("https://go.dev/doc/godebug{section}")
}
