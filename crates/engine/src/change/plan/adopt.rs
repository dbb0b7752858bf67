//! Plans for a Go that Upgo did not install: adopt it, or move it behind Upgo's.
use std::path::PathBuf;

use super::forward::{NewToolchain, Then, activate, bring, install};
use super::system::{change, give_back, secured};
use super::{Action, EditPurpose, Plan, PlanError, Registered, Snapshot, Step};
use crate::base::version::Version;
use crate::environment::Change;
use crate::released::catalog::{Catalog, Release};

#[derive(Clone, Debug)]
pub struct Adopted<'a> {
    /// Installs the same version from the official archive, because the files of the old tree are not trusted.
    pub release: &'a Release,
    pub then: Then,
    /// The product that the official installer has registered, which is uninstalled, and the packages of its family.
    pub registered: Option<(&'a Registered, &'a Catalog)>,
    /// The edits that remove the old Go from the user's and the system PATH, if Upgo's would come after it.
    pub path: Vec<Change>,
    /// Where its tree is moved, if it is to be removed: from, to.
    pub aside: Option<(PathBuf, PathBuf)>,
}

/// Steps that need the network come first, and steps that need an administrator come last.
pub fn adopt(seen: &Snapshot, adopted: Adopted<'_>) -> Result<Plan, PlanError> {
    let version = adopted.release.version.clone();
    let mut plan = install(seen, &NewToolchain::Release(adopted.release.clone()), adopted.then)?;
    plan.steps.retain(|step| !matches!(step, Step::Check { .. }));
    let system = match adopted.registered {
        Some((registered, packages)) => {
            let steps = change(seen, &registered.arch, Some(secured(registered, packages)?), None);
            steps.into_iter().chain(give_back(seen)).collect()
        }
        None => Vec::new(),
    };
    let (downloads, system): (Vec<Step>, Vec<Step>) =
        system.into_iter().partition(|step| matches!(step, Step::DownloadPackage { .. }));
    let activation =
        plan.steps.iter().position(|step| matches!(step, Step::Switch { .. } | Step::EditEnvironment { .. }));
    let activation = activation.unwrap_or(plan.steps.len());
    plan.steps.splice(activation..activation, downloads);
    plan.steps
        .extend(adopted.path.into_iter().map(|change| Step::EditEnvironment { purpose: EditPurpose::Aside, change }));
    plan.steps.extend(adopted.aside.map(|(from, to)| Step::SetAside { from, to }));
    plan.steps.extend(system);
    if !plan.steps.is_empty() {
        plan.steps.push(Step::Check { version: expected(seen, adopted.then, &version) });
    }
    Ok(Plan { action: Action::Adopt, to: Some(version), ..plan })
}

fn expected(seen: &Snapshot, then: Then, version: &Version) -> Option<Version> {
    if then == Then::Switch { Some(version.clone()) } else { seen.current.clone() }
}

#[derive(Clone, Debug)]
pub struct ImportedReleases<'a> {
    /// The versions, each once, as official releases.
    pub releases: &'a [Release],
    /// The one that the switch selects afterwards; `None` if it stays.
    pub first: Option<&'a Version>,
    /// The edits that move machine-wide Go installations behind Upgo's, if Upgo's would come after them.
    pub path: Vec<Change>,
}

/// The old trees stay where they are, and none of their files is used.
pub fn import(seen: &Snapshot, imported: ImportedReleases<'_>) -> Result<Plan, PlanError> {
    let mut steps = Vec::new();
    for release in imported.releases {
        steps.extend(bring(seen, &NewToolchain::Release(release.clone()))?);
    }
    steps.extend(imported.first.map(|first| activate(seen, first)).unwrap_or_default());
    let was_checked = steps.pop_if(|step| matches!(step, Step::Check { .. })).is_some();
    let is_moved = !imported.path.is_empty();
    steps.extend(imported.path.into_iter().map(|change| Step::EditEnvironment { purpose: EditPurpose::Aside, change }));
    let to = imported.first.or(seen.current.as_ref()).cloned();
    if was_checked || is_moved {
        steps.push(Step::Check { version: to.clone() });
    }
    Ok(Plan { action: Action::Import, from: seen.current.clone(), to, undoes: None, steps })
}

/// The user's PATH is edited first, so that the Go is always on a PATH.
pub fn step_aside(seen: &Snapshot, changes: Vec<Change>) -> Plan {
    let edit = |change| Step::EditEnvironment { purpose: EditPurpose::Aside, change };
    let mut steps: Vec<Step> = changes.into_iter().map(edit).collect();
    if !steps.is_empty() {
        steps.push(Step::Check { version: seen.current.clone() });
    }
    Plan::staying(Action::StepAside, seen.current.clone(), steps)
}
