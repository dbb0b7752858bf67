//! Upgo's own updates: what is known of them, the check, the plan, and its undo.
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::Engine;
use super::snapshot::disk;
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::target::Target;
use crate::base::words::{Sentence, Statement};
use crate::change::journal::{self, JournalEntry};
use crate::change::plan::{self, Action, Makers, Plan, PlanError, Step, Undoable};
use crate::change::request::ChangeRequest;
use crate::choices::settings::{Named as _, SelfUpdate};
use crate::machine::acts;
use crate::machine::effect::{self, parent};
use crate::machine::home::Home;
use crate::machine::platform::{Processes, RunningProgram, program_name};
use crate::released::upgo::{ReleaseNotes, UpgoError, UpgoMemory, UpgoRelease, UpgoVersion};
use crate::store::kept_files::{self, Kept};
use crate::store::own_programs::{OwnPrograms, Owner};

/// Turns Upgo's own updates off, whatever the setting says. An administrator can set it for all users.
pub(super) const NO_SELF_UPDATE: &str = "UPGO_NO_SELF_UPDATE";
/// How often the tray icon is asked to quit; a program that is just starting cannot receive the request yet.
const ATTEMPTS: u32 = 10;
const PATIENCE: Duration = Duration::from_secs(1);
const TURN: Duration = Duration::from_millis(50);

/// What is known about Upgo's own version.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum SelfState {
    /// It is the newest one that is known.
    Current,
    /// There is a newer one.
    Available,
    /// No description of a release has been read yet.
    Unknown,
    /// Updates are turned off, by the setting or by the variable.
    Off,
    /// Somebody else updates Upgo.
    Managed,
    /// This build has no release key.
    NoKey,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct SelfRelease {
    pub version: UpgoVersion,
    /// When it was described.
    pub date: Timestamp,
    /// The size of its package in bytes.
    pub size_bytes: Option<u64>,
    /// What is new since the running version, newest release first.
    pub notes: Vec<ReleaseNotes>,
}

/// The output of `self check`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct SelfReport {
    pub version: UpgoVersion,
    /// What is known about it.
    pub state: SelfState,
    /// The newest release; `null` if none is known.
    pub latest: Option<SelfRelease>,
    /// Who updates Upgo instead of Upgo; `null` if Upgo does.
    pub owner: Option<Owner>,
    /// The command that updates Upgo; `null` if there is none.
    pub command: Option<String>,
    /// The value in the settings: `ask`, `auto`, `off`.
    pub setting: String,
    /// When the publisher was last asked.
    pub checked_at: Option<Timestamp>,
    /// The change that `self rollback` undoes; `null` if no version before is kept.
    pub back: Option<u64>,
    /// The version that the change returns to; `null` if no version before is kept.
    pub back_to: Option<UpgoVersion>,
    /// The version that has replaced the running one since it was started; `null` if none has.
    pub replaced_by: Option<UpgoVersion>,
    /// Warnings for the user, such as why the last check failed.
    pub warnings: Vec<Problem>,
}

/// The output of the hidden command `self trial`, which an older version starts before it lets this one take its place.
#[answer(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SelfTrial {
    pub version: UpgoVersion,
    pub home: bool,
}

impl Engine {
    /// Never goes online.
    pub fn self_status(&self) -> SelfReport {
        let (memory, owner) = (UpgoMemory::read(self.home()), self.owner());
        let (version, known) = (UpgoVersion::own(), self.known_upgo(&memory));
        let state = match (self.self_refusal(owner), &known) {
            (Some(refusal), _) => refusal,
            (None, None) => SelfState::Unknown,
            (None, Some(release)) if release.version > version => SelfState::Available,
            (None, Some(_)) => SelfState::Current,
        };
        let aged = known.as_ref().filter(|release| release.is_stale(self.now())).map(|release| {
            let what = say!(UpgoDescribedOn { version: release.version.to_string(), date: release.date.to_string() });
            Problem::new(Code::SelfStale, what)
        });
        let command = match (state, owner) {
            (SelfState::Available, _) => Some("upgo self update".to_owned()),
            (_, owner) => owner.and_then(Owner::command).map(str::to_owned),
        };
        let last = self.last_self_update();
        SelfReport {
            state,
            owner,
            command,
            latest: known.map(|release| SelfRelease::since(release, &version)),
            setting: self.settings().self_update.name().to_owned(),
            checked_at: memory.asked,
            back: last.as_ref().map(|entry| entry.id),
            back_to: last.as_ref().and_then(version_before),
            replaced_by: self.replaced_by(&version),
            warnings: memory.problem.into_iter().chain(aged).collect(),
            version,
        }
    }

    /// Asks the publisher for a newer Upgo. Where Upgo does not update itself, nobody is asked, and the report says why.
    pub fn check_self(&self, cancel: &Cancel) -> Result<SelfReport> {
        self.own_home()?;
        if self.self_refusal(self.owner()).is_none() {
            self.ask_upgo(cancel)?;
        }
        Ok(self.self_status())
    }

    /// The newer Upgo that the user was not notified of yet. Never goes online.
    pub(super) fn self_news(&self) -> Option<SelfRelease> {
        let memory = UpgoMemory::read(self.home());
        self.newer_upgo(&memory).filter(|release| memory.told.as_ref() != Some(&release.version))
    }

    pub fn self_rollback(&self) -> Result<ChangeRequest> {
        let last = self.last_self_update().ok_or(PlanError::NothingToUndo)?;
        Ok(ChangeRequest::Rollback { id: Some(last.id) })
    }

    /// What this version answers before it replaces another one, which wants the launcher for `bin` at `launcher`.
    pub fn self_trial(&self, launcher: Option<&Path>) -> Result<SelfTrial> {
        let home = self.own_home().is_ok() && journal::history(self.home()).is_ok();
        let bytes = acts::own_launcher();
        if let Some(launcher) = launcher.filter(|_| !bytes.is_empty()) {
            effect::replace_program(launcher, bytes).map_err(disk)?;
        }
        Ok(SelfTrial { version: UpgoVersion::own(), home })
    }

    pub fn running_desktop(&self) -> Vec<RunningProgram> {
        let Some(OwnPrograms { desktop: Some(desktop), .. }) = self.own_programs() else { return Vec::new() };
        let name = program_name(&desktop);
        let mut running = Processes::now().running_from(parent(&desktop));
        running.retain(|program| program.name.eq_ignore_ascii_case(&name));
        running
    }

    /// Starts the version that is installed now. Returns whether it was started.
    pub fn start_desktop(&self, argument: &str) -> bool {
        self.desktop(argument).is_some_and(|mut command| effect::spawn_in_window(&mut command).is_ok())
    }

    fn desktop(&self, argument: &str) -> Option<Command> {
        let mut command = Command::new(self.own_programs()?.desktop?);
        command.arg(argument).env_clear().envs(self.variables());
        Some(command)
    }

    /// Lets the processes of the window or tray icon that ran `before` an update end, and starts the new tray icon. They
    /// are asked and never killed, because they may be in the middle of a change. Returns whether the new one runs.
    pub fn restart_desktop(&self, before: Vec<RunningProgram>) -> bool {
        let mut left = before;
        for _ in 0..ATTEMPTS {
            let Some(mut quit) = self.desktop("--quit") else { return false };
            // It passes the request on and ends, whether or not the other one has ended.
            effect::run(&mut quit, PATIENCE, &Cancel::default()).ok();
            for _ in 0..PATIENCE.as_millis() / TURN.as_millis() {
                left = Processes::now().still(left);
                if left.is_empty() {
                    return self.start_desktop(acts::HIDDEN);
                }
                thread::sleep(TURN);
            }
        }
        false
    }

    /// `None` if Upgo does not update itself here.
    pub(super) fn newer_upgo(&self, memory: &UpgoMemory) -> Option<SelfRelease> {
        if self.self_refusal(self.owner()).is_some() {
            return None;
        }
        let (own, known) = (UpgoVersion::own(), self.known_upgo(memory)?);
        (known.version > own).then(|| SelfRelease::since(known, &own))
    }

    /// Asks the publisher together with the other checks. A failure is remembered and stops nothing.
    pub(super) fn check_self_too(&self, cancel: &Cancel) {
        if self.own_home().is_ok() && self.self_refusal(self.owner()).is_none() {
            self.ask_upgo(cancel).ok();
        }
    }

    /// Installs a newer Upgo if the setting says so, each version once, so that a rollback stays; `true` if it did.
    pub(super) fn update_self_automatically(&self, cancel: &Cancel, events: Events<'_>) -> Result<bool> {
        if self.settings().self_update != SelfUpdate::Auto {
            return Ok(false);
        }
        let memory = UpgoMemory::read(self.home());
        let Some(SelfRelease { version, .. }) = self.newer_upgo(&memory) else { return Ok(false) };
        let is_done = self.replaced_by(&UpgoVersion::own()).is_some();
        if is_done || memory.tried.as_ref() == Some(&version) {
            return Ok(false);
        }
        let changed = self.change(&ChangeRequest::UpdateSelf, &cancel.giving_way(), events);
        // After a failure of the network, or for another program, it is tried again.
        let is_final = changed.as_ref().err().is_none_or(|problem| !matches!(problem.code.exit(), 3 | 6 | 130));
        if is_final {
            self.remember_self(|memory| memory.tried = Some(version))?;
        }
        changed.map(|changed| changed.changed)
    }

    /// Asks the publisher.
    pub(super) fn plan_update_self(&self, cancel: &Cancel) -> Result<Plan> {
        self.require_self_updates()?;
        let release = self.ask_upgo(cancel)?;
        let (seen, own) = (self.look(None)?, UpgoVersion::own());
        if release.version <= own {
            let current = seen.current;
            return Ok(Plan {
                action: Action::UpdateSelf,
                from: current.clone(),
                to: current,
                undoes: None,
                steps: vec![],
            });
        }
        if let Some(minimum) = release.minimum.clone().filter(|minimum| own < *minimum) {
            return Err(UpgoError::TooOld { version: release.version, minimum }.into());
        }
        let folders = self.own_programs().map(|programs| programs.folders()).unwrap_or_default();
        Ok(plan::update_self(&seen, &own, &release, folders))
    }

    /// The steps that restore Upgo's own programs as before `entry`: all or none, because versions must not be mixed.
    pub(super) fn upgo_undo(&self, entry: &JournalEntry, makers: &Makers, warnings: &mut Vec<Problem>) -> Vec<Step> {
        let mut steps = Vec::new();
        for (kept, step) in self_steps(entry).into_iter().rev() {
            let (Step::ReplaceUpgo { folder, from, to, .. } | Step::RestoreUpgo { folder, from, to, .. }) = step else {
                continue;
            };
            if let Some(by) = makers.later(entry.id, &Undoable::Upgo(folder.clone())) {
                warnings.push(plan::stays_as_left("Upgo", by));
                return Vec::new();
            }
            let why = match (kept_files::is_whole(self.home(), kept), kept_files::is_in_effect(self.home(), kept)) {
                (true, true) => {
                    let (folder, from, to) = (folder.clone(), to.clone(), from.clone());
                    steps.push(Step::RestoreUpgo { folder, from, to, kept });
                    continue;
                }
                (false, _) => Sentence::PreviousProgramsGone,
                (true, false) => Sentence::ChangedSince,
            };
            let says = say!(UpgoStays { version: to.to_string(), why });
            warnings.push(Problem::new(Code::UndoPartial, says).with_next(Sentence::InstallWantedUpgo));
            return Vec::new();
        }
        steps
    }

    /// Remembers what the publisher said. An answer that is not believed changes nothing else.
    fn ask_upgo(&self, cancel: &Cancel) -> Result<UpgoRelease> {
        let asked = self.publisher.ask(self.http(), cancel);
        let (now, target) = (self.now(), Target::of_this_build());
        let mut result = Err(UpgoError::NoPublisher);
        self.remember_self(|memory| {
            result = asked.and_then(|described| self.publisher.accept(described, &target, memory, now));
            let problem = result.as_ref().err().map(|error| Problem::of(error));
            if problem.as_ref().is_none_or(|problem| problem.code != Code::Cancelled) {
                memory.problem = problem;
                memory.asked = Some(now);
            }
        })?;
        Ok(result?)
    }

    /// `None` if its signature is no longer valid.
    fn known_upgo(&self, memory: &UpgoMemory) -> Option<UpgoRelease> {
        self.publisher.known(&Target::of_this_build(), memory, self.now())
    }

    /// `None` if Upgo updates itself.
    fn self_refusal(&self, owner: Option<Owner>) -> Option<SelfState> {
        let is_off = self.settings().self_update == SelfUpdate::Off || self.is_set(NO_SELF_UPDATE);
        match owner {
            Some(_) => Some(SelfState::Managed),
            None if is_off => Some(SelfState::Off),
            None if !self.publisher.is_known() => Some(SelfState::NoKey),
            None => None,
        }
    }

    fn require_self_updates(&self) -> Result<()> {
        let owner = self.owner();
        let refuse = |what: Sentence, next: Statement| Err(Problem::new(Code::SelfManaged, what).with_next(next));
        match self.self_refusal(owner) {
            Some(SelfState::Off) if self.is_set(NO_SELF_UPDATE) => {
                refuse(Sentence::UpgoUpdatesOffVariable, say!(UnsetVariable { name: NO_SELF_UPDATE }))
            }
            Some(SelfState::Off) => refuse(Sentence::UpgoUpdatesOff, Sentence::SetSelfUpdateAsk.into()),
            Some(SelfState::NoKey) => Err(UpgoError::NoPublisher.into()),
            Some(_) => owner.map_or(Ok(()), |owner| refuse(owner.what(), owner.next())),
            None => Ok(()),
        }
    }

    fn last_self_update(&self) -> Option<JournalEntry> {
        let mut entries = journal::newest_first(self.home()).ok()?;
        entries.find(|entry| {
            let is_update = entry.plan.action == Action::UpdateSelf && entry.is_undoable();
            is_update && self_steps(entry).iter().all(|(kept, _)| kept_files::is_whole(self.home(), *kept))
        })
    }

    /// The version that replaced the running one, if that is Upgo's newest change and its files still exist.
    fn replaced_by(&self, own: &UpgoVersion) -> Option<UpgoVersion> {
        let mut entries = journal::newest_first(self.home()).ok()?;
        let newest = entries.find(|entry| entry.is_in_effect() && !self_steps(entry).is_empty())?;
        let is_there = |(kept, _): &(Kept, &Step)| kept_files::is_in_effect(self.home(), *kept);
        let steps = self_steps(&newest);
        let (_, Step::ReplaceUpgo { to, .. } | Step::RestoreUpgo { to, .. }) =
            steps.last().filter(|_| steps.iter().all(is_there))?
        else {
            return None;
        };
        (to != own).then(|| to.clone())
    }

    /// Changes what is remembered of Upgo's own releases, under the lock of the other memory.
    pub(super) fn remember_self(&self, change: impl FnOnce(&mut UpgoMemory)) -> Result<()> {
        self.own_home()?;
        let home: &Home = self.home();
        home.make(home.root()).map_err(disk)?;
        let _lock = self.lock_memory()?;
        let before = UpgoMemory::read(home);
        let mut after = before.clone();
        change(&mut after);
        if after == before { Ok(()) } else { after.write(home).map_err(disk) }
    }
}

fn version_before(entry: &JournalEntry) -> Option<UpgoVersion> {
    let steps = self_steps(entry);
    let (_, Step::ReplaceUpgo { from, .. } | Step::RestoreUpgo { from, .. }) = steps.first()? else { return None };
    Some(from.clone())
}

/// The begun steps of a change that replaced Upgo's own programs.
fn self_steps(entry: &JournalEntry) -> Vec<(Kept, &Step)> {
    let of = |index: &usize| {
        let step = entry.plan.steps.get(*index)?;
        let is_own = matches!(step, Step::ReplaceUpgo { .. } | Step::RestoreUpgo { .. });
        is_own.then_some((Kept { change: entry.id, step: *index }, step))
    };
    entry.begun.iter().filter_map(of).collect()
}

impl SelfRelease {
    /// A release, with the notes of those after `own`.
    fn since(release: UpgoRelease, own: &UpgoVersion) -> Self {
        let notes = release.notes.into_iter().filter(|notes| notes.version > *own).collect();
        Self { version: release.version, date: release.date, size_bytes: release.package.size, notes }
    }
}
