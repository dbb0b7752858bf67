use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::super::command::Folders;
use super::super::compare::{Comparison, Results, compare};
use super::super::copy::{NotCopied, ProjectCopy};
use super::super::error::Result;
use super::super::lines::PackageName;
use super::super::pace::PhasePace;
use super::super::phases::{MEMORY, PATIENCE, PROCESSES, ProjectCommands, Ran, Turn, go_time, project_time};
use super::super::tried::{RaisedFile, Tried, seal_of};
use super::super::untouched::Fingerprint;
use super::super::{RehearsedFixes, RehearsedProject};
use super::flaky::find_flaky;
use super::outcome::Knowledge;
use super::{Rehearsal, RehearsalProgress};
use crate::base::bounded;
use crate::base::report::{Cancel, RehearsalPhase as Phase, size};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::Stopped;
use crate::machine::platform::{self, Hold, THREADS, WriteHold};
use crate::projects::rebuild::UsableGo;

/// The size limit of a `go.mod` in bytes.
const GO_MOD: u64 = 4 << 20;

pub(super) struct ProjectRehearsal<'a> {
    pub(super) rehearsal: &'a Rehearsal<'a>,
    pub(super) folders: &'a Folders,
    pub(super) index: usize,
    pub(super) folder: &'a Path,
    pub(super) cancel: &'a Cancel,
    pub(super) hear: &'a dyn Fn(RehearsalProgress),
    pub(super) pace: &'a RefCell<PhasePace>,
}

#[derive(Default)]
struct Places {
    /// The copy for the Go in use; `None` if it runs where the project lies, which may then only be read.
    from: Option<ProjectCopy>,
    to: Option<ProjectCopy>,
    overlay: Option<PathBuf>,
    tried: Option<Tried>,
    /// Why there is no copy, if there should be one.
    why: Option<Statement>,
}

impl ProjectRehearsal<'_> {
    pub(super) fn rehearse(&self) -> Result<RehearsedProject> {
        let module = module_path(self.folder);
        let go_mod = self.folder.join("go.mod");
        let mut known = Knowledge::default();
        if go_mod.is_file() {
            let places = self.places()?;
            let from = ProjectCommands {
                go: self.rehearsal.from,
                turn: Turn::From,
                surroundings: &self.rehearsal.surroundings,
                folders: self.folders,
                folder: self.folder,
                copy: places.from.as_ref(),
                overlay: None,
                module: module.as_deref(),
                test_time: self.rehearsal.test_time,
                cancel: self.cancel,
            };
            let (copy, overlay) = (places.to.as_ref(), places.overlay.as_deref());
            let to = ProjectCommands { go: self.rehearsal.to, turn: Turn::To, copy, overlay, ..from };
            known.is_in_copy = copy.is_some();
            self.run_phases([&from, &to], &mut known)?;
            known.tried = places.tried;
            if self.rehearsal.fixes {
                known.fixes = Some(match (copy, places.why) {
                    (Some(copy), _) => self.try_fixes(&to, copy, &mut known)?,
                    (None, why) => RehearsedFixes::not_tried(why.unwrap_or(Sentence::Nothing.into())),
                });
            }
        } else {
            known.reason = Some(say!(RehearsalNoModule { path: self.folder }));
        }
        Ok(known.end(self.folder, module))
    }

    /// Copies are made of what a trial writes into; without one, Go is given raised lines by an overlay.
    fn places(&self) -> Result<Places> {
        let raised = self.rehearsal.raised.get(self.folder).map_or(&[][..], |files| files.as_slice());
        if !(self.rehearsal.tests || self.rehearsal.fixes) && raised.is_empty() {
            return Ok(Places::default());
        }
        let mut places = match self.copies(raised) {
            Err(NotCopied::Cancelled(cancelled)) => return Err(cancelled.into()),
            Ok((from, to)) => {
                Places { tried: Some(to.tried.clone()), from: Some(from), to: Some(to), ..Places::default() }
            }
            Err(why) => {
                // a full disk has room for the report again
                for name in ["copy-before", "copy"] {
                    self.folders.fresh(name).ok();
                }
                let overlay = if raised.is_empty() { None } else { Some(self.folders.write_overlay(raised)?) };
                Places { tried: Some(Tried::now(self.folder)), overlay, why: Some(why.says()), ..Places::default() }
            }
        };
        if let Some(tried) = &mut places.tried {
            tried.raised = seal_of(raised);
        }
        Ok(places)
    }

    fn copies(&self, raised: &[RaisedFile]) -> Result<(ProjectCopy, ProjectCopy), NotCopied> {
        let (from, to) = (self.copied("copy-before")?, self.copied("copy")?);
        if from.tried != to.tried {
            return Err(NotCopied::Changed(self.folder.to_owned()));
        }
        to.raise(raised)?;
        Ok((from, to))
    }

    fn copied(&self, name: &str) -> Result<ProjectCopy, NotCopied> {
        let work = (self.rehearsal.surroundings.setting)("GOWORK");
        ProjectCopy::make(self.folders.fresh(name)?, self.folder, work.as_deref(), self.cancel)
    }

    fn run_phases(&self, commands: [&ProjectCommands<'_>; 2], known: &mut Knowledge) -> Result<()> {
        for phase in self.rehearsal.phases() {
            let is_watched = *phase == Phase::Test && platform::confinement().writes != WriteHold::Refused;
            let before = if is_watched { Some(Fingerprint::of(self.folder)) } else { None };
            let [(from, stopped), (to, stopped_too)] =
                [self.run_one(commands[0], *phase)?, self.run_one(commands[1], *phase)?];
            known.reason = known.reason.take().or(stopped).or(stopped_too);
            // What was stopped early reported only a part.
            let is_over = from.is_cut_short() || to.is_cut_short();
            let mut compared =
                if is_over { Comparison::default() } else { compare(*phase, &from.results, &to.results) };
            if *phase == Phase::Test && !is_over {
                find_flaky(&mut compared, [(commands[0], &from.results), (commands[1], &to.results)])?;
                known.passing = Some(from.results.passing.intersection(&to.results.passing).count() as u64);
                known.reason = known.reason.take().or_else(|| self.why_tests_say_little(&from.results, &to.results));
            }
            let changed = before.and_then(|before| before.difference(self.folder));
            if let Some(changed) = changed {
                known.reason = known.reason.take().or(Some(say!(RehearsalChangedFiles { path: &*changed })));
            }
            known.add(*phase, compared, &from, &to);
            let is_empty = *phase == Phase::Build && from.built.packages.max(to.built.packages) == 0;
            if is_empty && known.reason.is_none() && known.fails.is_none() {
                known.reason = Some(Sentence::RehearsalNoPackages.into());
                known.phases.clear(); // `go build` had nothing to build
            }
            if !is_empty && !is_over {
                known.with_new.push((*phase, to.results.clone()));
            }
            let is_whole = from.results.is_whole_failure() || to.results.is_whole_failure();
            // Without packages there is nothing more to learn.
            if is_over || is_whole || is_empty {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn run_one(&self, commands: &ProjectCommands<'_>, phase: Phase) -> Result<(Ran, Option<Statement>)> {
        let round = self.rehearsal.commands();
        let mut places = round.iter().enumerate().filter(|(_, other)| **other == phase).map(|(at, _)| at);
        let at = match commands.turn {
            Turn::From => places.next(),
            Turn::To => places.nth(1),
            Turn::Fixed => places.next_back(),
        };
        let done = self.index * round.len() + at.unwrap_or_default();
        (self.hear)(RehearsalProgress {
            project: self.folder.to_owned(),
            phase,
            version: commands.go.version().clone(),
            done: done as u64,
            total: (self.rehearsal.projects.len() * round.len()) as u64,
            remaining: self.pace.borrow().remaining(&round, done, self.rehearsal.projects.len()),
        });
        let begun = Instant::now();
        let ran = commands.run_phase(phase)?;
        self.pace.borrow_mut().add(phase, begun.elapsed());
        let module_cache = self.rehearsal.surroundings.module_cache.as_ref();
        let stopped = ran.stopped.as_ref().map(|stopped| match stopped {
            // Go wants to download there.
            Stopped::WroteOutside { path: Some(path) } if module_cache.is_some_and(|cache| path.starts_with(cache)) => {
                say!(RehearsalModulesMissing { error: path.as_path() })
            }
            stopped => why_stopped(stopped, phase, commands.go.version(), self.rehearsal.test_time),
        });
        Ok((ran, stopped))
    }

    /// Some did not end in time, or may have failed because of Upgo's own limits.
    fn why_tests_say_little(&self, from: &Results, to: &Results) -> Option<Statement> {
        let named = |package: &PackageName| Statement::quoted(package.as_deref().unwrap_or("./..."));
        let time = || go_time(self.rehearsal.test_time);
        if let Some(package) = from.timed_out.intersection(&to.timed_out).next() {
            return Some(say!(RehearsalTestsNeverEnd { package: named(package), time: time() }));
        }
        let one = |go: UsableGo<'_>, results: &Results| {
            let package = named(results.timed_out.first()?);
            Some(say!(RehearsalTestsTime { package, time: time(), version: go.version().as_str() }))
        };
        let timed_out = one(self.rehearsal.to, to).or_else(|| one(self.rehearsal.from, from));
        let holds = platform::confinement();
        if timed_out.is_some() || (holds.writes == WriteHold::No && holds.descendants != Hold::Enforced) {
            return timed_out;
        }
        let (package, error) = to.refused.iter().chain(&from.refused).next()?;
        Some(say!(RehearsalPerhapsLimits { package: named(package), error: Statement::quoted(error) }))
    }
}

fn why_stopped(stopped: &Stopped, phase: Phase, version: &Version, test_time: Duration) -> Statement {
    let (command, version) = (phase.command(), version.as_str());
    let said = match stopped {
        Stopped::Time => {
            let limit = if phase == Phase::Test { project_time(test_time) } else { PATIENCE };
            say!(RehearsalTime { command, version, time: go_time(limit) })
        }
        Stopped::Memory => say!(RehearsalMemory { command, version, size: size(MEMORY) }),
        Stopped::Processes => {
            say!(RehearsalProcesses { command, version, count: PROCESSES, threads: PROCESSES * THREADS })
        }
        Stopped::WroteOutside { path: Some(path) } => say!(RehearsalWroteTo { command, version, path }),
        Stopped::WroteOutside { path: None } => say!(RehearsalWrote { command, version }),
        Stopped::Cancelled => Sentence::Cancelled.into(),
    };
    said.shown()
}

fn module_path(folder: &Path) -> Option<String> {
    let text = bounded::read(&folder.join("go.mod"), GO_MOD).ok()?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let named = text.lines().find_map(|line| {
        let line = line.split("//").next().unwrap_or_default().trim();
        line.strip_prefix("module").filter(|rest| rest.starts_with([' ', '\t', '"', '`']))
    });
    let path = named?.trim().trim_matches(['"', '`']);
    Some(path.to_owned()).filter(|path| !path.is_empty() && path.len() < 500)
}
