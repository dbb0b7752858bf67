//! Plans for the machine-wide Go of the official installer, whose package removes the existing version before it
//! installs another. So the existing version's package is downloaded first, and reinstalled if the new one fails.
use super::forward::require_system;
use super::system_go::{Registered, Secures, SystemGo};
use super::{Action, Plan, PlanError, Snapshot, Step};
use crate::base::archive::Archive;
use crate::base::version::Version;
use crate::environment::UserValues;
use crate::released::catalog::{Catalog, Release, ReleaseRequest};

/// Without `wanted`, it is the newest stable release of `packages`. Only an exact version may downgrade.
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
        // Windows Installer treats the package of a registered product as a repair.
        return Ok(Plan { action: Action::SystemInstall, ..system_repair(seen, arch, packages)? });
    }
    require_system(seen, &release.version)?;
    let from = registered.map(|registered| secured(registered, packages)).transpose()?;
    let folder = from.as_ref().and_then(|from| from.folder.clone());
    let package = Some(package_of(release, arch)?);
    let to = SystemGo { version: release.version.clone(), folder, is_whole: true, package };
    let to_version = Some(to.version.clone());
    // If no version is replaced, nothing is lost now. But undoing this would remove values that the user had before.
    let gives_back = from.is_some() || seen.everybody.user_has_what_packages_set;
    let mut steps = change(seen, arch, from, Some(to));
    steps.extend(give_back(seen).filter(|_| gives_back));
    Ok(plan(Action::SystemInstall, now, to_version, steps))
}

pub fn system_uninstall(seen: &Snapshot, arch: &str, packages: &Catalog) -> Result<Plan, PlanError> {
    let from = secured(registered(seen, arch)?, packages)?;
    let version = Some(from.version.clone());
    let mut steps = change(seen, arch, Some(from), None);
    steps.extend(give_back(seen));
    Ok(plan(Action::SystemUninstall, version, None, steps))
}

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

/// `said` is the current value of the setting.
pub fn keep_system(seen: &Snapshot, said: Option<&str>) -> Result<Plan, PlanError> {
    let registered = seen.everybody.registered.iter().find(|registered| registered.is_whole);
    let registered = registered.ok_or(PlanError::NoSystem)?;
    let key = SYSTEM_WIDE.to_owned();
    let step = Step::ChangeSetting { key, from: said.map(str::to_owned), to: Some("true".to_owned()) };
    let steps = if said == Some("true") { Vec::new() } else { vec![step] };
    Ok(plan(Action::KeepSystem, registered.version.clone(), registered.version.clone(), steps))
}

pub const SYSTEM_WIDE: &str = "system-wide";

impl SystemGo {
    fn download(&self, seen: &Snapshot, secures: Secures) -> Option<Step> {
        let (version, package) = (self.version.clone(), self.package.clone()?);
        Some(Step::DownloadPackage { version, package, sources: seen.sources.clone(), secures })
    }
}

/// The package of the existing version is downloaded first.
pub(super) fn change(seen: &Snapshot, arch: &str, from: Option<SystemGo>, to: Option<SystemGo>) -> Vec<Step> {
    let old = from.as_ref().and_then(|from| from.download(seen, Secures::TheOld));
    let new = to.as_ref().and_then(|to| to.download(seen, Secures::TheNew));
    let change = Step::ChangeSystem { arch: arch.to_owned(), from, to };
    old.into_iter().chain(new).chain([change]).collect()
}

/// `None` if there is nothing that the packages could remove.
pub(super) fn give_back(seen: &Snapshot) -> Option<Step> {
    let before = seen.everybody.user.clone();
    (before != UserValues::default()).then_some(Step::GiveBack { before })
}

/// The registered Go, with the package that can restore it; [`PlanError::NotSecured`] if that is unknown.
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
