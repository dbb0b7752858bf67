//! Plans other than undo: install, switch, upgrade, remove and so on.
use std::path::PathBuf;

use url::Url;

use super::{Action, EditPurpose, Plan, PlanError, Snapshot, Step};
use crate::base::archive::Archive;
use crate::base::module;
use crate::base::version::Version;
use crate::environment::Change;
use crate::released::catalog::{Release, ReleaseRequest, unmet};
use crate::released::upgo::{UpgoRelease, UpgoVersion};
use crate::store::own_programs::OwnProgram;
use crate::store::verify::Differences;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewToolchain {
    Release(Release),
    File {
        /// The version that it should contain.
        version: Version,
        archive: Archive,
        path: PathBuf,
    },
}

/// The effect of an installation on the switch.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub enum Then {
    /// The switch stays unchanged.
    #[serde(rename = "keep")]
    Stay,
    /// The switch selects the new toolchain.
    #[serde(rename = "use")]
    Switch,
}

pub fn install(seen: &Snapshot, wanted: &NewToolchain, then: Then) -> Result<Plan, PlanError> {
    let version = match wanted {
        NewToolchain::Release(release) => &release.version,
        NewToolchain::File { version, .. } => version,
    };
    let mut steps = bring(seen, wanted)?;
    let from = seen.current.clone();
    if then == Then::Switch {
        steps.extend(activate(seen, version));
    }
    Ok(Plan { action: Action::Install, from, to: Some(version.clone()), undoes: None, steps })
}

/// Installing the release later takes only a moment. If it is installed, the plan has no steps.
pub fn download(seen: &Snapshot, release: &Release) -> Result<Plan, PlanError> {
    let mut steps = bring(seen, &NewToolchain::Release(release.clone()))?;
    steps.retain(|step| matches!(step, Step::Download { .. }));
    let (from, to) = (seen.current.clone(), Some(release.version.clone()));
    Ok(Plan { action: Action::Download, from, to, undoes: None, steps })
}

pub fn switch_to(seen: &Snapshot, version: &Version) -> Result<Plan, PlanError> {
    let installed = seen.find_installed(version).ok_or_else(|| PlanError::NotInstalled(version.clone()))?;
    let version = &installed.version;
    let mut steps = publish(seen, version);
    steps.extend(activate(seen, version));
    Ok(Plan { action: Action::Use, from: seen.current.clone(), to: Some(version.clone()), undoes: None, steps })
}

/// Installs, tests and switches. If the release is older, the plan has no steps unless it `may_go_down`.
pub fn upgrade(seen: &Snapshot, wanted: &ReleaseRequest, may_go_down: bool) -> Result<Plan, PlanError> {
    let base = seen.current.as_ref().or(seen.active.as_ref());
    let release = seen.catalog.as_ref().and_then(|catalog| catalog.resolve(wanted));
    let release = release.ok_or_else(|| PlanError::Unknown(wanted.to_string()))?;
    let is_older = base.is_some_and(|base| release.version < *base);
    // "the newest" never leads down from a pre-release or an unlisted patch
    if is_older && !may_go_down {
        return Ok(nothing_newer(base.cloned()));
    }
    let plan = install(seen, &NewToolchain::Release(release.clone()), Then::Switch)?;
    let action = if is_older { Action::Downgrade } else { Action::Upgrade };
    Ok(Plan { action, from: base.cloned(), ..plan })
}

pub fn nothing_newer(base: Option<Version>) -> Plan {
    Plan::staying(Action::Upgrade, base, Vec::new())
}

/// The plan with a rehearsal before its switch, and another one at its end.
pub fn with_rehearsals(mut plan: Plan, before: Option<Step>, after: Option<Step>) -> Plan {
    if let Some(switch) = plan.steps.iter().position(|step| matches!(step, Step::Switch { .. })) {
        plan.steps.extend(after);
        if let Some(before) = before {
            plan.steps.insert(switch, before);
        }
    }
    plan
}

/// The current one is removed only with `force`, which clears the switch first.
pub fn remove(seen: &Snapshot, versions: &[Version], force: bool) -> Result<Plan, PlanError> {
    let mut steps = Vec::new();
    for version in versions {
        let installed = seen.find(version).ok_or_else(|| PlanError::NotInstalled(version.clone()))?;
        let is_current = seen.current.as_ref() == Some(&installed.version);
        if is_current && !force {
            return Err(PlanError::RemoveCurrent(installed.version.clone()));
        }
        if is_current {
            steps.push(Step::Switch { from: seen.current.clone(), to: None });
        }
        let receipt = installed.receipt.as_ref();
        steps.push(Step::Unpublish { version: installed.version.clone() });
        steps.push(Step::Delete {
            version: installed.version.clone(),
            // No source has the archive that only the user vouched for.
            archive: receipt.filter(|receipt| !receipt.is_given()).map(|receipt| receipt.archive.clone()),
            size_bytes: receipt.map(|receipt| receipt.size_bytes),
        });
    }
    let from = versions.first().and_then(|version| seen.find(version)).map(|first| first.version.clone());
    Ok(Plan { action: Action::Remove, from, to: None, undoes: None, steps })
}

/// Gives each user's Go in `aside` its own name back, and undoes Upgo's edits of PATH with `path`.
pub fn remove_everything(
    seen: &Snapshot,
    aside: impl Iterator<Item = (PathBuf, PathBuf)>,
    path: Option<Change>,
) -> Result<Plan, PlanError> {
    let damaged = seen.damaged.iter().map(|damaged| &damaged.installed);
    let versions: Vec<Version> = seen.installed.iter().chain(damaged).map(|known| known.version.clone()).collect();
    let mut plan = remove(seen, &versions, true)?;
    plan.steps.splice(0..0, aside.map(|(from, to)| Step::SetAside { from, to }));
    // Last, so that PATH does not change before the toolchains are gone.
    plan.steps.extend(path.map(|change| Step::EditEnvironment { purpose: EditPurpose::Undo, change }));
    Ok(plan)
}

/// Newest first. The newest `keep` stay, counting the current one.
pub fn unused(seen: &Snapshot, keep: usize) -> Vec<Version> {
    let others = seen.installed.iter().filter(|installed| Some(&installed.version) != seen.current.as_ref());
    let kept = keep.saturating_sub(usize::from(seen.current.is_some()));
    others.skip(kept).map(|installed| installed.version.clone()).collect()
}

/// `change` is `None` if there is nothing to do.
pub fn edit_environment(seen: &Snapshot, change: Option<Change>) -> Plan {
    let is_path = change.as_ref().is_some_and(Change::edits_path);
    let edit = change.map(|change| Step::EditEnvironment { purpose: EditPurpose::Asked, change });
    let check = is_path.then(|| Step::Check { version: seen.current.clone() });
    Plan::staying(Action::Environment, seen.current.clone(), edit.into_iter().chain(check).collect())
}

/// `change` is `None` if no settings of editors select a Go.
pub fn unpin_editors(current: Option<Version>, change: Option<Change>) -> Plan {
    let edit = change.map(|change| Step::EditEnvironment { purpose: EditPurpose::Asked, change });
    Plan::staying(Action::UnpinEditors, current, edit.into_iter().collect())
}

/// The new one is tried before it replaces anything and again in its place. The last of `folders` has the command line.
pub fn update_self(
    seen: &Snapshot,
    from: &UpgoVersion,
    release: &UpgoRelease,
    folders: Vec<(PathBuf, Vec<OwnProgram>)>,
) -> Plan {
    let version = release.version.clone();
    let command = folders.last().map(|(folder, _)| folder.clone());
    let mut steps = vec![
        Step::DownloadUpgo {
            version: version.clone(),
            package: release.package.clone(),
            sources: vec![release.folder.clone()],
        },
        Step::TryUpgo { version: version.clone(), folder: None },
    ];
    steps.extend(folders.into_iter().map(|(folder, programs)| Step::ReplaceUpgo {
        folder,
        from: from.clone(),
        to: version.clone(),
        programs,
    }));
    steps.extend(command.map(|folder| Step::TryUpgo { version, folder: Some(folder) }));
    Plan::staying(Action::UpdateSelf, seen.current.clone(), steps)
}

/// Restores the published files of a toolchain. `files` are those that differ, `None` if unknown. The archive is needed
/// unless files were only added, or only lost the right to run.
pub fn repair_files(
    seen: &Snapshot,
    version: &Version,
    files: Option<Differences>,
    archive: Option<Archive>,
) -> Result<Plan, PlanError> {
    let source = archive.map(|archive| download_for_repair(seen, version, files.as_ref(), archive)).transpose()?;
    let steps = repair(seen, version, files, source)?;
    Ok(Plan::staying(Action::RepairFiles, seen.current.clone(), steps))
}

/// Empty if no file differs. `source` provides the archive.
fn repair(
    seen: &Snapshot,
    version: &Version,
    files: Option<Differences>,
    source: Option<Step>,
) -> Result<Vec<Step>, PlanError> {
    let mut steps = Vec::new();
    if files.as_ref().is_none_or(Differences::need_archive) {
        let missing = || PlanError::NotForTarget { version: version.clone(), target: seen.target.to_string() };
        steps.push(source.ok_or_else(missing)?);
    }
    if files.as_ref().is_none_or(|files| files.count() > 0) {
        steps.push(Step::RepairFiles { version: version.clone(), files });
    }
    Ok(steps)
}

/// A module lacks files of the archive, so it replaces one only if they are whole, or all files are replaced anyway.
fn download_for_repair(
    seen: &Snapshot,
    version: &Version,
    files: Option<&Differences>,
    archive: Archive,
) -> Result<Step, PlanError> {
    let lacks = |files: &Differences| files.changed.iter().chain(&files.missing).any(|path| module::is_left_out(path));
    let modules: &[Url] = if files.is_some_and(lacks) { &[] } else { &seen.modules };
    download_step(seen, version, archive, modules)
}

/// Adds Upgo's folder to PATH. If there is no current toolchain and no other Go runs, a terminal would still find
/// none: then the newest toolchain becomes the current one, preferably not a pre-release.
pub fn add_to_path(seen: &Snapshot) -> Plan {
    let installed = || seen.installed.iter().map(|installed| &installed.version).filter(|_| seen.active.is_none());
    let newest = || installed().find(|version| !version.is_prerelease()).or_else(|| installed().next());
    let to = seen.current.as_ref().or_else(newest).cloned();
    let steps = match &to {
        Some(to) => publish(seen, to).into_iter().chain(activate(seen, to)).collect(),
        None => edit_path(seen),
    };
    Plan { action: Action::AddToPath, from: seen.current.clone(), to, undoes: None, steps }
}

/// If the toolchain is in the store, only its command may need to be published.
pub(super) fn bring(seen: &Snapshot, wanted: &NewToolchain) -> Result<Vec<Step>, PlanError> {
    let (version, archive) = match wanted {
        NewToolchain::File { version, archive, .. } => (version.clone(), Some(archive.clone())),
        NewToolchain::Release(release) => (release.version.clone(), release.archive.clone()),
    };
    if seen.find_installed(&version).is_some() {
        return Ok(publish(seen, &version));
    }
    require_system(seen, &version)?;
    if let Some(damaged) = seen.find_damaged(&version).filter(|damaged| damaged.is_folder) {
        let source = match (wanted, archive) {
            (NewToolchain::File { path, .. }, Some(archive)) => {
                Some(Step::ReadFile { version: version.clone(), archive, path: path.clone() })
            }
            (_, archive) => {
                let source = |archive| download_for_repair(seen, &version, damaged.files.as_ref(), archive);
                archive.map(source).transpose()?
            }
        };
        let mut steps = repair(seen, &version, damaged.files.clone(), source)?;
        steps.extend(publish(seen, &version));
        return Ok(steps);
    }
    let missing = || PlanError::NotForTarget { version: version.clone(), target: seen.target.to_string() };
    let archive = archive.ok_or_else(missing)?;
    let first = match wanted {
        NewToolchain::Release(_) => download_step(seen, &version, archive, &seen.modules)?,
        NewToolchain::File { path, .. } => Step::ReadFile { version: version.clone(), archive, path: path.clone() },
    };
    Ok(vec![first, Step::Unpack { version: version.clone() }, Step::Publish { version }])
}

/// Downloads an archive, or the module if nothing else of a release is known. Another file without a digest is refused.
fn download_step(seen: &Snapshot, version: &Version, archive: Archive, modules: &[Url]) -> Result<Step, PlanError> {
    let (version, is_module) = (version.clone(), module::is_zip(&archive.filename));
    if is_module && !seen.modules.is_empty() {
        let sources = seen.modules.clone();
        return Ok(Step::Download { version, archive, sources, modules: Vec::new(), reuse: None });
    }
    if archive.sha256.is_none() {
        return Err(PlanError::NoDigest(archive.filename));
    }
    let modules = if module::is_published(&version) { modules.to_vec() } else { Vec::new() };
    Ok(Step::Download { version, archive, sources: seen.sources.clone(), modules, reuse: None })
}

/// Refuses a version that the system cannot run, and suggests one that it can.
pub(super) fn require_system(seen: &Snapshot, version: &Version) -> Result<(), PlanError> {
    let Some(unmet) = seen.system.as_ref().and_then(|system| unmet(version, system)) else { return Ok(()) };
    let newest = seen.catalog.as_ref().and_then(|catalog| catalog.resolve(&ReleaseRequest::Latest));
    let newest = newest.map(|newest| Box::new(newest.version.clone()));
    Err(PlanError::NotForSystem { version: version.clone(), unmet: Box::new(unmet), newest })
}

fn publish(seen: &Snapshot, version: &Version) -> Vec<Step> {
    if seen.published.contains(version) { Vec::new() } else { vec![Step::Publish { version: version.clone() }] }
}

/// Empty if it is the user's Go. The switch comes before PATH, so that PATH never names a `go` without a toolchain.
pub(super) fn activate(seen: &Snapshot, version: &Version) -> Vec<Step> {
    let mut steps = Vec::new();
    if seen.current.as_ref() != Some(version) {
        // A toolchain in the store may be untested: it was only installed, or its change was killed.
        if !seen.tried.contains(version) {
            steps.push(Step::Test { version: version.clone() });
        }
        steps.push(Step::Switch { from: seen.current.clone(), to: Some(version.clone()) });
    }
    steps.extend(edit_path(seen));
    if !steps.is_empty() {
        steps.push(Step::Check { version: Some(version.clone()) });
    }
    steps
}

fn edit_path(seen: &Snapshot) -> Vec<Step> {
    let edit = |purpose, change: &Option<_>| change.clone().map(|change| Step::EditEnvironment { purpose, change });
    let go = edit(EditPurpose::Go, &seen.path.go);
    go.into_iter().chain(edit(EditPurpose::Tools, &seen.path.tools)).collect()
}
