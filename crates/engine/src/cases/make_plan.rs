//! The plan for a request: the facts are read, and one pure function of `change::plan` decides.
use std::collections::BTreeSet;

use super::Engine;
use super::foreign_go::{require_set_aside, unmanaged};
use super::history::damaged_record;
use super::raise_projects::RaiseWish;
use super::snapshot::{Planning, disk, pick_installed};
use super::undo_projects::{project_undo, rest_of_undo};
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::words::Sentence;
use crate::change::apply::Confirmed;
use crate::change::delta::{self, Wanted};
use crate::change::elevation;
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{
    self, Action, EditPurpose, Inverse, Makers, NewToolchain, Plan, PlanError, Snapshot, Step, Then,
};
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::choices::policy::Installer;
use crate::guidance::assessment::{Assessment, Offer};
use crate::guidance::watch::Memory;
use crate::machine::platform;
use crate::released::catalog::{Catalog, Release, ReleaseRequest};
use crate::store;
use crate::store::verify::Differences;

#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub request: ChangeRequest,
    pub plan: Plan,
    pub warnings: Vec<Problem>,
    /// A front end may set it.
    pub confirmed: Confirmed,
}

impl Engine {
    /// Goes online only if the request needs it.
    pub fn plan(&self, request: &ChangeRequest, cancel: &Cancel) -> Result<Planned> {
        self.own_home()?;
        let planned = self.make_plan(request, cancel).map_err(Problem::of_no_change);
        self.note_refused(request, planned.as_ref().err());
        planned
    }

    fn make_plan(&self, request: &ChangeRequest, cancel: &Cancel) -> Result<Planned> {
        if request.chooses_go() || matches!(request, ChangeRequest::Install { .. } | ChangeRequest::SetUp { .. }) {
            self.home.require_for_lists()?;
        }
        let mut planning = Planning::new(cancel);
        let plan = self.plan_of(request, &mut planning)?;
        self.require_permitted(&plan)?;
        if platform::HAS_REGISTRY {
            plan.folders_of_packages().try_for_each(elevation::require_closed)?;
        }
        if let Some((_, Some(to))) = plan.switches() {
            if !matches!(request, ChangeRequest::Rollback { .. }) {
                self.require_settings_for(to, &plan)?;
            }
            // an adoption may take the other one from the system PATH
            let foretold = || self.foretold(to).filter(|_| !plan.needs_admin());
            planning.warnings.extend(self.path_problem().or_else(foretold));
        }
        planning.warnings.extend(plan.left_alone());
        let plan = self.with_reuse(plan, &planning);
        let plan = match request {
            ChangeRequest::Upgrade { .. } => self.with_rehearsals(plan, &mut planning.warnings, cancel)?,
            _ => plan,
        };
        let plan = self.with_hooks(plan)?;
        let warnings = planning.warnings.into_iter().map(Problem::in_a_plan).collect();
        Ok(Planned { request: request.clone(), plan, warnings, confirmed: Confirmed::default() })
    }

    /// The plan that a request names, before what each plan needs is added.
    fn plan_of(&self, request: &ChangeRequest, planning: &mut Planning) -> Result<Plan> {
        Ok(match request {
            ChangeRequest::Install { from: InstallFrom::Release { version }, then } => {
                self.plan_install(version, *then, planning)?
            }
            ChangeRequest::Install { from: InstallFrom::File { path, sha256 }, then } => {
                let seen = self.look(self.known_catalog())?;
                plan::install(&seen, &self.wanted_file(path, *sha256, planning)?, *then)?
            }
            ChangeRequest::Use { version } => {
                let (seen, version) = self.look_to_use(version)?;
                plan::switch_to(&seen, &version)?
            }
            ChangeRequest::Upgrade { to, patch } => self.plan_upgrade(to.as_ref(), *patch, planning)?,
            ChangeRequest::Rollback { id } => self.plan_rollback(*id, &mut planning.warnings)?,
            ChangeRequest::Remove { versions, force } => self.plan_remove(versions, *force)?,
            ChangeRequest::RemoveUnused => {
                let seen = self.look(None)?;
                plan::remove(&seen, &plan::unused(&seen, self.kept()), false)?
            }
            ChangeRequest::AddToPath => {
                self.require_path()?;
                let mut seen = self.look(None)?;
                seen.path.go = match (seen.path.go.take(), self.line_last()) {
                    (Some(first), Some(last)) => Some(first.then(&last)),
                    (first, last) => first.or(last),
                };
                plan::add_to_path(&seen)
            }
            ChangeRequest::Environment { edit } => self.plan_environment(edit, planning)?,
            ChangeRequest::UnpinEditors => self.plan_unpin_editors(planning)?,
            ChangeRequest::Adopt { root, remove_old } => self.plan_adopt(root, *remove_old, planning)?,
            ChangeRequest::Import { roots } => self.plan_import(roots, planning)?,
            ChangeRequest::SetUp { setup, .. } => self.plan_set_up(setup, planning)?,
            ChangeRequest::StepAside { root } => self.plan_step_aside(root)?,
            ChangeRequest::KeepSystem => self.plan_keep_system()?,
            ChangeRequest::SystemInstall { version } => self.plan_system_install(version.as_ref(), planning)?,
            ChangeRequest::SystemUninstall { arch } => {
                self.plan_for_registered(arch, plan::system_uninstall, planning)?
            }
            ChangeRequest::SystemRepair { arch } => self.plan_for_registered(arch, plan::system_repair, planning)?,
            ChangeRequest::RepairFiles { version } => self.plan_repair_files(version, planning)?,
            ChangeRequest::RebuildTools { names } => self.plan_rebuild(names, &mut planning.warnings)?,
            ChangeRequest::UpdateTools { names } => {
                self.plan_update(names, &mut planning.warnings, &planning.cancel)?
            }
            ChangeRequest::CleanCaches { caches } => self.plan_clean_caches(caches, planning)?,
            ChangeRequest::MoveGoCaches { to } => self.plan_move_go_caches(to, planning)?,
            ChangeRequest::RemoveDownloaded { roots } => self.plan_remove_downloaded(roots, planning)?,
            ChangeRequest::Settings { edits } => self.plan_settings(edits)?,
            ChangeRequest::UpdateSelf => self.plan_update_self(&planning.cancel)?,
            ChangeRequest::Pin { folder, version } => self.plan_pin(folder, version.as_ref(), planning)?,
            ChangeRequest::RaiseProjects { go, projects, ci, without_rehearsal } => {
                let wish = RaiseWish { go, projects, ci: *ci, without_rehearsal: *without_rehearsal };
                self.plan_raise(&wish, planning)?
            }
            ChangeRequest::FixProjects { go, projects } => self.plan_fix(go, projects, planning)?,
        })
    }

    fn plan_remove(&self, versions: &[ReleaseRequest], force: bool) -> Result<Plan> {
        let seen = self.look(None)?;
        let mut chosen = Vec::new();
        for wanted in versions {
            let missing = |error| Problem::from(error).with_next(self.instead_of_removal(wanted));
            let damaged = seen.damaged.iter().map(|damaged| &damaged.installed.version);
            let all = seen.installed.iter().map(|installed| &installed.version).chain(damaged);
            let found = wanted.pick(all).cloned();
            let version = found.map_or_else(|| pick_installed(&seen, wanted), Ok).map_err(missing)?;
            if !chosen.contains(&version) {
                chosen.push(version);
            }
        }
        Ok(plan::remove(&seen, &chosen, force)?)
    }

    /// The plan with less to fetch, if an installed toolchain has files of the new one. Without a network, only what is
    /// known from an earlier plan counts.
    fn with_reuse(&self, mut plan: Plan, planning: &Planning) -> Plan {
        let is_repair = plan.steps.iter().any(|step| matches!(step, Step::RepairFiles { .. }));
        if is_repair || !matches!(plan.action, Action::Install | Action::Upgrade | Action::Downgrade) {
            return plan;
        }
        let is_offline = planning.warnings.iter().any(|warning| warning.code == Code::NetOffline);
        for step in &mut plan.steps {
            let Step::Download { version, archive, sources, modules, reuse } = step else { continue };
            let installed = store::installed(&self.home).unwrap_or_default();
            let wanted = Wanted { version, archive, sources, modules, is_offline };
            *reuse = delta::find(self, &wanted, &installed, &planning.cancel).map(Box::new);
        }
        plan
    }

    pub(super) fn plan_install(&self, wanted: &ReleaseRequest, then: Then, planning: &mut Planning) -> Result<Plan> {
        let seen = self.look(None)?;
        if let ReleaseRequest::Exact(version) = wanted
            && let Some(installed) = seen.find_installed(version)
        {
            let release = Release::unlisted(installed.version.clone());
            return Ok(plan::install(&seen, &NewToolchain::Release(release), then)?);
        }
        if let ReleaseRequest::Exact(version) = wanted
            && let Some(damaged) = seen.find_damaged(version)
        {
            let needs = damaged.files.as_ref().is_none_or(Differences::need_archive);
            let archive = if needs { Some(self.archive_of(version, planning)?) } else { None };
            let release = Release { archive, ..Release::unlisted(version.clone()) };
            return Ok(plan::install(&seen, &NewToolchain::Release(release), then)?);
        }
        let catalog = self.catalog_of_plan(wanted, planning)?;
        self.require_installer(Installer::Zip)?;
        self.require_any_permitted(&catalog, wanted)?;
        let release = pick_release(&catalog, wanted).map_err(|error| match error {
            PlanError::Unknown(name) if self.sources.bundle().is_some() => PlanError::NotInBundle(name),
            error => error,
        })?;
        let seen = Snapshot { catalog: Some(catalog), ..seen };
        Ok(plan::install(&seen, &NewToolchain::Release(release), then)?)
    }

    fn plan_upgrade(&self, to: Option<&ReleaseRequest>, patch: bool, planning: &mut Planning) -> Result<Plan> {
        if self.is_system_wide() || self.is_package_wanted() {
            return self.plan_system_upgrade(to, patch, planning);
        }
        let asked = self.ask_catalog(&planning.cancel);
        let asked = if let Some(to) = to { self.with_module(to, asked) } else { asked };
        let catalog = planning.told(asked?);
        let seen = self.see_with(self.running_go())?;
        let assessment = self.assess(&seen, &Memory::read(self.home()));
        let (wanted, leads) = match (to, patch, &assessment.base) {
            (Some(to), _, _) => (to.clone(), None),
            (None, true, Some(base)) => (ReleaseRequest::Line(base.language()), assessment.patch_upgrade.as_ref()),
            (None, true, None) => {
                let problem = Problem::new(Code::Usage, Sentence::NoGoForPatch);
                return Err(problem.with_next(Sentence::UpgradeWithoutPatch));
            }
            (None, false, _) => (assessment.wanted.clone(), assessment.upgrade.as_ref().map(|update| &update.version)),
        };
        self.require_any_permitted(&catalog, &wanted)?;
        if wanted == assessment.wanted {
            planning.warnings.extend(self.why_not_newer(&assessment, &catalog));
            planning.warnings.extend(fixed_in_other_line(&assessment));
        }
        let found = catalog.resolve(&wanted);
        // a list that lacks a digest is refused, rather than passed over
        let is_unproven = found.is_some_and(|found| found.archive.is_some() && !found.can_be_verified());
        let leads = leads.filter(|_| !is_unproven);
        let found = found.map(|release| &release.version);
        let foreign = seen.judged().filter(|_| assessment.is_foreign);
        let is_enough = foreign.is_some() && found.is_some() && found <= assessment.base.as_ref();
        let is_avoided = found.is_some_and(|found| assessment.avoided.contains(found));
        if to.is_none() && leads.is_none() && (is_enough || is_avoided) {
            planning.warnings.extend(foreign.and_then(|runs| unmanaged(&runs.found, &catalog)));
            return Ok(plan::nothing_newer(assessment.base));
        }
        // A version that the user names may be older; what is found for the user is where the assessment leads.
        let exact = leads.map_or(wanted, |leads| ReleaseRequest::Exact(leads.clone()));
        let may_go_down = to.is_some() || leads.is_some();
        Ok(plan::upgrade(&self.look(Some(catalog))?, &exact, may_go_down)?)
    }

    fn plan_rollback(&self, id: Option<u64>, warnings: &mut Vec<Problem>) -> Result<Plan> {
        let undoing = journal::undoing(&self.home, id).map_err(disk)?;
        if let Some(record) = &undoing.damaged {
            return Err(damaged_record(record));
        }
        let entry = undoing.wanted(id);
        let entry = entry.ok_or_else(|| id.map_or(PlanError::NothingToUndo, PlanError::NoSuchChange))?;
        let mut seen = self.look(None)?;
        let history: Vec<_> = undoing.entries.iter().rev().map(JournalEntry::past).collect();
        let makers = Makers::among(history.iter().copied(), &self.environment);
        if let Some(plan) = rest_of_undo(entry, &undoing.entries, &makers, seen.current.clone(), warnings)? {
            return Ok(plan);
        }
        let past = entry.past();
        if let Some(state @ Sentence::IsFinal) = past.refusal {
            let id = entry.id;
            let mut others = journal::newest_first(&self.home).map_err(disk)?;
            let earlier = others.find(|other| other.id < id && other.is_undoable()).map(|earlier| earlier.id);
            return Err(PlanError::NotUndoable { id, state, earlier }.into());
        }
        past.require_undoable()?;
        require_set_aside(entry)?;
        self.require_settings_of(entry)?;
        seen.everybody.user = self.values_after_undo(entry, &seen.everybody.user)?;
        let mut stays = Vec::new();
        let edit = self.environment_undo(entry, &makers, &mut stays, warnings)?;
        let kept = [
            self.program_undo(entry, &makers, &mut stays),
            self.files_undo(entry, &makers, &mut stays),
            self.upgo_undo(entry, &makers, &mut stays),
            project_undo(entry, &makers, &BTreeSet::new(), &mut stays),
        ]
        .concat();
        let is_undo = entry.plan.undoes.is_some();
        let origin = if is_undo { journal::origin(&self.home, &[], entry.id).map_err(disk)? } else { None };
        let is_redo = origin.is_some_and(|origin| origin.in_effect);
        let purpose = if is_redo { EditPurpose::Redo } else { EditPurpose::Undo };
        let mut inverse = Inverse { makers: &makers, purpose, edit, kept, stays };
        let plan = plan::undo(&seen, &history, &entry.past(), &mut inverse)?;
        if let Some(first) = inverse.stays.first().filter(|_| plan.decisive_step().is_none()) {
            return Err(PlanError::nothing_left(entry.id, first).into());
        }
        warnings.append(&mut inverse.stays);
        Ok(plan)
    }
}

/// Where the user stays on a line that lacks a fix.
fn fixed_in_other_line(Assessment { offer, base, .. }: &Assessment) -> Option<Problem> {
    let Offer { version, fixes, .. } = offer.as_ref().filter(|offer| offer.leaves_line)?;
    let says = say!(FixedInOtherLine { fixes: (*fixes)?, runs: base.as_ref()?.as_str(), version: version.as_str() });
    Some(Problem::new(Code::VulnOtherLine, says).with_next(say!(UpgradeNevertheless { version: version.number() })))
}

pub(super) fn pick_release(catalog: &Catalog, wanted: &ReleaseRequest) -> Result<Release, PlanError> {
    catalog.resolve(wanted).cloned().ok_or_else(|| PlanError::Unknown(wanted.to_string()))
}
