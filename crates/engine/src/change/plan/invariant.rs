//! The invariant of every plan: after each of its steps, the switch selects a toolchain that is in the store, or none.
use std::collections::BTreeSet;

use super::scope::{Fate, Touches};
use super::{Plan, Snapshot};
use crate::base::version::Version;

/// How a plan would leave the switch at a missing toolchain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dangling {
    Removes(Version),
    SwitchesTo(Version),
}

impl Plan {
    /// The effect of its first step that breaks the invariant.
    pub(super) fn dangles(&self, seen: &Snapshot) -> Option<Dangling> {
        let mut current = seen.current.as_ref();
        let mut stored: BTreeSet<&Version> = seen.installed.iter().map(|installed| &installed.version).collect();
        for step in &self.steps {
            match step.touches() {
                Touches::Toolchain(version, Fate::Brought | Fate::Files { .. }) => drop(stored.insert(version)),
                Touches::Toolchain(version, Fate::Unnamed | Fate::Removed { .. }) if current == Some(version) => {
                    return Some(Dangling::Removes(version.clone()));
                }
                Touches::Toolchain(version, Fate::Removed { .. }) => drop(stored.remove(version)),
                Touches::Switch { to: Some(to), .. } if !stored.contains(to) => {
                    return Some(Dangling::SwitchesTo(to.clone()));
                }
                Touches::Switch { to, .. } => current = to,
                // Nothing else is about the store.
                _ => {}
            }
        }
        None
    }
}
