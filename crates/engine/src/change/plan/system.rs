//! Plans for the Go that everybody on the machine has: the official installer's.
//!
//! The installer's package removes what is there before it installs, so what is there is secured first: its package is
//! downloaded, and put back where the new one fails.
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::forward::require_system;
use super::{Action, Plan, PlanError, Snapshot, Step};
use crate::archive::Archive;
use crate::catalog::{Catalog, Release, ReleaseRequest};
use crate::environment::UserValues;
use crate::version::Version;

/// A Go that the official installer has registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The family of packages, as GOARCH. A package replaces what is there of its family, of another it does not.
    pub arch: String,
    /// Its version, where its name or its tree tells it.
    pub version: Option<Version>,
    /// Its folder, where that is written down.
    pub root: Option<PathBuf>,
    /// Whether its files are there.
    pub is_whole: bool,
}

/// What concerns everybody on the machine.
#[derive(Clone, Debug, Default)]
pub struct SystemSituation {
    /// What the official installer has registered.
    pub registered: Vec<Registered>,
    /// What its packages may touch of the user's variables.
    pub user: UserValues,
    /// Whether there is something among that which a package would set itself, and so would take.
    pub user_has_what_packages_set: bool,
}

impl SystemSituation {
    /// What is registered of a family.
    pub fn find(&self, arch: &str) -> Option<&Registered> {
        self.registered.iter().find(|registered| registered.arch == arch)
    }
}

/// A Go as the official installer has it, or shall have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SystemGo {
    /// Its version.
    pub version: Version,
    /// Its folder; `None` for the one that its package proposes.
    #[serde(serialize_with = "crate::paths::shown")]
    pub folder: Option<PathBuf>,
    /// Whether its files are there: one whose folder is gone need not be put back.
    pub is_whole: bool,
    /// The package that it comes from; `None` where that is not known, which is so only for one whose folder is gone.
    pub package: Option<Archive>,
}

impl SystemGo {
    /// `go1.26.6, 64-bit, for everybody on this machine, in C:\Program Files\Go`.
    pub fn describe(&self, arch: &str) -> String {
        let place = match &self.folder {
            Some(folder) if self.is_whole => format!(", in {}", folder.display()),
            Some(folder) => format!(", whose folder {} is gone", folder.display()),
            None => String::new(),
        };
        format!("{}, {}, for everybody on this machine{place}", self.version, width(arch))
    }
}

/// Installs a release of `packages` with the official installer, in the place of what its family has. Without a wish it is
/// the newest stable one. Only a version that is named exactly goes back to an older one.
pub fn system_install(
    seen: &Snapshot,
    arch: &str,
    wanted: Option<&ReleaseRequest>,
    packages: &Catalog,
) -> Result<Plan, PlanError> {
    let registered = seen.everybody.find(arch);
    let now = registered.and_then(|registered| registered.version.clone());
    let request = wanted.cloned().unwrap_or(ReleaseRequest::Latest);
    let release = packages.resolve(&request).ok_or_else(|| PlanError::Unknown(request.to_string()))?;
    let is_whole = registered.is_some_and(|registered| registered.is_whole);
    let is_newer = now.as_ref().is_some_and(|now| *now > release.version);
    let goes_back = is_newer && !matches!(wanted, Some(ReleaseRequest::Exact(_)));
    if is_whole && (now.as_ref() == Some(&release.version) || goes_back) {
        return Ok(plan(Action::SystemInstall, now.clone(), now, Vec::new()));
    }
    if now.as_ref() == Some(&release.version) {
        // Windows Installer takes the package of a registered product for a repair.
        return Ok(Plan { action: Action::SystemInstall, ..system_repair(seen, arch, packages)? });
    }
    require_system(seen, &release.version)?;
    let from = registered.map(|registered| secured(registered, packages)).transpose()?;
    let folder = from.as_ref().and_then(|from| from.folder.clone());
    let package = Some(package_of(release, arch)?);
    let to = SystemGo { version: release.version.clone(), folder, is_whole: true, package };
    let to_version = Some(to.version.clone());
    // Where nothing is removed, nothing is taken; but what was there before is the user's also when this is undone.
    let gives_back = from.is_some() || seen.everybody.user_has_what_packages_set;
    let mut steps = change(seen, arch, from, Some(to));
    steps.extend(give_back(seen).filter(|_| gives_back));
    Ok(plan(Action::SystemInstall, now, to_version, steps))
}

/// Uninstalls what the family has.
pub fn system_uninstall(seen: &Snapshot, arch: &str, packages: &Catalog) -> Result<Plan, PlanError> {
    let from = secured(registered(seen, arch)?, packages)?;
    let version = Some(from.version.clone());
    let mut steps = change(seen, arch, Some(from), None);
    steps.extend(give_back(seen));
    Ok(plan(Action::SystemUninstall, version, None, steps))
}

/// Puts the files of what the family has back.
pub fn system_repair(seen: &Snapshot, arch: &str, packages: &Catalog) -> Result<Plan, PlanError> {
    let registered = registered(seen, arch)?;
    let version = registered.version.clone().ok_or_else(|| PlanError::NotSecured(arch.to_owned()))?;
    let release = packages.find(&version).ok_or_else(|| PlanError::Unknown(version.to_string()))?;
    let package = Some(package_of(release, arch)?);
    let go = SystemGo { version: version.clone(), folder: registered.root.clone(), is_whole: true, package };
    let mut steps: Vec<Step> = go.download(seen, Secures::TheNew).into_iter().collect();
    steps.push(Step::RepairSystem { arch: arch.to_owned(), go });
    steps.extend(give_back(seen));
    Ok(plan(Action::SystemRepair, Some(version.clone()), Some(version), steps))
}

/// Keeps Go with the official installer from now on; `said` is what the settings say of it.
pub fn keep_system(seen: &Snapshot, said: Option<&str>) -> Result<Plan, PlanError> {
    let registered = seen.everybody.registered.iter().find(|registered| registered.is_whole);
    let registered = registered.ok_or(PlanError::NoSystem)?;
    let key = SYSTEM_WIDE.to_owned();
    let step = Step::ChangeSetting { key, from: said.map(str::to_owned), to: Some("true".to_owned()) };
    let steps = if said == Some("true") { Vec::new() } else { vec![step] };
    Ok(plan(Action::KeepSystem, registered.version.clone(), registered.version.clone(), steps))
}

/// The setting that says so.
pub const SYSTEM_WIDE: &str = "system-wide";

/// Why a package is downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Secures {
    /// To install it.
    TheNew,
    /// To have it back if something fails, or is taken back.
    TheOld,
}

impl SystemGo {
    /// The step that downloads its package.
    fn download(&self, seen: &Snapshot, secures: Secures) -> Option<Step> {
        let (version, package) = (self.version.clone(), self.package.clone()?);
        Some(Step::DownloadPackage { version, package, sources: seen.sources.clone(), secures })
    }
}

/// The steps that lead from what a family has to what it shall have: first what is there is secured.
pub(super) fn change(seen: &Snapshot, arch: &str, from: Option<SystemGo>, to: Option<SystemGo>) -> Vec<Step> {
    let old = from.as_ref().and_then(|from| from.download(seen, Secures::TheOld));
    let new = to.as_ref().and_then(|to| to.download(seen, Secures::TheNew));
    let change = Step::ChangeSystem { arch: arch.to_owned(), from, to };
    old.into_iter().chain(new).chain([change]).collect()
}

/// The step that gives the user back what the packages take; none where there is nothing that they could take.
pub(super) fn give_back(seen: &Snapshot) -> Option<Step> {
    let before = seen.everybody.user.clone();
    (before != UserValues::default()).then_some(Step::GiveBack { before })
}

/// What is registered, with the package by which it can be put back.
///
/// # Errors
/// [`PlanError::NotSecured`] if nobody knows that package: then it is not touched, for it could not be put back.
pub(super) fn secured(registered: &Registered, packages: &Catalog) -> Result<SystemGo, PlanError> {
    let not_secured = || PlanError::NotSecured(registered.arch.clone());
    let version = registered.version.clone().ok_or_else(not_secured)?;
    let package = packages.find(&version).and_then(|release| package_of(release, &registered.arch).ok());
    if package.is_none() && registered.is_whole {
        return Err(not_secured());
    }
    Ok(SystemGo { version, folder: registered.root.clone(), is_whole: registered.is_whole, package })
}

fn package_of(release: &Release, arch: &str) -> Result<Archive, PlanError> {
    let target = || format!("windows-{arch} as a package of the official installer");
    let missing = || PlanError::NotForTarget { version: release.version.clone(), target: target() };
    let package = release.archive.clone().ok_or_else(missing)?;
    if package.sha256.is_none() { Err(PlanError::NoDigest(package.filename)) } else { Ok(package) }
}

fn registered<'a>(seen: &'a Snapshot, arch: &str) -> Result<&'a Registered, PlanError> {
    seen.everybody.find(arch).ok_or(PlanError::NoSystem)
}

fn plan(action: Action, from: Option<Version>, to: Option<Version>, steps: Vec<Step>) -> Plan {
    Plan { action, from, to, undoes: None, steps }
}

/// How a person tells the families apart.
pub(super) fn width(arch: &str) -> &str {
    match arch {
        "386" => "32-bit",
        "amd64" => "64-bit",
        "arm64" => "64-bit ARM",
        other => other,
    }
}
