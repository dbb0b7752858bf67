//! The one change at a time: the plans that were shown, the one that runs, and who follows it.
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use specta::Type;
use tauri::ipc::Channel;
use upgo_engine::engine::{Changed, Confirmed, Engine, HistoryEntry, PlanView, Planned};
use upgo_engine::report::{self, Cancel, Code, Event, Problem, Progress};
use upgo_engine::request::ChangeRequest;
use upgo_engine::version::Version;

use crate::desk::Desk;

/// Plans that were shown and may still be started. A dialog that is open for long keeps its own.
const KEPT_PLANS: usize = 8;

/// The change that runs or has just ended.
#[derive(Clone, Debug, Default, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Job {
    /// None.
    #[default]
    Idle,
    /// It runs.
    Working {
        /// What is done.
        plan: PlanView,
        /// How far it is.
        progress: Progress,
        /// The user asked it to stop; it stops at the next harmless place.
        cancelling: bool,
    },
    /// It is in effect.
    Done {
        /// What was done.
        plan: PlanView,
        /// What is different now.
        changed: Changed,
        /// What it took.
        milliseconds: u32,
    },
    /// The user cancelled it, and it was taken back.
    Cancelled {
        /// What was to be done.
        plan: PlanView,
    },
    /// It failed, and was taken back.
    Failed {
        /// What was to be done.
        plan: PlanView,
        /// How far it came.
        progress: Progress,
        /// What went wrong.
        problem: Problem,
        /// What a new terminal runs now.
        runs: Option<Version>,
    },
    /// A change whose process was killed was completed or taken back.
    Recovered {
        /// It, in the history.
        entry: HistoryEntry,
    },
}

/// The one change at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Jobs(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    next_plan: u32,
    plans: Vec<Shown>,
    job: Job,
    cancel: Cancel,
    /// The page of the one window.
    page: Option<Channel<Job>>,
    on_change: Option<Watcher>,
}

/// Is told of each change of the job, and whether the job has ended with it.
type Watcher = Arc<dyn Fn(&Job, bool) + Send + Sync>;

/// A plan that was shown.
struct Shown {
    view: PlanView,
    planned: Planned,
    by: &'static str,
}

impl Jobs {
    /// Who else is told of every change.
    pub(crate) fn on_change(&self, watcher: impl Fn(&Job, bool) + Send + Sync + 'static) {
        self.state().on_change = Some(Arc::new(watcher));
    }

    /// Makes the plan of a change and keeps it, so that it can be started by its number.
    pub(crate) fn plan(&self, request: &ChangeRequest, by: &'static str) -> Result<PlanView, Problem> {
        let engine = Desk::engine(by)?;
        let planned = engine.plan(request, &Cancel::default())?;
        let id = {
            let mut state = self.state();
            state.next_plan += 1;
            state.next_plan
        };
        // looks at disk and processes: a running job must not wait for that
        let view = engine.describe(&planned, id);
        let mut state = self.state();
        state.plans.push(Shown { view: view.clone(), planned, by });
        if state.plans.len() > KEPT_PLANS {
            state.plans.remove(0);
        }
        Ok(view)
    }

    /// Runs a plan that was shown. Returns once it has begun; how it goes is told to those who follow.
    pub(crate) fn start(&self, id: u32, confirmed: Confirmed) -> Result<(), Problem> {
        let (shown, cancel, job) = {
            let mut state = self.state();
            if matches!(state.job, Job::Working { .. }) {
                return Err(Problem::new(Code::Busy, "another change is running in this window"));
            }
            let place = state.plans.iter().position(|shown| shown.view.id == id);
            let Some(place) = place else { return Err(forgotten()) };
            let mut shown = state.plans.remove(place);
            shown.planned.confirmed = confirmed;
            let progress = Progress::new(&shown.view.steps);
            // under the same lock as the question above: of two starts at once only one begins
            state.job = Job::Working { plan: shown.view.clone(), progress, cancelling: false };
            state.cancel = Cancel::default();
            (shown, state.cancel.clone(), state.job.clone())
        };
        self.tell(&job, false);
        let jobs = self.clone();
        std::thread::spawn(move || {
            let ticker = jobs.tick();
            let ended = jobs.run(shown, &cancel);
            drop(ticker);
            jobs.put(ended, true);
        });
        Ok(())
    }

    /// Asks the running job to stop.
    pub(crate) fn cancel(&self) {
        let job = {
            let mut state = self.state();
            let Job::Working { cancelling, .. } = &mut state.job else { return };
            *cancelling = true;
            let job = state.job.clone();
            state.cancel.cancel();
            job
        };
        self.tell(&job, false);
    }

    /// The user has read how the last job ended.
    pub(crate) fn dismiss(&self) {
        if !self.is_working() {
            self.put(Job::Idle, false);
        }
    }

    /// A change whose process was killed has been ended.
    pub(crate) fn recovered(&self, entry: HistoryEntry) {
        if !self.is_working() {
            self.put(Job::Recovered { entry }, false);
        }
    }

    /// Whether a job runs.
    pub(crate) fn is_working(&self) -> bool {
        matches!(self.state().job, Job::Working { .. })
    }

    /// What failed last, so that it can be tried again.
    pub(crate) fn failed_request(&self) -> Option<ChangeRequest> {
        match self.job() {
            Job::Failed { plan, .. } => Some(plan.request),
            _ => None,
        }
    }

    /// The job as it is now.
    pub(crate) fn job(&self) -> Job {
        self.state().job.clone()
    }

    /// Tells a page of the job, now and at each change, until the page is gone.
    pub(crate) fn follow(&self, page: Channel<Job>) {
        let mut state = self.state();
        if page.send(state.job.clone()).is_ok() {
            state.page = Some(page);
        }
    }

    fn run(&self, shown: Shown, cancel: &Cancel) -> Job {
        let begin = Instant::now();
        let Shown { view: plan, planned, by } = shown;
        let engine = match Desk::engine(by) {
            Ok(engine) => engine,
            Err(problem) => return self.failed(plan, problem, None),
        };
        let events = |event: Event| self.advance(&event);
        match engine.apply(planned, cancel, &events) {
            Ok(changed) => {
                let milliseconds = u32::try_from(begin.elapsed().as_millis()).unwrap_or(u32::MAX);
                Job::Done { plan, changed, milliseconds }
            }
            Err(problem) if problem.code == Code::Cancelled => Job::Cancelled { plan },
            Err(problem) => {
                if problem.code == Code::PlanMoved
                    && let Some(changed) = nothing_left(&engine, &plan.request, cancel)
                {
                    return Job::Done { plan, changed, milliseconds: 0 };
                }
                let runs = engine.overview().ok().and_then(|overview| overview.active?.version);
                self.failed(plan, problem, runs)
            }
        }
    }

    fn failed(&self, plan: PlanView, problem: Problem, runs: Option<Version>) -> Job {
        let progress = match self.job() {
            Job::Working { progress, .. } => progress,
            _ => Progress::new(&plan.steps),
        };
        Job::Failed { plan, progress, problem, runs }
    }

    fn advance(&self, event: &Event) {
        self.progress(|progress| progress.apply(event, Instant::now()));
    }

    /// Notices that nothing moves, which no event tells.
    fn tick(&self) -> Ticker {
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let jobs = self.clone();
        std::thread::spawn(move || {
            while stopped.recv_timeout(Duration::from_secs(1)).is_err_and(|error| !is_closed(error)) {
                jobs.progress(|progress| progress.tick(Instant::now()));
            }
        });
        Ticker(stop)
    }

    fn progress(&self, change: impl FnOnce(&mut Progress)) {
        let job = {
            let mut state = self.state();
            let Job::Working { progress, .. } = &mut state.job else { return };
            let before = progress.clone();
            change(progress);
            if *progress == before {
                return;
            }
            state.job.clone()
        };
        self.tell(&job, false);
    }

    /// `ended`: a change ended just now, which is more than that none runs.
    fn put(&self, job: Job, ended: bool) {
        let told = job.clone();
        self.state().job = job;
        self.tell(&told, ended);
    }

    fn tell(&self, job: &Job, ended: bool) {
        let (page, watcher) = {
            let state = self.state();
            (state.page.clone(), state.on_change.clone())
        };
        if let Some(page) = page {
            // a closed window must not stop a job
            page.send(job.clone()).ok();
        }
        if let Some(watcher) = watcher {
            watcher(job, ended);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What has changed where the machine moved because another Upgo did just what was asked for: nothing is left to do.
fn nothing_left(engine: &Engine, request: &ChangeRequest, cancel: &Cancel) -> Option<Changed> {
    let again = engine.plan(request, cancel).ok().filter(|again| again.plan.is_empty())?;
    engine.apply(again, cancel, &report::ignore).ok()
}

/// Ticks until it is dropped.
struct Ticker(#[expect(dead_code, reason = "its end is the message")] std::sync::mpsc::Sender<()>);

fn is_closed(error: std::sync::mpsc::RecvTimeoutError) -> bool {
    error == std::sync::mpsc::RecvTimeoutError::Disconnected
}

fn forgotten() -> Problem {
    Problem::new(Code::PlanMoved, "this plan is no longer known").with_next("Look at the new plan.")
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("job", &self.job).finish_non_exhaustive()
    }
}
