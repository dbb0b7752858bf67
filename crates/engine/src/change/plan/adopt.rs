//! Plans for a Go that somebody else has put here: taken over, or let come behind Upgo's.
use std::path::PathBuf;

use super::forward::{Then, Wanted, install};
use super::system::{Registered, change, give_back, secured};
use super::{Action, EditPurpose, Plan, PlanError, Snapshot, Step};
use crate::catalog::{Catalog, Release};
use crate::environment::Change;
use crate::version::Version;

/// How a Go is taken over.
#[derive(Clone, Debug)]
pub struct Adopted<'a> {
    /// The same version: from the official archive, for nothing of somebody else's tree is trusted.
    pub release: &'a Release,
    /// Whether the switch moves to it.
    pub then: Then,
    /// What the official installer has registered of it, which is uninstalled, and the packages of its family.
    pub registered: Option<(&'a Registered, &'a Catalog)>,
    /// The edits that take it off PATH, where Upgo's comes behind it: of the user's and of the machine's.
    pub path: Vec<Change>,
    /// Where its tree goes, if it is to be removed: from, to.
    pub aside: Option<(PathBuf, PathBuf)>,
}

/// Brings the same version into the store, makes it the user's Go, and takes the old one away. All that needs the network
/// comes first, and what needs an administrator last.
pub fn adopt(seen: &Snapshot, adopted: Adopted<'_>) -> Result<Plan, PlanError> {
    let version = adopted.release.version.clone();
    let mut plan = install(seen, &Wanted::Release(adopted.release.clone()), adopted.then)?;
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

/// Lets another Go come behind Upgo's. The user's PATH comes first, so that there is never none.
pub fn step_aside(seen: &Snapshot, changes: Vec<Change>) -> Plan {
    let edit = |change| Step::EditEnvironment { purpose: EditPurpose::Aside, change };
    let mut steps: Vec<Step> = changes.into_iter().map(edit).collect();
    if !steps.is_empty() {
        steps.push(Step::Check { version: seen.current.clone() });
    }
    let current = seen.current.clone();
    Plan { action: Action::StepAside, from: current.clone(), to: current, undoes: None, steps }
}
