//! What can be done with a Go that Upgo does not manage: adopt it, keep it, or let Upgo's come first.
use std::path::{Path, PathBuf};

use super::snapshot::{Planning, disk};
use super::{Cleaned, Engine};
use crate::base::paths::real;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Value};
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{self, Adopted, Plan, PlanError, Then};
use crate::change::site::registered;
use crate::environment::{
    self, Change, EditScope, EnvironmentEdit, EnvironmentError, PathEdit, UserEnvironment, UserValues,
};
use crate::machine::platform::{EXECUTABLE, typed};
use crate::projects::go_caches::NotRemovable;
use crate::released::catalog::{Catalog, Release, ReleaseRequest};
use crate::store;
use crate::which_go::inventory::{self, ChangedBy, Installation, Origin, Product, Scope};
use crate::which_go::resolve;

/// The user's own Go, which `adopt --remove-old` moved aside.
pub(super) struct SetAside {
    pub(super) change: u64,
    pub(super) from: PathBuf,
    pub(super) tree: PathBuf,
}

/// What can be done with a Go that Upgo does not manage, as a plan.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum Way {
    /// Adopt it: install the same version into Upgo's store.
    Adopt,
    /// Keep it: `upgrade` uses the official installer from now on.
    Keep,
    /// Put Upgo's Go before it on PATH; it stays installed.
    StepAside,
    /// Delete it: Go downloaded it, and downloads it again if a project needs it.
    Remove,
}

impl Engine {
    pub(super) fn ways(&self, found: &Installation) -> Vec<Way> {
        if found.origin == Origin::Upgo {
            return Vec::new();
        }
        let product = self.product_at(&found.root);
        let can_keep = product.is_some() && !self.settings().system_wide;
        let can_step_aside = self.modifies_path() && self.machine_edit(&[&found.root]).is_ok_and(|edit| edit.is_some());
        let can_remove = found.changed_by == ChangedBy::Nobody && self.downloaded_at(&found.root).is_ok();
        let ways = [
            (Way::Adopt, adoptable(found).is_ok()),
            (Way::Keep, can_keep),
            (Way::StepAside, can_step_aside),
            (Way::Remove, can_remove),
        ];
        ways.into_iter().filter_map(|(way, is_offered)| is_offered.then_some(way)).collect()
    }

    /// Without a version or a path: the one that a new terminal runs, else the only one.
    pub fn find_for(&self, way: Way, what: Option<&Path>) -> Result<PathBuf> {
        let version = what.and_then(Path::to_str).and_then(|text| text.parse::<ReleaseRequest>().ok());
        if let (Some(path), None) = (what, &version) {
            let path = std::path::absolute(path).map_err(disk)?;
            return Ok(self.found_at(&path)?.root);
        }
        let is_meant = |found: &Installation| match (&version, &found.version) {
            (None, _) => true,
            (Some(wanted), Some(version)) => wanted.pick([version]).is_some(),
            (Some(_), None) => false,
        };
        let (active, others) = self.running_and_others();
        let (meant, refused): (Vec<Installation>, Vec<Installation>) =
            others.into_iter().filter(is_meant).partition(|found| self.ways(found).contains(&way));
        let is_active = |found: &&Installation| active.as_ref().is_some_and(|active| active.is(found));
        match (meant.iter().find(is_active), &*meant) {
            (Some(found), _) | (None, [found]) => Ok(found.root.clone()),
            (None, []) => match (refused.iter().find(is_active).or(refused.first()), &version) {
                (Some(found), _) => Err(self.why_not(way, found)),
                (None, Some(wanted)) if way == Way::Remove => {
                    self.in_module_cache(wanted).ok_or_else(|| no_other_go(version.as_ref()))
                }
                (None, _) => Err(no_other_go(version.as_ref())),
            },
            (None, several) => {
                let roots: Vec<_> = several.iter().map(|found| found.root.display()).collect();
                Err(Problem::new(Code::Usage, say!(SeveralMatch { roots: Value::all_of(&roots) }))
                    .with_next(Sentence::NameOneFolder))
            }
        }
    }

    pub(super) fn plan_step_aside(&self, root: &Path) -> Result<Plan> {
        if !self.modifies_path() {
            return Err(self.may_not_change_path());
        }
        let found = self.found_at(root)?;
        let changes = self.edits_aside(&found.root)?;
        if changes.is_empty() && self.running_go().is_some_and(|active| active.is(&found)) {
            return Err(self.why_not(Way::StepAside, &found));
        }
        Ok(plan::step_aside(&self.look(None)?, changes))
    }

    pub(super) fn plan_adopt(&self, root: &Path, remove_old: bool, planning: &mut Planning) -> Result<Plan> {
        let found = self.found_at(root)?;
        let version = adoptable(&found).map_err(|_| self.why_not(Way::Adopt, &found))?;
        let wanted = ReleaseRequest::Exact(version.clone());
        let catalog = planning.told(self.catalog_for(&wanted, &planning.cancel)?);
        let release = catalog.find(&version).cloned().ok_or_else(|| PlanError::Unknown(version.to_string()))?;
        let mut seen = self.look(Some(catalog))?;
        let product = self.product_at(&found.root).map(registered);
        let packages = match &product {
            Some(product) => Some(self.packages_of_registered(&seen, &product.arch, planning)?),
            None => None,
        };
        let aside = (remove_old && product.is_none()).then(|| aside(&found)).transpose()?;
        let is_active = self.running_go().is_some_and(|active| active.is(&found));
        let then = if seen.current.is_none() || is_active { Then::Switch } else { Then::Stay };
        let activation = if then == Then::Switch { seen.path.edits() } else { Vec::new() };
        let path =
            if product.is_none() { self.edits_off_path(&[&found.root], aside.is_some(), &activation)? } else { vec![] };
        // The last step restores PATH as this plan has edited it by then.
        let after = |user: UserValues, change| user.after(change, &self.environment);
        seen.everybody.user = activation.iter().chain(&path).fold(seen.everybody.user, after);
        let registered = product.as_ref().zip(packages.as_ref());
        Ok(plan::adopt(&seen, Adopted { release: &release, then, registered, path, aside })?)
    }

    /// The changes that moved the trees aside can no longer be undone.
    pub(super) fn clean_set_aside(&self) -> Result<Cleaned> {
        let mut cleaned = Cleaned::default();
        for SetAside { change, tree, .. } in self.set_aside()? {
            cleaned.freed_bytes += inventory::size_of(&tree, &Cancel::default()).unwrap_or_default();
            crate::machine::effect::remove_tree(&tree).map_err(disk)?;
            cleaned.no_longer_undoable.push(change);
        }
        Ok(cleaned)
    }

    /// The trees that were moved aside by changes that are still in effect, each with its change.
    pub(super) fn set_aside(&self) -> Result<Vec<SetAside>> {
        let history = journal::history(&self.home).map_err(disk)?;
        let in_effect = history.iter().filter(|entry| entry.is_undoable());
        let renamed = in_effect.flat_map(|entry| {
            let tree =
                |(from, to): (&Path, &Path)| SetAside { change: entry.id, from: from.to_owned(), tree: to.to_owned() };
            entry.plan.set_aside().map(tree).collect::<Vec<_>>()
        });
        Ok(renamed.filter(|aside| inventory::is_set_aside(&aside.tree) && aside.tree.is_dir()).collect())
    }

    fn product_at(&self, root: &Path) -> Option<Product> {
        self.products().into_iter().find(|product| product.root.as_deref().is_some_and(|own| is_same(own, root)))
    }

    /// The Go at `path` that Upgo does not manage: its folder, the one above it, its `go`, or a folder on PATH that
    /// leads there.
    pub(super) fn found_at(&self, path: &Path) -> Result<Installation> {
        let others = self.running_and_others().1;
        let folder = if path.is_file() { path.parent().unwrap_or(path) } else { path };
        let is_at = |root: &Path| others.iter().find(|found| is_same(&found.root, root)).cloned();
        let by_program = || self.with_surroundings(|around| resolve::in_folder(around, &self.new_terminal(), folder));
        let known = is_at(path).or_else(|| is_at(&by_program()?.1.root));
        let in_tree = || {
            let above = folder.parent().filter(|_| folder.ends_with("bin")).map(Path::to_owned);
            let is_go = |root: &PathBuf| store::is_go(root) || store::read_version(root).is_some();
            let root = [Some(folder.to_owned()), above, Some(folder.join("go"))].into_iter().flatten().find(is_go)?;
            Some(self.with_surroundings(|around| inventory::at_root(around, &root)))
        };
        known.or_else(in_tree).ok_or_else(|| {
            Problem::new(Code::VersionUnknown, say!(NoGoInFolder { folder: path }))
                .with_next(say!(ChooseGoFolder { program: format!("go{EXECUTABLE}") }))
        })
    }

    /// Why `way` is not possible for a Go installation: what manages it, and what to do instead.
    pub(super) fn why_not(&self, way: Way, found: &Installation) -> Problem {
        let manager = self.with_surroundings(|around| inventory::package_manager(around, found));
        let refused = match (way, adoptable(found)) {
            (Way::Adopt, Err(keeper)) => {
                let why = match keeper {
                    Keeper::Manager(origin) => say!(ManagedBy { name: origin.to_string() }),
                    Keeper::Refused(Refusal::VersionUnknown) => Sentence::VersionUnreadable.into(),
                    Keeper::Refused(Refusal::Upgo) => Sentence::UpgoManages.into(),
                    Keeper::Refused(Refusal::ModuleCache) => Sentence::GoManages.into(),
                    Keeper::Refused(Refusal::PackageManager) => match &manager {
                        Some(manager) => say!(ManagedBy { name: manager.name }),
                        None => Sentence::PackageManagerManages.into(),
                    },
                };
                Problem::from(PlanError::NotAdoptable { folder: found.root.clone(), why })
            }
            (Way::Keep, _) => Problem::from(PlanError::NoSystem),
            (Way::Remove, _) => match self.downloaded_at(&found.root) {
                Err(refused) if found.changed_by == ChangedBy::Nobody => refused.into(),
                _ => {
                    let why = Sentence::NotDownloadedByGo.into();
                    NotRemovable { folder: found.root.clone(), why }.into()
                }
            },
            _ => {
                let name = found.version.as_ref().map_or("Go".to_owned(), ToString::to_string);
                let why = if self.modifies_path() { Sentence::NotOnMachinePath } else { Sentence::PathNotAllowed };
                let says = say!(CannotBeBehind { go: name, root: found.root.as_path(), why });
                Problem::new(Code::GoManaged, says)
            }
        };
        let first = match self.running_go() {
            Some(active) if active.is_upgo_switch => Sentence::CanLeaveThere.into(),
            _ => {
                let version = found.version.as_ref().map_or("latest", Version::as_str);
                say!(InstallToComeFirst { version })
            }
        };
        let removal = manager.map(|manager| say!(RemoveOtherWith { command: manager.removal }));
        refused.with_next(match removal {
            Some(removal) => first.and(removal),
            None => first,
        })
    }

    /// None if `root` is not on the system PATH.
    fn edits_aside(&self, root: &Path) -> Result<Vec<Change>> {
        let Some(machine) = self.machine_edit(&[root])? else { return Ok(Vec::new()) };
        let edits = [PathEdit::PutFirst(self.home.bin()), PathEdit::AppendLast(root.join("bin"))];
        let user = environment::prepare(&self.environment, &edits)?;
        Ok(user.into_iter().chain([machine]).collect())
    }

    /// The edits that take adopted Go installations off PATH, after `activation`. One that stays moves to the end.
    pub(super) fn edits_off_path(
        &self,
        roots: &[&Path],
        is_removed: bool,
        activation: &[Change],
    ) -> Result<Vec<Change>> {
        if !self.modifies_path() {
            return Ok(Vec::new());
        }
        let machine = self.machine_edit(roots)?;
        let mut own = Vec::new();
        for root in roots {
            let bin = root.join("bin");
            if is_removed {
                own.push(PathEdit::Remove(bin));
            } else if self.machine_edit(&[root])?.is_some() {
                own.push(PathEdit::AppendLast(bin));
            }
        }
        let before = if activation.is_empty() { Vec::new() } else { self.path_edits() };
        let all: Vec<PathEdit> = before.into_iter().chain(own).collect();
        let all = environment::prepare(&self.environment, &all)?;
        let user = activation.iter().fold(all, |rest, done| rest.and_then(|rest| rest.rest_after(done)));
        Ok(user.into_iter().chain(machine).collect())
    }

    fn machine_edit(&self, roots: &[&Path]) -> Result<Option<Change>, EnvironmentError> {
        if !matches!(self.environment, UserEnvironment::Registry(_)) {
            return Ok(None);
        }
        let edits = roots.iter().map(|root| PathEdit::Remove(root.join("bin"))).collect();
        let edit = EnvironmentEdit::Path { edits, scope: EditScope::Machine };
        environment::prepare_edit(&self.environment, None, &edit)
    }
}

/// Why neither an adoption nor an import is possible.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum Refusal {
    /// Its version cannot be read, or is not a release.
    VersionUnknown,
    /// It is Upgo's own.
    Upgo,
    /// The system's package manager manages it, and its distribution may have changed it.
    PackageManager,
    /// The go command manages it in its module cache.
    ModuleCache,
}

/// What prevents the adoption of a Go.
enum Keeper {
    /// It also prevents an import.
    Refused(Refusal),
    /// A version manager, which keeps track of its own versions.
    Manager(Origin),
}

/// The version of a Go that can be adopted: a release that no other manager keeps track of.
fn adoptable(found: &Installation) -> Result<Version, Keeper> {
    use Origin as O;
    let version = importable(found).map_err(Keeper::Refused)?;
    match found.origin {
        O::Msi | O::Winget | O::Chocolatey | O::Zip | O::GolangDl | O::Goland | O::Unknown => Ok(version),
        origin => Err(Keeper::Manager(origin)),
    }
}

/// The Go of a version manager can be imported, too, because that keeps its own copy.
pub(super) fn importable(found: &Installation) -> Result<Version, Refusal> {
    let version = found.version.clone().ok_or(Refusal::VersionUnknown)?;
    match (found.origin, found.changed_by) {
        (Origin::Upgo, _) => Err(Refusal::Upgo),
        (_, ChangedBy::PackageManager) => Err(Refusal::PackageManager),
        (_, ChangedBy::Nobody) => Err(Refusal::ModuleCache),
        _ => Ok(version),
    }
}

/// The warning that a Go is up to date, but Upgo does not manage it; with the command that adopts it, if it can be.
pub(super) fn unmanaged(found: &Installation, catalog: &Catalog) -> Option<Problem> {
    let (version, root) = (found.version.as_ref()?, found.root.as_path());
    let problem = Problem::new(Code::GoUnmanaged, say!(UpToDateUnmanaged { go: version.as_str(), root }));
    let release = catalog.find(version).filter(|_| !catalog.held_back.contains(version));
    let can_be_adopted = adoptable(found).is_ok() && release.is_some_and(Release::can_be_verified);
    Some(if can_be_adopted { problem.with_next(say!(AdoptFolder { root: typed(root) })) } else { problem })
}

pub(super) fn no_other_go(version: Option<&ReleaseRequest>) -> Problem {
    let message = match version {
        Some(version) => say!(NoOtherVersion { version: version.to_string() }),
        None => Sentence::NoOtherGo.into(),
    };
    Problem::new(Code::VersionUnknown, message).with_next(Sentence::SeeInstallations)
}

/// Next to the old place, so that each direction is a single rename.
fn aside(found: &Installation) -> Result<(PathBuf, PathBuf), PlanError> {
    if (found.scope, found.changed_by) != (Scope::User, ChangedBy::User) {
        return Err(PlanError::NotYours(found.root.clone()));
    }
    let name = found.root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let free = |number: u32| {
        let number = if number == 0 { String::new() } else { format!("-{number}") };
        let path = found.root.with_file_name(format!("{name}{number}{}", inventory::ASIDE));
        path.symlink_metadata().is_err().then_some(path)
    };
    let to = (0..1000).find_map(free).ok_or_else(|| PlanError::NotYours(found.root.clone()))?;
    Ok((found.root.clone(), to))
}

/// Refuses to undo a change whose trees cannot be renamed back.
pub(super) fn require_set_aside(entry: &JournalEntry) -> Result<(), PlanError> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    for (from, to) in entry.plan.set_aside() {
        let (reason, next) = if !is_there(to) {
            (say!(MovedDeleted { path: to }), Sentence::ToUndoEarlier.into())
        } else if is_there(from) {
            (say!(PlaceTaken { path: from }), say!(MoveElsewhere { path: from }))
        } else {
            continue;
        };
        return Err(PlanError::UndoBlocked { id: entry.id, reason, next: Some(next) });
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other || real(one) == real(other)
}
