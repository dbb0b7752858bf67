//! One round of the watcher: decides what to do and does it, one task after the other, until nothing is left.
use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::advisories::ids_of_active;
use super::make_plan::pick_release;
use super::overview::OverviewFacts;
use super::snapshot::{Asker, disk};
use super::{Changed, Engine, Planned};
use crate::base::random::unguessable;
use crate::base::report::{Cancel, Code, Events, Problem, Result};
use crate::base::version::Version;
use crate::change::apply::Confirmed;
use crate::change::fetch;
use crate::change::plan::{self, Then};
use crate::change::request::{ChangeRequest, InstallFrom};
use crate::guidance::assessment::{Assessment, Offer};
use crate::guidance::watch::{
    AutomaticChange, Decision, Memory, News, NextCheck, Notice, NoticeLevel, Todo, Topic, WatchFacts, decide,
};
use crate::machine::effect;
use crate::machine::platform::{self, Condition, FileLock, Network, Processes};
use crate::released::catalog::ReleaseRequest;
use crate::released::upgo::UpgoVersion;

/// More tasks than one round can have.
const MOST: usize = 16;
/// The time until the next round if another Upgo process is running one, or a notification could not be shown.
const SOON: SignedDuration = SignedDuration::from_mins(10);
/// How long a round waits for a service. The Network List Manager of Windows takes up to six seconds the first time.
const PATIENCE: Duration = Duration::from_secs(10);
const MOMENT: Duration = Duration::from_millis(300);
/// The shortest time between two requests to a server.
const HOUR: SignedDuration = SignedDuration::from_hours(1);

pub struct Round<'a> {
    /// Called again before each task.
    pub machine: &'a dyn Fn() -> Condition,
    /// Returns whether that was possible. A notification that was shown is never repeated.
    pub show: &'a mut dyn FnMut(&Notice) -> bool,
    pub cancel: &'a Cancel,
    pub events: Events<'a>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    /// Each with whether it succeeded.
    pub tried: Vec<(Todo, bool)>,
    pub problems: Vec<Problem>,
    /// The running program is still the old one.
    pub updated_self: bool,
    /// When to start the next round, unless something else happens first.
    pub look_again: Timestamp,
    pub next_check: NextCheck,
}

const BUILDS: [&str; 5] = ["go", "compile", "link", "asm", "cgo"];

impl Engine {
    /// Read now, without waiting for a slow service.
    pub fn machine(&self) -> Condition {
        self.machine_within(platform::MOMENT)
    }

    /// The first reading waits for a service that the system starts only then.
    pub fn machine_for_round(&self) -> impl Fn() -> Condition {
        let patience = Cell::new(PATIENCE);
        move || self.machine_within(patience.replace(platform::MOMENT))
    }

    fn machine_within(&self, patience: Duration) -> Condition {
        let busy = Processes::now().oldest(&BUILDS).is_some();
        Condition { busy: Some(busy), ..platform::condition(self.now(), patience) }
    }

    /// Does the tasks that are due: checks, downloads, installs, notifies. Only one process of this home runs a round,
    /// so that no notification is shown twice. Its lock is free during a check: a slow server holds up no other Upgo.
    pub fn watch(&self, round: &mut Round<'_>) -> Result<Watched> {
        self.own_home()?;
        let (mut tried, mut problems) = (Vec::new(), Vec::new());
        let mut lock = self.watching_lock().map_err(disk)?;
        loop {
            if lock.is_none() {
                let next_check = self.decide(&(round.machine)())?.next_check;
                return Ok(Watched { tried, problems, updated_self: false, look_again: self.soon(), next_check });
            }
            round.cancel.check().map_err(crate::net::http::HttpError::from)?;
            let machine = (round.machine)();
            let Decision { first, look_again, next_check, is_undisturbed } = self.decide(&machine)?;
            let Some(todo) = first else {
                self.note_next_check(&next_check);
                let may_be_metered = matches!(machine.network, Some(Network::Metered | Network::Unanswered));
                let may_update = is_undisturbed && !may_be_metered;
                let updated =
                    if may_update { self.update_self_automatically(round.cancel, round.events) } else { Ok(false) };
                let updated_self = updated.as_ref().is_ok_and(|updated| *updated);
                problems.extend(updated.err());
                return Ok(Watched { tried, problems, updated_self, look_again, next_check });
            };
            let is_check = matches!(todo, Todo::CheckReleases | Todo::CheckAdvisories);
            lock = lock.filter(|_| !is_check);
            let done = self.carry_out(&todo, round);
            self.note_watched(&todo, done.as_ref().err());
            if is_check {
                self.tell_of_check(done.as_ref().map(drop), round.cancel);
                self.report_to_fleet(None);
            }
            tried.push((todo, done.is_ok()));
            if is_check {
                lock = self.watching_lock().map_err(disk)?;
            }
            match done {
                Ok(true) if tried.len() < MOST => {}
                Ok(_) => {
                    return Ok(Watched { tried, problems, updated_self: false, look_again: self.soon(), next_check });
                }
                Err(problem) if round.cancel.is_cancelled() => return Err(problem),
                // it gave way to a command of the user, which may do the same
                Err(problem) if problem.code == Code::Cancelled => {
                    tried.pop();
                    return Ok(Watched { tried, problems, updated_self: false, look_again: self.soon(), next_check });
                }
                Err(problem) => problems.push(problem),
            }
            if problems.len() >= MOST {
                return Ok(Watched { tried, problems, updated_self: false, look_again: self.soon(), next_check });
            }
        }
    }

    /// The time of the next check with its reason, or why there is none. Writes nothing, and reads the condition of the
    /// machine only if a check is due. `runs` says whether something runs checks.
    pub(super) fn next_check(
        &self,
        seen: &OverviewFacts,
        assessment: &Assessment,
        (known, runs): (&BTreeSet<String>, bool),
        mut memory: Memory,
        machine: impl FnOnce() -> Condition,
    ) -> NextCheck {
        memory.settle(self.now(), || 0, &[]);
        let next = |machine| {
            let decision = self.decide_from(seen, assessment, (known, None), &memory, (&machine, runs));
            decision.next_check
        };
        let unhindered = next(Condition::default());
        let is_due = unhindered.at.is_some_and(|at| at <= self.now());
        if is_due { next(machine()) } else { unhindered }
    }

    fn soon(&self) -> Timestamp {
        self.now().checked_add(SOON).unwrap_or(Timestamp::MAX)
    }

    /// Tries for a moment, because a program that is being started may still hold a lock that was just released.
    fn watching_lock(&self) -> std::io::Result<Option<FileLock>> {
        effect::lock_within(&self.home.watching_lock(), MOMENT)
    }

    fn decide(&self, machine: &Condition) -> Result<Decision> {
        let seen = self.see()?;
        let mut memory = Memory::read(self.home());
        let concerning = self.concerning(&seen);
        let assessment = self.assess_on(&seen, concerning.as_ref(), &memory);
        let versions: Vec<&Version> = offers(&assessment).map(|offer| &offer.version).collect();
        memory.settle(self.now(), unguessable, &versions);
        let drawn = memory.seed;
        // an account without write access can still decide
        self.remember(|memory| memory.settle(self.now(), || drawn.unwrap_or_default(), &versions)).ok();
        let upgo = self.self_news().map(|release| release.version);
        let known = (&ids_of_active(&seen, concerning.as_ref()), upgo.as_ref());
        Ok(self.decide_from(&seen, &assessment, known, &memory, (machine, true)))
    }

    fn decide_from(
        &self,
        seen: &OverviewFacts,
        assessment: &Assessment,
        (known, upgo): (&BTreeSet<String>, Option<&UpgoVersion>),
        memory: &Memory,
        (machine, runs_in_background): (&Condition, bool),
    ) -> Decision {
        let offers: Vec<&Offer> = offers(assessment).collect();
        let cached = offers.iter().map(|offer| &offer.version).filter(|version| self.is_cached(seen, version)).cloned();
        let installed = seen.installed.iter().map(|installed| installed.version.clone());
        let news = News {
            situation: &assessment.situation,
            offers: &offers,
            from: seen.active_version(),
            known,
            asks_advisories: self.asks_advisories(),
            installed: &installed.collect(),
            cached: &cached.collect(),
            upgo,
            may_install: !self.is_system_wide() && self.own_home().is_ok(),
        };
        decide(&WatchFacts { settings: self.settings(), news, memory, machine, runs_in_background, now: &self.clock() })
    }

    /// Returns whether to continue.
    fn carry_out(&self, todo: &Todo, round: &mut Round<'_>) -> Result<bool> {
        match todo {
            Todo::CheckReleases => self.check_releases(round.cancel)?,
            Todo::CheckAdvisories => self.check_advisories(round.cancel)?,
            Todo::Download(version) => self.bring(version, NoticeLevel::Ready, round)?,
            Todo::Install(version) => self.bring(version, NoticeLevel::Installed, round)?,
            Todo::InstallAndSwitch(version) => self.bring(version, NoticeLevel::InUse, round)?,
            Todo::Tell(notice) => {
                if !(round.show)(notice) {
                    return Ok(false);
                }
                self.remember(|memory| memory.tell(notice))?;
                for topic in &notice.topics {
                    if let Topic::Upgo { version } = topic {
                        self.remember_self(|memory| memory.told = Some(version.clone()))?;
                    }
                }
            }
        }
        Ok(true)
    }

    fn check_releases(&self, cancel: &Cancel) -> Result<()> {
        let memory = Memory::read(self.home());
        let is_known = memory.advisories.last.is_some_and(|last| self.now().duration_since(last) < HOUR);
        let asked =
            if is_known { self.ask_releases(cancel) } else { self.check_for(cancel, Asker::Schedule).map(drop) };
        if is_known {
            self.check_self_too(cancel);
        }
        let known = self.known_of_active(&self.see()?);
        self.remember(|memory| memory.asked_knowing = known)?;
        asked?;
        // an answer from the cache is not a successful check
        Memory::read(self.home()).check_problem.map_or(Ok(()), Err)
    }

    fn check_advisories(&self, cancel: &Cancel) -> Result<()> {
        let (_, unheard) = self.ask_advisories(cancel);
        let answered = unheard.as_ref().map_or(Ok(()), Err);
        self.remember_asked(Asker::Schedule, None, Some(answered));
        cancel.check().map_err(crate::net::http::HttpError::from)?;
        unheard.map_or(Ok(()), Err)
    }

    /// Downloads or installs a release up to `level`, once: one that the user removes stays removed.
    fn bring(&self, version: &Version, level: NoticeLevel, round: &mut Round<'_>) -> Result<()> {
        let result = match level {
            NoticeLevel::Ready => self.download(version, round),
            _ => self.install_by_itself(version, level, round),
        };
        if result.as_ref().is_err_and(|problem| problem.code == Code::Cancelled) {
            return result.map(drop);
        }
        if level != NoticeLevel::Ready {
            self.tell_of_unattended(result.as_ref(), round.cancel);
        }
        let now = self.now();
        let tells = self.settings().notifications && self.settings().notify_results;
        self.remember(|memory| match &result {
            Ok(changed) => {
                memory.bringing.remove(version);
                memory.brought.insert(version.clone(), level);
                let (id, from, switched) = (changed.id, changed.change.from.clone(), changed.change.switched);
                let done = AutomaticChange { id, version: version.clone(), from, switched };
                memory.done.extend((tells && level != NoticeLevel::Ready && changed.changed).then_some(done));
            }
            Err(_) => memory.bringing.entry(version.clone()).or_default().went_wrong(now),
        })?;
        result.map(drop)
    }

    /// Deletes the earlier download for the same purpose.
    fn download(&self, version: &Version, round: &Round<'_>) -> Result<Changed> {
        let (request, plan) = (install(version), self.plan_download(version, round.cancel)?);
        let planned = Planned { request, plan, warnings: Vec::new(), confirmed: Confirmed::default() };
        let changed = self.apply(planned, &round.cancel.giving_way(), round.events)?;
        let seen = self.see()?;
        let filename = seen.archive_name(version);
        self.remember(|memory| {
            let before = std::mem::take(&mut memory.downloaded);
            let old = before.into_values().filter(|name| Some(name) != filename.as_ref());
            if !self.settings().keep_archives {
                // what cannot be deleted is left to `upgo cache clean`
                old.for_each(|name| drop(fetch::forget(&self.home.cache(), &name)));
            }
            memory.downloaded.extend(filename.clone().map(|name| (version.clone(), name)));
        })?;
        Ok(changed)
    }

    fn plan_download(&self, version: &Version, cancel: &Cancel) -> Result<plan::Plan> {
        let request = ReleaseRequest::Exact(version.clone());
        let (catalog, _) = self.catalog_for(&request, cancel)?;
        let release = pick_release(&catalog, &request)?;
        Ok(plan::download(&self.look(Some(catalog))?, &release)?)
    }

    /// Installs without asking, and therefore only with a plan that a button would run without showing it.
    fn install_by_itself(&self, version: &Version, level: NoticeLevel, round: &Round<'_>) -> Result<Changed> {
        let beside = self.plan(&install(version), round.cancel)?;
        let planned = match level {
            NoticeLevel::InUse => self.plan_switching(version)?.unwrap_or(beside),
            _ => beside,
        };
        self.apply(planned, &round.cancel.giving_way(), round.events)
    }

    /// The plan to switch to the release as `upgrade` does, offline; `None` if the user has to see it first.
    fn plan_switching(&self, version: &Version) -> Result<Option<Planned>> {
        let to = ReleaseRequest::Exact(version.clone());
        let plan = plan::upgrade(&self.look(self.known_catalog())?, &to, false)?;
        let plan = self.with_rehearsals(plan, &mut Vec::new(), &Cancel::default())?;
        let plan = self.with_hooks(plan)?;
        let request = ChangeRequest::Upgrade { to: Some(to), patch: false };
        let is_clear = plan.is_routine(None) && self.path_problem().is_none();
        let planned = Planned { request, plan, warnings: Vec::new(), confirmed: Confirmed::default() };
        Ok(Some(planned).filter(|_| is_clear))
    }

    fn is_cached(&self, seen: &OverviewFacts, version: &Version) -> bool {
        seen.archive_name(version).is_some_and(|name| self.home.cache().join(name).is_file())
    }
}

fn offers(assessment: &Assessment) -> impl Iterator<Item = &Offer> {
    assessment.offer.iter().chain(&assessment.patch)
}

impl OverviewFacts {
    fn archive_name(&self, version: &Version) -> Option<String> {
        Some(self.catalog.as_ref()?.find(version)?.archive.as_ref()?.filename.clone())
    }
}

fn install(version: &Version) -> ChangeRequest {
    let version = ReleaseRequest::Exact(version.clone());
    ChangeRequest::Install { from: InstallFrom::Release { version }, then: Then::Stay }
}
