//! One run of one plan.
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::receive::Received;
use super::system::{self, Stage};
use super::{ApplyError, WhileRunning, in_use, recover, revert, smoke, vouch};
use crate::digest::Sha256;
use crate::elevation::Session;
use crate::fetch::{self, Clean};
use crate::journal::{self, Outcome, Seal, Writer};
use crate::kept::{self, Kept, New, Swap};
use crate::plan::{Action, Plan, Step};
use crate::rebuild::{self, RebuildError, Task};
use crate::report::{Cancel, Code, Event, Events, Explain as _, Problem};
use crate::site::Site;
use crate::store::{self, Level, Provenance, StoreLock};
use crate::version::Version;
use crate::{activate, environment, settings};

/// What a plan that ended well has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its number in the history.
    pub id: u64,
    /// The steps that changed something.
    pub begun: BTreeSet<usize>,
    /// What the user should know although it ended well.
    pub warnings: Vec<Problem>,
    /// How much is proven of the toolchain that it has installed.
    pub proof: Option<Level>,
}

/// What the user has confirmed beside the plan itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// What becomes of it while programs run from a toolchain that it removes.
    pub while_running: WhileRunning,
    /// Whether the feed's digest is enough for a release that nobody else vouches for, where it would be refused.
    pub without_proof: bool,
}

/// Runs `plan`. Afterwards it is in effect, or everything that it had begun is taken back.
pub fn apply(
    site: &Site,
    plan: &Plan,
    confirmed: Confirmed,
    cancel: &Cancel,
    events: Events<'_>,
) -> Result<Applied, ApplyError> {
    in_use::settle(site.home(), plan, confirmed.while_running, cancel, events)?;
    let lock = StoreLock::acquire(site.home(), cancel)?;
    let mut elevated = site.elevated();
    recover(site, plan.needs_admin().then_some(&mut *elevated), &lock)?;
    fetch::clean(&site.home().cache(), Clean::OldParts, site.now()).ok(); // what cannot be deleted stays
    let writer = Writer::begin(site.home(), plan, site.asked_by(), site.now())?;
    let id = writer.id();
    events(Event::PlanStarted { id, steps: plan.titles(site.home()) });
    let mut run = Run {
        site,
        plan,
        id,
        writer,
        lock: Some(lock),
        confirmed,
        received: None,
        proof: None,
        rebuilt: None,
        repair: Vec::new(),
        skipped: Vec::new(),
        warnings: Vec::new(),
        elevated,
        cancel,
        events,
    };
    let result = run.steps();
    run.end(result)
}

pub(super) struct Run<'a> {
    pub(super) site: &'a Site,
    pub(super) plan: &'a Plan,
    pub(super) id: u64,
    writer: Writer,
    lock: Option<StoreLock>,
    /// What the user has confirmed.
    pub(super) confirmed: Confirmed,
    pub(super) received: Option<Received>,
    /// How much is proven of the toolchain that was installed.
    pub(super) proof: Option<Level>,
    /// The program that was built, until it is in its place.
    rebuilt: Option<PathBuf>,
    /// What mends a toolchain, until it is in its place.
    pub(super) repair: Vec<Swap>,
    /// Why programs were not built again.
    skipped: Vec<RebuildError>,
    pub(super) warnings: Vec<Problem>,
    pub(super) elevated: Box<dyn Session>,
    pub(super) cancel: &'a Cancel,
    pub(super) events: Events<'a>,
}

impl Run<'_> {
    fn steps(&mut self) -> Result<(), ApplyError> {
        for (index, step) in self.plan.steps.iter().enumerate() {
            // What Windows Installer has done stays done, also where the user cancels then.
            if !matches!(step, Step::GiveBack { .. }) {
                self.cancel.check()?;
            }
            (self.events)(Event::StepStarted { step: index });
            match self.run_step(index, step) {
                Err(ApplyError::Rebuild(error)) => {
                    (self.events)(Event::StepSkipped { step: index, reason: error.to_string() });
                    self.skipped.push(error);
                }
                result => {
                    result?;
                    (self.events)(Event::StepDone { step: index });
                }
            }
        }
        // A plan that has done nothing of what it was for has failed.
        let first = self.skipped.first().filter(|_| self.writer.begun().is_empty());
        first.map_or(Ok(()), |first| Err(first.clone().into()))
    }

    fn run_step(&mut self, index: usize, step: &Step) -> Result<(), ApplyError> {
        if step.changes_something() {
            self.prepare(index, step)?;
            self.hold_lock()?;
            self.require(step)?;
            self.writer.step_begins(index)?;
        } else {
            self.lock = None;
        }
        self.step(index, step)
    }

    /// What a changing step does before it takes the store's lock, because it takes a while.
    fn prepare(&mut self, index: usize, step: &Step) -> Result<(), ApplyError> {
        match (step, &self.received) {
            (Step::Unpack { version }, Some(received)) => {
                self.lock = None;
                store::settle(&received.tree, version)?;
            }
            (Step::RebuildTool { program, recipe, go, .. }, _) => {
                self.require(step)?;
                self.lock = None;
                let folder = self.site.home().staging().join(format!("{}-tool-{index}", self.id));
                let variables = &self.site.terminal_variables();
                let task = Task { program, recipe, go, variables, folder: &folder };
                self.rebuilt = Some(rebuild::build(&task, self.cancel)?);
            }
            (Step::RepairFiles { version, files }, _) => {
                self.lock = None;
                self.compare(version, files.as_ref())?;
            }
            _ => {}
        }
        Ok(())
    }

    fn hold_lock(&mut self) -> Result<(), ApplyError> {
        if self.lock.is_none() {
            self.lock = Some(StoreLock::acquire(self.site.home(), self.cancel)?);
        }
        Ok(())
    }

    /// Looks again at what the step assumes. Only then is it begun, so that taking it back touches nobody else's.
    fn require(&self, step: &Step) -> Result<(), ApplyError> {
        let home = self.site.home();
        match step {
            Step::Unpack { version } if home.toolchain(version).exists() => {
                Err(ApplyError::Moved(format!("{version} was installed meanwhile")))
            }
            Step::Switch { from, to } => {
                let now = activate::current(home)?.filter(|now| store::is_whole(&home.toolchain(now)));
                if now != *from {
                    let now = now.map_or("no Go".to_owned(), |version| version.to_string());
                    return Err(ApplyError::Moved(format!("{now} is the current one now")));
                }
                to.as_ref().map_or(Ok(()), |to| self.require_installed(to))
            }
            Step::ChangeSystem { .. }
            | Step::RepairSystem { .. }
            | Step::ChangeSetting { .. }
            | Step::SetAside { .. } => self.require_system(step),
            Step::EditEnvironment { change, .. } => Ok(environment::require(self.site.environment(), change)?),
            Step::Unpublish { version } | Step::Delete { version, .. } if activate::is_current(home, version)? => {
                Err(ApplyError::Moved(format!("{version} is the current one now")))
            }
            Step::Publish { version } | Step::Unpublish { version } | Step::Delete { version, .. } => {
                self.require_installed(version)
            }
            Step::RestoreFiles { version, kept } if !kept::is_in_effect(home, *kept) => {
                Err(ApplyError::Moved(format!("files of {version} were changed meanwhile")))
            }
            Step::RebuildTool { program, was, .. } | Step::RestoreTool { program, was, .. } => {
                if Sha256::of_file(program).ok() == Some(*was) {
                    return Ok(());
                }
                Err(ApplyError::Moved(format!("{} was changed meanwhile", program.display())))
            }
            _ => Ok(()),
        }
    }

    fn step(&mut self, index: usize, step: &Step) -> Result<(), ApplyError> {
        let home = self.site.home();
        match step {
            Step::Download { version, .. } | Step::ReadFile { version, .. } => {
                let received = vouch::receive_proven(self, index, step, version)?;
                if self.plan.action == Action::Download {
                    self.proof = received.origin.as_ref().map(Provenance::level);
                    received.fetched.keep()?;
                } else {
                    self.received = Some(received);
                }
            }
            Step::Unpack { version } => self.commit(version)?,
            Step::Publish { version } => activate::publish(home, version)?,
            Step::Test { version } => smoke::test(self.site, self.id, version, self.cancel)?,
            Step::Switch { to, .. } => activate::switch(home, to.as_ref())?,
            Step::EditEnvironment { change, .. } => self.edit(index, change)?,
            Step::Check { version } => self.check(version.as_ref()),
            Step::DownloadPackage { package, sources, .. } => self.download_package(index, package, sources)?,
            Step::ChangeSystem { arch, from, to } => self.change_system(index, arch, from.as_ref(), to.as_ref())?,
            Step::RepairSystem { arch, go } => self.repair_system(index, arch, go)?,
            Step::GiveBack { before } => self.give_back(before),
            Step::ChangeSetting { key, to, .. } => settings::say(&home.settings(), key, to.as_deref())?,
            Step::SetAside { from, to } => Self::set_aside(from, to)?,
            Step::Unpublish { version } => activate::unpublish(home, version)?,
            Step::Delete { version, .. } => store::trash(home, self.id, version, self.cancel)?,
            Step::RebuildTool { program, .. } => {
                let Some(new) = self.rebuilt.take() else {
                    return Err(ApplyError::Moved(format!("the new {} is missing", program.display())));
                };
                let swap = Swap { place: program.clone(), new: New::Copy(new) };
                kept::exchange(home, Kept { change: self.id, step: index }, program, &[swap])?;
            }
            Step::RepairFiles { version, .. } => self.put_files_back(index, version)?,
            Step::RestoreTool { kept, .. } | Step::RestoreFiles { kept, .. } => {
                kept::put_back(home, Kept { change: self.id, step: index }, *kept)?;
            }
        }
        Ok(())
    }

    fn commit(&mut self, version: &Version) -> Result<(), ApplyError> {
        let home = self.site.home();
        let Some(received) = self.received.take() else {
            return Err(ApplyError::Moved(format!("the archive of {version} is missing")));
        };
        received.manifest().write(home, version)?;
        self.proof = received.origin.as_ref().map(Provenance::level);
        received.receipt(version, self.site.now()).write(home)?;
        store::commit(home, &received.tree, version, self.cancel)?;
        self.put_away(received)
    }

    /// Keeps the archive, or does not, as the user wants it.
    pub(super) fn put_away(&self, received: Received) -> Result<(), ApplyError> {
        if self.site.settings().keep_archives {
            received.fetched.keep()?;
        } else {
            received.fetched.discard()?;
        }
        Ok(())
    }

    fn require_installed(&self, version: &Version) -> Result<(), ApplyError> {
        if store::is_whole(&self.site.home().toolchain(version)) {
            return Ok(());
        }
        Err(ApplyError::Moved(format!("{version} is not installed any more")))
    }

    fn check(&mut self, expected: Option<&Version>) {
        let Some(expected) = expected else { return };
        self.warnings.extend(self.site.other_go_first(expected, self.site.active().as_ref()));
    }

    fn end(mut self, result: Result<(), ApplyError>) -> Result<Applied, ApplyError> {
        let home = self.site.home();
        let Err(error) = result else {
            self.lock = None;
            self.warnings.extend(self.skipped.into_iter().map(Problem::from));
            let begun = self.writer.begun().clone();
            let problem = self.warnings.iter().find(|warning| warning.code == Code::ToolBuild).cloned();
            let changes_something = self.plan.action != Action::Download;
            let seal = self.site.seal(Outcome::Done, changes_something, problem);
            self.writer.end(Seal { proof: self.proof, ..seal })?;
            (self.events)(Event::PlanDone);
            // what stays is seen to by the next command
            store::sweep(home, journal::alive(home));
            kept::prune(home, journal::alive(home)).ok();
            return Ok(Applied { id: self.id, begun, warnings: self.warnings, proof: self.proof });
        };
        (self.events)(Event::PlanFailed { code: error.code().to_string() });
        let (seal, error) = self.take_back(error);
        // A full disk may refuse the outcome too: then the next command finds the plan unfinished and ends it.
        if seal.is_some_and(|seal| self.writer.end(seal).is_ok()) {
            self.lock = None;
            store::sweep(home, journal::alive(home));
        }
        Err(error)
    }

    /// Takes back what was begun, newest first. A tree stays only where somebody else's change, not a fault, ended
    /// the plan: the plan that is made anew uses it. There is no end yet where something could not be taken back.
    fn take_back(&mut self, error: ApplyError) -> (Option<Seal>, ApplyError) {
        let keep = if error.is_moved() { revert::Trees::Keep } else { revert::Trees::Withdraw };
        let never = Cancel::default();
        self.lock = self.lock.take().or_else(|| StoreLock::acquire(self.site.home(), &never).ok());
        let begun = self.writer.begun().clone();
        let change = system::begun(self.site, self.plan, &begun);
        let reverted = revert::revert(self.site, &mut *self.elevated, self.id, self.plan, &begun, keep);
        let outcome = if error.is_cancel() { Outcome::Cancelled } else { Outcome::Failed };
        let error = match change {
            None | Some((_, Stage::Before)) => error,
            Some((step, _)) => system::what_became(self.site, &self.plan.steps[step], error, reverted.as_ref().err()),
        };
        match (error, reverted) {
            (error @ ApplyError::System { is_back: false, .. }, _) => (None, error),
            (error, Err(left)) => (None, ApplyError::NotTakenBack { error: Box::new(error), left: Box::new(left) }),
            (error, Ok(())) => {
                let problem = Problem::new(error.code(), error.to_string());
                (Some(self.site.seal(outcome, false, Some(problem))), error)
            }
        }
    }
}
