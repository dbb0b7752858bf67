//! Changes to the machine: one request, one plan, one run.
use std::cell::LazyCell;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use schemars::JsonSchema;
use serde::Serialize;

use super::follow_up::editors_after;
use super::foreign_go::require_set_aside;
use super::history::damaged_record;
use super::pin::project_undo;
use super::raise_projects::RaiseWish;
use super::snapshot::{Planning, pick_installed};
use super::{Engine, SearchedGo, describe, set_aside};
use crate::base::archive::Archive;
use crate::base::bounded;
use crate::base::digest::Sha256;
use crate::base::report::{Became, Cancel, Code, Event, Events, Meter, Problem, total};
use crate::base::version::Version;
use crate::base::words::Sentence;
use crate::change::apply::{self, Admin, Applied, Confirmed, FailedPlan, Recovered};
use crate::change::audit_log::AuditLogError;
use crate::change::delta::{self, Wanted};
use crate::change::elevation;
use crate::change::fetch;
use crate::change::journal::{self, JournalEntry};
use crate::change::log::{LogEvent, Note, Story};
use crate::change::plan::{
    self, Action, EditPurpose, Inverse, Makers, NewToolchain, Original, Plan, PlanError, Snapshot, Step, Subject, Then,
};
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::change::site::AuditedEnd;
use crate::choices::policy::Installer;
use crate::guidance::watch::Memory;
use crate::machine::platform::{self, Processes, RunningProgram};
use crate::released::catalog::{Catalog, Feeds, Listed, Release, ReleaseRequest};
use crate::store::{self, ProofLevel};

/// A plan, with warnings for the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The request.
    pub request: ChangeRequest,
    /// The plan.
    pub plan: Plan,
    /// Warnings for the user.
    pub warnings: Vec<Problem>,
    /// What the user confirmed in addition to the plan. A front end may set it.
    pub confirmed: Confirmed,
}

/// The result of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Changed {
    /// Its number in the history; `null` if there was nothing to do.
    pub id: Option<u64>,
    /// The kind of change.
    pub action: Action,
    /// The current toolchain before it.
    pub from: Option<Version>,
    /// The current toolchain after it.
    pub to: Option<Version>,
    /// Whether anything changed.
    pub changed: bool,
    /// Whether it switched to another toolchain.
    pub switched: bool,
    /// The Go that a new terminal runs afterwards; `null` if it finds none.
    pub active: Option<SearchedGo>,
    /// The toolchain whose files were installed, repaired or restored; `null` if there is none.
    pub about: Option<Version>,
    /// Whether PATH was edited. Open terminals keep the old one.
    pub path_changed: bool,
    /// Whether PATH or variables were edited.
    pub environment_changed: bool,
    /// The change that was undone.
    pub undid: Option<u64>,
    /// If that was itself an undo: the change at its beginning, and whether it is in effect again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Original>,
    /// Bytes that were freed.
    pub freed_bytes: Option<u64>,
    /// The programs that still run from the previous or removed toolchain. They use it until they are restarted.
    pub running: Vec<RunningProgram>,
    /// Toolchains beyond the setting `keep-versions`, which `remove --unused` would remove.
    pub unused: Vec<Version>,
    /// The `go install` programs that were rebuilt or restored.
    pub programs: Vec<String>,
    /// After a switch to another release line: the programs that an older one built and that `tools rebuild` would
    /// rebuild.
    pub outdated_tools: Vec<String>,
    /// After a switch: running editors that use the previous Go until they are reloaded.
    pub editors: Vec<String>,
    /// How far the origin of the installed or repaired toolchain is proven; `null` if there is none.
    pub proof: Option<ProofLevel>,
    /// The toolchains that were removed.
    pub removed: Vec<Version>,
    /// Warnings for the user.
    pub warnings: Vec<Problem>,
}

impl From<&Changed> for Subject {
    fn from(changed: &Changed) -> Self {
        Self {
            about: changed.about.clone(),
            switched: changed.switched,
            undoes: changed.undid,
            origin: changed.origin,
            removed: changed.removed.clone(),
            programs: changed.programs.clone(),
            ..Self::new(changed.action, changed.from.clone(), changed.to.clone())
        }
    }
}

impl Engine {
    /// Makes the plan for a request. Goes online only if the request needs it.
    pub fn plan(&self, request: &ChangeRequest, cancel: &Cancel) -> Result<Planned, Problem> {
        self.own_home()?;
        let planned = self.make_plan(request, cancel).map_err(Problem::of_no_change);
        self.note_refused(request, planned.as_ref().err());
        planned
    }

    fn make_plan(&self, request: &ChangeRequest, cancel: &Cancel) -> Result<Planned, Problem> {
        if request.needs_store() {
            self.home.require_for_lists()?;
        }
        let mut planning = Planning { cancel: cancel.clone(), warnings: Vec::new() };
        let plan = match request {
            ChangeRequest::Install { from: InstallFrom::Release { version }, then } => {
                self.plan_install(version, *then, &mut planning)?
            }
            ChangeRequest::Install { from: InstallFrom::File { path, sha256 }, then } => {
                let seen = self.look(self.known_catalog())?;
                plan::install(&seen, &self.wanted_file(path, *sha256, &mut planning)?, *then)?
            }
            ChangeRequest::Use { version } => {
                let (seen, version) = self.look_to_use(version)?;
                plan::switch_to(&seen, &version)?
            }
            ChangeRequest::Upgrade { to, patch } => self.plan_upgrade(to.as_ref(), *patch, &mut planning)?,
            ChangeRequest::Rollback { id } => self.plan_rollback(*id, &mut planning.warnings)?,
            ChangeRequest::Remove { version, force } => {
                let seen = self.look(None)?;
                plan::remove(&seen, &[pick_installed(&seen, version)?], *force)?
            }
            ChangeRequest::RemoveUnused => {
                let seen = self.look(None)?;
                plan::remove(&seen, &plan::unused(&seen, self.kept()), false)?
            }
            ChangeRequest::RemoveSeveral { versions } => plan::remove(&self.look(None)?, versions, false)?,
            ChangeRequest::AddToPath => {
                self.require_path()?;
                plan::add_to_path(&self.look(None)?)
            }
            ChangeRequest::Environment { edit } => self.plan_environment(edit, &mut planning)?,
            ChangeRequest::Adopt { root, remove_old } => self.plan_adopt(root, *remove_old, &mut planning)?,
            ChangeRequest::Import { roots } => self.plan_import(roots, &mut planning)?,
            ChangeRequest::StepAside { root } => self.plan_step_aside(root)?,
            ChangeRequest::KeepSystem => self.plan_keep_system()?,
            ChangeRequest::SystemInstall { version } => self.plan_system_install(version.as_ref(), &mut planning)?,
            ChangeRequest::SystemUninstall { arch } => {
                self.plan_for_registered(arch, plan::system_uninstall, &mut planning)?
            }
            ChangeRequest::SystemRepair { arch } => {
                self.plan_for_registered(arch, plan::system_repair, &mut planning)?
            }
            ChangeRequest::RepairFiles { version } => self.plan_repair_files(version, &mut planning)?,
            ChangeRequest::RebuildTools { names } => self.plan_rebuild(names, &mut planning.warnings)?,
            ChangeRequest::UpdateTools { names } => self.plan_update(names, &mut planning.warnings, cancel)?,
            ChangeRequest::CleanCaches { caches } => self.plan_clean_caches(caches, &mut planning)?,
            ChangeRequest::Settings { edits } => self.plan_settings(edits)?,
            ChangeRequest::UpdateSelf => self.plan_update_self(cancel)?,
            ChangeRequest::Pin { folder, version } => self.plan_pin(folder, version.as_ref(), &mut planning)?,
            ChangeRequest::RaiseProjects { go, projects, ci, without_rehearsal } => {
                let wish = RaiseWish { go, projects, ci: *ci, without_rehearsal: *without_rehearsal };
                self.plan_raise(&wish, &mut planning)?
            }
        };
        self.require_permitted(&plan)?;
        if platform::HAS_REGISTRY {
            plan.folders_of_packages().try_for_each(elevation::require_closed)?;
        }
        if plan.steps.iter().any(|step| matches!(step, Step::Switch { to: Some(_), .. })) {
            planning.warnings.extend(self.path_problem());
        }
        planning.warnings.extend(plan.left_alone());
        let plan = self.with_reuse(plan, &planning);
        let plan = match request {
            ChangeRequest::Upgrade { .. } => self.with_rehearsals(plan, &mut planning.warnings, cancel)?,
            _ => plan,
        };
        let plan = self.with_hooks(plan)?;
        Ok(Planned { request: request.clone(), plan, warnings: planning.warnings, confirmed: Confirmed::default() })
    }

    /// The plan with less to fetch, if an installed toolchain has files of the new one. Without a network, only what is
    /// known from an earlier plan counts.
    fn with_reuse(&self, mut plan: Plan, planning: &Planning) -> Plan {
        if !matches!(plan.action, Action::Install | Action::Upgrade | Action::Downgrade) {
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

    /// Runs a plan that was made before.
    pub fn apply(&self, planned: Planned, cancel: &Cancel, events: Events<'_>) -> Result<Changed, Problem> {
        Ok(self.run(planned, cancel, events)?)
    }

    /// Makes a plan and runs it. A plan that removes a toolchain is refused while programs run from it.
    pub fn change(&self, request: &ChangeRequest, cancel: &Cancel, events: Events<'_>) -> Result<Changed, Problem> {
        self.change_confirmed(request, Confirmed::default(), cancel, events)
    }

    /// Does the same with the user's confirmations. If the machine changed in the meantime, tries once more with a new
    /// plan. If it changed again, another Upgo process may have made the requested change; then there is nothing left
    /// to do.
    pub fn change_confirmed(
        &self,
        request: &ChangeRequest,
        confirmed: Confirmed,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Changed, Problem> {
        self.own_home()?;
        let admin = if request.is_about_everybody() { Admin::MayBeAsked } else { Admin::IsLeftAlone };
        let recovered = apply::tidy(self, admin, cancel, events)?;
        let changed = self.change_recovered(request, confirmed, &recovered, cancel, events)?;
        Ok(Changed { warnings: [set_aside(&recovered), changed.warnings].concat(), ..changed })
    }

    fn change_recovered(
        &self,
        request: &ChangeRequest,
        confirmed: Confirmed,
        recovered: &Recovered,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Changed, Problem> {
        if let ChangeRequest::SystemRepair { arch } = request
            && !recovered.ended.is_empty()
            && self.registered().iter().any(|registered| registered.arch == *arch && registered.is_whole)
        {
            let (request, plan) = (request.clone(), self.finished(arch));
            let nothing = Planned { request, plan, warnings: Vec::new(), confirmed };
            return Ok(Changed { changed: true, ..self.run(nothing, cancel, events)? });
        }
        let plan = || {
            let planned = Planned { confirmed, ..self.plan(request, cancel)? };
            if confirmed.unattended {
                self.require_no_prompt(&planned.plan)?;
            }
            Ok::<_, Problem>(planned)
        };
        let is_moved = |result: &Result<Changed, FailedPlan>| result.as_ref().is_err_and(FailedPlan::is_moved);
        let first = self.run(plan()?, cancel, events);
        if !is_moved(&first) {
            return Ok(first?);
        }
        events(Event::PlannedAnew);
        self.note(Note::new(LogEvent::PlannedAnew, "the machine changed in the meantime"));
        let second = self.run(plan()?, cancel, events);
        if !is_moved(&second) {
            return Ok(second?);
        }
        let left = plan()?;
        if left.plan.is_empty() { self.apply(left, cancel, events) } else { Ok(second?) }
    }

    /// Refuses a plan that would show the administrator prompt.
    pub(super) fn require_no_prompt(&self, plan: &Plan) -> Result<(), Problem> {
        if plan.needs_admin() && self.prompts() {
            return Err(Problem::stated(Code::ElevateUnattended, Sentence::PromptUnattended.into()));
        }
        Ok(())
    }

    fn run(&self, planned: Planned, cancel: &Cancel, events: Events<'_>) -> Result<Changed, FailedPlan> {
        let Planned { plan, mut warnings, confirmed, request } = planned;
        if plan.is_empty() && request.chooses_go() {
            warnings.extend(self.still_other());
        }
        let before: LazyCell<Processes> = LazyCell::new(Processes::now);
        let running = self.running_among(&plan, &before);
        let (mut id, mut programs, mut proof) = (None, Vec::new(), None);
        if !plan.is_empty() {
            self.require_hooks(&plan)?;
            let applied = self.run_and_note(&plan, confirmed, cancel, events)?;
            id = Some(applied.id);
            self.keep_rehearsal(&plan, applied.id);
            programs = plan.programs(&applied.begun);
            proof = applied.proof;
            if applied.warnings.iter().any(|told| matches!(told.code, Code::PathLeft | Code::ActiveOther)) {
                // what the plan foretold, the check has found
                let foretold = self.may_not_change_path();
                warnings.retain(|warning| *warning != foretold);
            }
            warnings.extend(applied.warnings);
        }
        if let ChangeRequest::RepairFiles { version } = &request {
            proof = proof.or_else(|| Some(self.chain(version).level));
        }
        let freed = plan.steps.iter().filter_map(|step| match step {
            Step::Delete { size_bytes, .. } => *size_bytes,
            Step::CleanCache { size_bytes, .. } => Some(*size_bytes),
            _ => None,
        });
        Ok(Changed {
            id,
            freed_bytes: (plan.removes() || plan.cleans()).then(|| total(freed)),
            removed: plan.removed(),
            changed: plan.decisive_step().is_some(),
            switched: plan.switches().is_some(),
            active: self.active().map(|active| SearchedGo::from(active.found)),
            about: plan.about().cloned(),
            path_changed: plan.edits_path(),
            environment_changed: plan.edits_environment(),
            running: describe::still_running(running),
            unused: self.unused_after(&plan),
            programs,
            proof,
            outdated_tools: self.outdated_after(&plan),
            editors: editors_after(&plan, &before),
            action: plan.action,
            from: plan.from,
            to: plan.to,
            undid: plan.undoes,
            origin: plan.undoes.and_then(|undid| journal::origin(&self.home, &[], undid).ok()?),
            warnings,
        })
    }

    /// The warning that a new terminal runs a different Go than the current one, for a change with nothing to do.
    fn still_other(&self) -> Option<Problem> {
        let chosen = self.current().ok().flatten().filter(|_| !self.is_system_wide())?;
        self.other_go_first(&chosen, self.active().as_ref())
    }

    /// Runs a plan. Its events go to `events`, with transfer rates, and to the log as lines; its beginning and its end go
    /// to the audit log.
    pub(super) fn run_and_note(
        &self,
        plan: &Plan,
        confirmed: Confirmed,
        cancel: &Cancel,
        events: Events<'_>,
    ) -> Result<Applied, FailedPlan> {
        let unwritten =
            |error: AuditLogError| FailedPlan { error: Box::new(error.into()), became: Some(Became::Untouched) };
        let begun = self.audit_begin(plan).map_err(unwritten)?;
        let heard = Mutex::new((Meter::default(), Story::new(plan, Instant::now())));
        let hear = |event| {
            let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let note = heard.1.hear(&event, now);
            events(heard.0.add_pace(event, now));
            drop(heard);
            if let Some(note) = note {
                self.note(note);
            }
        };
        let applied = apply::apply(self, plan, confirmed, cancel, &hear);
        let (_, story) = heard.into_inner().unwrap_or_else(PoisonError::into_inner);
        let problem = applied.as_ref().err().map(|error| Problem::of(error));
        self.note(story.end(problem.as_ref(), Instant::now()));
        let proof = applied.as_ref().ok().and_then(|applied| applied.proof);
        let end = AuditedEnd { begun, change: story.change(), proof, problem: problem.as_ref() };
        let unwritten = self.audit_end(plan, end);
        applied.map(|mut applied| {
            applied.warnings.extend(unwritten);
            applied
        })
    }

    fn plan_install(&self, wanted: &ReleaseRequest, then: Then, planning: &mut Planning) -> Result<Plan, Problem> {
        let seen = self.look(None)?;
        if let ReleaseRequest::Exact(version) = wanted
            && let Some(installed) = seen.find_installed(version)
        {
            let release = Release::unlisted(installed.version.clone());
            return Ok(plan::install(&seen, &NewToolchain::Release(release), then)?);
        }
        let catalog = planning.told(self.catalog_for(wanted, &planning.cancel)?);
        self.require_installer(Installer::Zip)?;
        self.require_any_permitted(&catalog, wanted)?;
        let release = pick_release(&catalog, wanted).map_err(|error| match error {
            PlanError::Unknown(name) if self.sources.bundle().is_some() => PlanError::NotInBundle(name),
            error => error,
        })?;
        let seen = Snapshot { catalog: Some(catalog), ..seen };
        Ok(plan::install(&seen, &NewToolchain::Release(release), then)?)
    }

    fn plan_upgrade(&self, to: Option<&ReleaseRequest>, patch: bool, planning: &mut Planning) -> Result<Plan, Problem> {
        if self.is_system_wide() || self.is_package_wanted() {
            return self.plan_system_upgrade(to, patch, planning);
        }
        let catalog = planning.told(self.ask_catalog(&planning.cancel)?);
        let assessment = self.assess(&self.see_with(self.active())?, &Memory::read(self.home()));
        let wanted = match (to, patch, &assessment.base) {
            (Some(to), _, _) => to.clone(),
            (None, true, Some(base)) => ReleaseRequest::Line(base.language()),
            (None, true, None) => {
                let problem = Problem::new(Code::Usage, "there is no Go in use to find a patch for");
                return Err(problem.with_next("Run `upgo upgrade` without --patch."));
            }
            (None, false, _) => assessment.wanted.clone(),
        };
        self.require_any_permitted(&catalog, &wanted)?;
        if wanted == assessment.wanted {
            planning.warnings.extend(self.why_withheld(&assessment, &catalog));
        }
        // A version that the user names may be older; what is found for the user never is, unless the policy wants it.
        let may_go_down = to.is_some() || matches!(wanted, ReleaseRequest::Exact(_));
        Ok(plan::upgrade(&self.look(Some(catalog))?, &wanted, may_go_down)?)
    }

    fn plan_rollback(&self, id: Option<u64>, warnings: &mut Vec<Problem>) -> Result<Plan, Problem> {
        let undoing = journal::undoing(&self.home, id).map_err(super::snapshot::disk)?;
        if let Some(record) = &undoing.damaged {
            return Err(damaged_record(record));
        }
        let entry = undoing.wanted(id);
        let entry = entry.ok_or_else(|| id.map_or(PlanError::NothingToUndo, PlanError::NoSuchChange))?;
        let mut seen = self.look(None)?;
        entry.past().require_undoable()?;
        require_set_aside(entry)?;
        self.require_settings_of(entry)?;
        seen.everybody.user = self.values_after_undo(entry, &seen.everybody.user)?;
        let history: Vec<_> = undoing.entries.iter().rev().map(JournalEntry::past).collect();
        let makers = Makers::among(history.iter().copied(), &self.environment);
        let mut stays = Vec::new();
        let edit = self.environment_undo(entry, &makers, &mut stays, warnings)?;
        let kept = [
            self.program_undo(entry, &makers, &mut stays),
            self.files_undo(entry, &makers, &mut stays),
            self.upgo_undo(entry, &makers, &mut stays),
            project_undo(entry, &makers, &mut stays),
        ]
        .concat();
        let is_redo = self.origin_of(entry)?.is_some_and(|origin| origin.in_effect);
        let purpose = if is_redo { EditPurpose::Redo } else { EditPurpose::Undo };
        let mut inverse = Inverse { makers: &makers, purpose, edit, kept, stays };
        let plan = plan::undo(&seen, &history, &entry.past(), &mut inverse)?;
        if let Some(first) = inverse.stays.first().filter(|_| plan.decisive_step().is_none()) {
            return Err(PlanError::nothing_left(entry.id, first).into());
        }
        warnings.append(&mut inverse.stays);
        Ok(plan)
    }

    /// What the undo of `entry` means for an earlier change, if it is itself an undo.
    fn origin_of(&self, entry: &JournalEntry) -> Result<Option<Original>, Problem> {
        let is_undo = entry.plan.undoes.is_some();
        if is_undo { journal::origin(&self.home, &[], entry.id).map_err(super::snapshot::disk) } else { Ok(None) }
    }

    /// The archive file to install, with the digest that it must have.
    fn wanted_file(
        &self,
        path: &Path,
        vouched: Option<Sha256>,
        planning: &mut Planning,
    ) -> Result<NewToolchain, Problem> {
        let path = std::path::absolute(path).map_err(super::snapshot::disk)?;
        let size = bounded::open(&path).and_then(|file| file.metadata()).map_err(super::snapshot::disk)?.len();
        let filename = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (filename, sha256) = if let Some(vouched) = vouched {
            (filename, vouched) // compared while the file is unpacked, in the same pass
        } else {
            let actual = fetch::digest_of(&path, &planning.cancel)?;
            self.official_digest(&filename, actual, &planning.cancel).ok_or_else(|| unknown_file(&path, actual))?
        };
        let version = version_of_file(&filename).or_else(|| version_of_file(&path.to_string_lossy()));
        let version = version.ok_or_else(|| {
            Problem::new(Code::Usage, format!("cannot tell which Go version {} contains", path.display()))
                .with_next("Give the file its official name, such as go1.27.3.windows-amd64.zip.")
        })?;
        let archive = Archive { filename, sha256: Some(sha256), size: Some(size) };
        if vouched.is_some() {
            self.require_not_contradicted(&version, &archive, planning)?;
        }
        Ok(NewToolchain::File { version, archive, path })
    }

    /// Refuses an archive that the user vouches for if a release list has another digest for its version. Goes online
    /// only if no known list has the version for the archive's target.
    fn require_not_contradicted(
        &self,
        version: &Version,
        archive: &Archive,
        planning: &mut Planning,
    ) -> Result<(), Problem> {
        let other = archive.target(version).filter(|target| target != self.target());
        if let Some(target) = other.filter(|_| !matches!(self.listed(version, archive), Listed::Same { .. })) {
            let feeds = Feeds { target: &target, system: None, ..self.feeds() };
            let asked = feeds.refresh(&self.http, self.now(), &planning.cancel);
            planning.cancel.check().map_err(fetch::FetchError::from)?;
            planning.warnings.extend(asked.err().map(Problem::from));
        }
        if self.listed(version, archive) == Listed::No {
            let asked = self.ask_catalog(&planning.cancel);
            planning.cancel.check().map_err(fetch::FetchError::from)?;
            planning.warnings.extend(asked.map_or_else(|problem| vec![problem], |(_, warnings)| warnings));
        }
        self.require_listed(version, archive).map_err(|error| *error)?;
        Ok(())
    }

    /// The feed's name and digest for a file: found by its content, otherwise by its name. Goes online only if the
    /// cached catalogue has neither.
    fn official_digest(&self, filename: &str, actual: Sha256, cancel: &Cancel) -> Option<(String, Sha256)> {
        let look = |catalog: &Catalog| {
            let archives = || catalog.releases.iter().filter_map(|release| release.archive.as_ref());
            let by_content = archives().find(|archive| archive.sha256 == Some(actual));
            let found = by_content.or_else(|| archives().find(|archive| archive.filename == filename))?;
            Some((found.filename.clone(), found.sha256?))
        };
        let known = self.known_catalog().as_ref().and_then(look);
        known.or_else(|| self.ask_catalog(cancel).ok().and_then(|(catalog, _)| look(&catalog)))
    }
}

fn unknown_file(path: &Path, actual: Sha256) -> Problem {
    Problem::new(Code::VerifyNoDigest, format!("no official SHA-256 is known for {}", path.display())).with_next(
        format!(
            "The file's SHA-256 is {actual}. Compare it with the one on https://go.dev/dl/, then run the command again \
         with --sha256 {actual}."
        ),
    )
}

/// The version in a file name: go1.27.3 for `go1.27.3.windows-amd64.zip`.
fn version_of_file(name: &str) -> Option<Version> {
    let name = name.rsplit(['/', '\\']).next()?;
    let stem = name.strip_suffix(".tar.gz").or_else(|| name.strip_suffix(".zip"))?;
    let (version, _target) = stem.rsplit_once('.').filter(|(_, target)| target.contains('-'))?;
    Version::from_name(version).ok()
}

pub(super) fn pick_release(catalog: &Catalog, wanted: &ReleaseRequest) -> Result<Release, PlanError> {
    catalog.resolve(wanted).cloned().ok_or_else(|| PlanError::Unknown(wanted.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_from_the_file_name() {
        let named = |name| version_of_file(name).map(|version| version.to_string());
        assert_eq!(named("go1.27.3.windows-amd64.zip").as_deref(), Some("go1.27.3"));
        assert_eq!(named("/a b/go1.21rc2.linux-armv6l.tar.gz").as_deref(), Some("go1.21rc2"));
        assert_eq!(named("go1.27.3.src.tar.gz"), None);
        assert_eq!(named("download.zip"), None);
    }
}
