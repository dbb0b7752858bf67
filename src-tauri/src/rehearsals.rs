//! The rehearsal that runs, and its result. No change: nothing of it has to be undone, and it runs beside a job.
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tauri::ipc::Channel;
use upgo_engine::base::report::{Cancel, Code, Event, Problem, RehearsalPhase};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Sentence;
use upgo_engine::cases::{RehearsalReport, RehearsalRows};

/// The running or last rehearsal.
#[answer(Clone, Debug, Default, Serialize, Type, tag = "kind")]
pub(crate) enum RehearsalJob {
    /// No rehearsal.
    #[default]
    Idle,
    /// The rehearsal is running.
    Working {
        /// The Go that is tried.
        to: Version,
        /// Whether the tests of the projects are run.
        tests: bool,
        /// Whether raised lines are tried.
        raises: bool,
        /// The projects, in order; empty while it is being prepared.
        projects: Vec<RehearsalStep>,
        /// How many commands have ended.
        done: u64,
        /// How many there are, at most; 0 if unknown.
        total: u64,
        /// The estimated remaining time; `null` if unknown.
        remaining_seconds: Option<u64>,
        /// The user asked to cancel; it stops at once.
        cancelling: bool,
    },
    /// The rehearsal is complete.
    Done {
        /// Whether raised lines were tried.
        raises: bool,
        /// What differs.
        report: RehearsalRows,
    },
    Failed {
        /// The Go that was tried.
        to: Version,
        /// Whether the tests of the projects were run.
        tests: bool,
        /// Whether raised lines were to be tried.
        raises: bool,
        /// The reason of the failure.
        problem: Problem,
    },
}

/// A project of the running rehearsal.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub(crate) struct RehearsalStep {
    pub(crate) folder: String,
    /// What runs now; `null` if it waits or is done.
    pub(crate) phase: Option<RehearsalPhase>,
    /// Whether everything has run.
    pub(crate) done: bool,
}

/// A rehearsal before it starts: all that the page shows of it. It starts only by its number, and does nothing else.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub(crate) struct RehearsalPlan {
    /// The number that starts it, once.
    pub(crate) id: u32,
    /// The Go that is tried.
    pub(crate) to: Version,
    /// Whether the tests of the projects are run.
    pub(crate) tests: bool,
    /// Whether `go fix` is tried in copies.
    pub(crate) fixes: bool,
    /// Whether the projects are tried with the lines that a raise would write.
    pub(crate) raises: bool,
    /// Whether that Go is installed first, because it is missing.
    pub(crate) installs: bool,
    pub(crate) projects: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trials {
    pub(crate) tests: bool,
    /// Whether `go fix` is tried in copies.
    pub(crate) fixes: bool,
    /// Whether the projects are tried with the lines that a raise would write.
    pub(crate) raises: bool,
}

/// What a rehearsal would do, as far as it may change between the question and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) installs: bool,
    pub(crate) projects: Vec<PathBuf>,
}

impl Extent {
    pub(crate) fn require_within(&self, shown: &Self) -> Result<(), Problem> {
        let is_within = self.projects.iter().all(|project| shown.projects.contains(project));
        if is_within && self.installs <= shown.installs { Ok(()) } else { Err(refused(Sentence::RehearsalMoved)) }
    }
}

#[derive(Debug)]
struct ShownRehearsal {
    id: u32,
    to: Version,
    trials: Trials,
    extent: Extent,
}

const KEPT_PLANS: usize = 16;

/// One runs at a time.
#[derive(Clone, Default)]
pub(crate) struct Rehearsals(Arc<Mutex<RehearsalsState>>);

#[derive(Default)]
struct RehearsalsState {
    next_plan: u32,
    plans: Vec<ShownRehearsal>,
    job: RehearsalJob,
    cancel: Cancel,
    page: Option<Channel<RehearsalJob>>,
}

impl Rehearsals {
    /// Keeps the rehearsal, so that it can be started by its number.
    pub(crate) fn plan(&self, to: Version, trials: Trials, extent: Extent) -> RehearsalPlan {
        let mut state = self.state();
        state.next_plan += 1;
        let (id, installs) = (state.next_plan, extent.installs);
        let projects = extent.projects.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
        state.plans.push(ShownRehearsal { id, to: to.clone(), trials, extent });
        if state.plans.len() > KEPT_PLANS {
            state.plans.remove(0);
        }
        let Trials { tests, fixes, raises } = trials;
        RehearsalPlan { id, to, tests, fixes, raises, installs, projects }
    }

    /// `run` carries it out on its own thread. Refused if one runs already.
    pub(crate) fn start(
        &self,
        plan: u32,
        run: impl FnOnce(&Self, (&Version, Trials, &Extent), &Cancel) -> Result<RehearsalReport, Problem> + Send + 'static,
    ) -> Result<(), Problem> {
        let (ShownRehearsal { to, trials, extent, .. }, cancel) = {
            let mut state = self.state();
            if matches!(state.job, RehearsalJob::Working { .. }) {
                return Err(Problem::new(Code::Busy, Sentence::RehearsalAlreadyRuns));
            }
            let place = state.plans.iter().position(|shown| shown.id == plan);
            let shown = state.plans.remove(place.ok_or_else(|| refused(Sentence::RehearsalExpired))?);
            let Trials { tests, raises, .. } = shown.trials;
            state.job = RehearsalJob::Working {
                to: shown.to.clone(),
                tests,
                raises,
                projects: Vec::new(),
                done: 0,
                total: 0,
                remaining_seconds: None,
                cancelling: false,
            };
            state.cancel = Cancel::default();
            (shown, state.cancel.clone())
        };
        self.tell();
        let rehearsals = self.clone();
        std::thread::spawn(move || {
            let Trials { tests, raises, .. } = trials;
            let ended = match run(&rehearsals, (&to, trials, &extent), &cancel) {
                Ok(report) => RehearsalJob::Done { raises, report: report.into() },
                Err(problem) if problem.code == Code::Cancelled => RehearsalJob::Idle,
                Err(problem) => RehearsalJob::Failed { to, tests, raises, problem },
            };
            rehearsals.state().job = ended;
            rehearsals.tell();
        });
        Ok(())
    }

    pub(crate) fn begin_projects(&self, folders: &[PathBuf]) {
        let step = |folder: &PathBuf| {
            let folder = folder.to_string_lossy().into_owned();
            RehearsalStep { folder, phase: None, done: false }
        };
        self.change(|steps, _| *steps = folders.iter().map(step).collect());
    }

    /// The projects run one after the other, so those before this one are done.
    pub(crate) fn reach(&self, event: &Event) {
        let Event::Rehearsing { project, phase, done, total, remaining_seconds, .. } = event else { return };
        self.change(|steps, commands| {
            *commands = (*done, *total, *remaining_seconds);
            let known = steps.iter().position(|step| &step.folder == project);
            let now = known.unwrap_or_else(|| {
                steps.push(RehearsalStep { folder: project.clone(), phase: None, done: false });
                steps.len() - 1
            });
            for (index, step) in steps.iter_mut().enumerate() {
                step.phase = (index == now).then_some(*phase);
                step.done = index < now;
            }
        });
    }

    pub(crate) fn cancel(&self) {
        {
            let mut state = self.state();
            let RehearsalJob::Working { cancelling, .. } = &mut state.job else { return };
            *cancelling = true;
            state.cancel.cancel();
        }
        self.tell();
    }

    pub(crate) fn dismiss(&self) {
        {
            let mut state = self.state();
            if matches!(state.job, RehearsalJob::Working { .. }) {
                return;
            }
            state.job = RehearsalJob::Idle;
        }
        self.tell();
    }

    pub(crate) fn is_working(&self) -> bool {
        matches!(self.state().job, RehearsalJob::Working { .. })
    }

    pub(crate) fn follow(&self, page: Channel<RehearsalJob>) {
        let mut state = self.state();
        if page.send(state.job.clone()).is_ok() {
            state.page = Some(page);
        }
    }

    pub(crate) fn tell_again(&self) {
        let state = self.state();
        state.page.as_ref().map(|page| page.send(state.job.clone()));
    }

    /// Changes the steps of the running rehearsal, how many of its commands have ended, and the remaining time.
    fn change(&self, change: impl FnOnce(&mut Vec<RehearsalStep>, &mut (u64, u64, Option<u64>))) {
        {
            let mut state = self.state();
            let RehearsalJob::Working { projects, done, total, remaining_seconds, .. } = &mut state.job else { return };
            let mut commands = (*done, *total, *remaining_seconds);
            change(projects, &mut commands);
            (*done, *total, *remaining_seconds) = commands;
        }
        self.tell();
    }

    fn tell(&self) {
        let (page, job) = {
            let state = self.state();
            (state.page.clone(), state.job.clone())
        };
        if let Some(page) = page {
            // a closed window must not stop a rehearsal
            page.send(job).ok();
        }
    }

    fn state(&self) -> MutexGuard<'_, RehearsalsState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refused(why: Sentence) -> Problem {
    Problem::new(Code::PlanMoved, why).with_next(Sentence::LookAndStart)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn version() -> Version {
        Version::from_name("go1.27.1").unwrap()
    }

    fn extent(installs: bool, projects: &[&str]) -> Extent {
        Extent { installs, projects: projects.iter().map(PathBuf::from).collect() }
    }

    fn plan(rehearsals: &Rehearsals, tests: bool) -> u32 {
        rehearsals.plan(version(), Trials { tests, fixes: false, raises: false }, extent(true, &["a"])).id
    }

    fn cancelled() -> Problem {
        Problem::new(Code::Cancelled, Sentence::Cancelled)
    }

    fn wait(rehearsals: &Rehearsals) -> RehearsalJob {
        while rehearsals.is_working() {
            std::thread::yield_now();
        }
        rehearsals.state().job.clone()
    }

    #[test]
    fn one_runs_at_a_time_and_a_cancelled_one_leaves_nothing() {
        let rehearsals = Rehearsals::default();
        let (go_on, held) = channel::<()>();
        let [one, other] = [false, true].map(|tests| plan(&rehearsals, tests));
        let first = rehearsals.start(one, move |_, _, cancel| {
            held.recv().ok();
            assert!(cancel.is_cancelled());
            Err(cancelled())
        });
        assert_eq!(first, Ok(()));
        let second = rehearsals.start(other, |_, _, _| Err(cancelled()));
        assert_eq!(second.unwrap_err().code, Code::Busy);
        rehearsals.dismiss();
        rehearsals.cancel();
        assert!(matches!(rehearsals.state().job, RehearsalJob::Working { cancelling: true, tests: false, .. }));
        go_on.send(()).unwrap();
        assert!(matches!(wait(&rehearsals), RehearsalJob::Idle));
    }

    #[test]
    fn only_a_rehearsal_that_was_shown_starts_as_it_was_shown_and_once() {
        let rehearsals = Rehearsals::default();
        let never = |_: &Rehearsals, _: (&Version, Trials, &Extent), _: &Cancel| panic!("it was never shown");
        assert_eq!(rehearsals.start(1, never).unwrap_err().code, Code::PlanMoved);
        let trials = Trials { tests: true, fixes: false, raises: true };
        let shown = rehearsals.plan(version(), trials, extent(false, &["a", "b"]));
        assert_eq!((shown.fixes, shown.raises), (false, true));
        assert_eq!((shown.tests, shown.installs, &shown.projects[..]), (true, false, &["a".into(), "b".into()][..]));
        let (said, heard) = channel();
        let run = move |_: &Rehearsals, (to, trials, within): (&Version, Trials, &Extent), _: &Cancel| {
            said.send((to.clone(), trials, within.clone())).ok();
            Err(cancelled())
        };
        rehearsals.start(shown.id, run).unwrap();
        assert_eq!(heard.recv().unwrap(), (version(), trials, extent(false, &["a", "b"])));
        wait(&rehearsals);
        assert_eq!(rehearsals.start(shown.id, never).unwrap_err().code, Code::PlanMoved);
        for _ in 0..KEPT_PLANS {
            plan(&rehearsals, false);
        }
        assert_eq!(rehearsals.state().plans.len(), KEPT_PLANS);
    }

    #[test]
    fn a_rehearsal_does_no_more_than_was_shown() {
        let shown = extent(false, &["a", "b"]);
        for less in [extent(false, &["a", "b"]), extent(false, &["b"]), extent(false, &[])] {
            assert_eq!(less.require_within(&shown), Ok(()));
        }
        for more in [extent(true, &["a"]), extent(false, &["a", "c"]), extent(false, &["a/b"])] {
            assert_eq!(more.require_within(&shown).unwrap_err().code, Code::PlanMoved);
        }
        assert_eq!(shown.require_within(&extent(true, &["b", "a"])), Ok(()));
    }

    #[test]
    fn a_failure_stays_until_it_is_dismissed() {
        let rehearsals = Rehearsals::default();
        let failure = |_: &Rehearsals, _: (&Version, Trials, &Extent), _: &Cancel| {
            Err(Problem::new(Code::GoMissing, Sentence::NoGoToCompare))
        };
        rehearsals.start(plan(&rehearsals, true), failure).unwrap();
        assert!(matches!(wait(&rehearsals), RehearsalJob::Failed { tests: true, .. }));
        rehearsals.dismiss();
        assert!(matches!(rehearsals.state().job, RehearsalJob::Idle));
    }

    #[test]
    fn the_projects_before_the_one_that_runs_are_done() {
        let rehearsals = Rehearsals::default();
        let (said, heard) = channel();
        let run = move |rehearsals: &Rehearsals, _: (&Version, Trials, &Extent), _: &Cancel| {
            rehearsals.begin_projects(&["a", "b", "c"].map(PathBuf::from));
            for (project, phase, done) in [("a", RehearsalPhase::Build, 0), ("b", RehearsalPhase::Vet, 3)] {
                let project = project.to_owned();
                let version = version();
                let remaining_seconds = (done > 0).then_some(9);
                rehearsals.reach(&Event::Rehearsing {
                    step: 0,
                    project,
                    phase,
                    version,
                    done,
                    total: 12,
                    remaining_seconds,
                });
            }
            let RehearsalJob::Working { projects, done, total, remaining_seconds, .. } = rehearsals.state().job.clone()
            else {
                return Err(cancelled());
            };
            said.send((projects, done, total, remaining_seconds)).ok();
            Err(cancelled())
        };
        rehearsals.start(plan(&rehearsals, false), run).unwrap();
        let (steps, done, total, remaining) = heard.recv().unwrap();
        let seen: Vec<_> = steps.iter().map(|step| (step.folder.as_str(), step.phase, step.done)).collect();
        assert_eq!(seen, [("a", None, true), ("b", Some(RehearsalPhase::Vet), false), ("c", None, false)]);
        assert_eq!((done, total, remaining), (3, 12, Some(9)));
        wait(&rehearsals);
    }
}
