//! The plans that were shown, the one job that runs, those that wait for it, and the receivers of its progress.
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tauri::ipc::Channel;
use upgo_engine::base::report::{self, Cancel, Code, Event, Problem, Progress};
use upgo_engine::base::rows::Row;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{Changed, Confirmed, Engine, HistoryEntry, PlanView, Planned};
use upgo_engine::change::request::ChangeRequest;

use crate::desk::Desk;
use crate::queue::{Queue, Queued, ShownPlan, is_within};
use upgo_engine::base::words::Sentence;

/// The number of shown plans that can still be started. It is more than one because a dialog may stay open for long.
const KEPT_PLANS: usize = 8;

/// The running or last change.
#[answer(Clone, Debug, Default, Serialize, Type, tag = "kind")]
pub(crate) enum Job {
    /// No change.
    #[default]
    Idle,
    Working {
        plan: PlanView,
        progress: Progress,
        /// The user asked to cancel; the job stops at the next safe point.
        cancelling: bool,
    },
    Done {
        plan: PlanView,
        changed: Changed,
        left: Vec<Row>,
        milliseconds: u32,
    },
    /// The user cancelled the change, and it was rolled back.
    Cancelled {
        /// The plan of the change.
        plan: PlanView,
    },
    /// The change failed and was rolled back.
    Failed {
        /// The plan of the change.
        plan: PlanView,
        progress: Progress,
        problem: Problem,
        /// The version that a new terminal runs now.
        runs: Option<Version>,
    },
    /// A change whose process was killed was completed or rolled back.
    Recovered {
        /// Its entry in the history.
        entry: HistoryEntry,
    },
}

#[derive(Clone, Default)]
pub(crate) struct Jobs(Arc<Mutex<JobsState>>);

#[derive(Default)]
struct JobsState {
    next_plan: u32,
    plans: Vec<ShownPlan>,
    job: Job,
    queue: Queue,
    cancel: Cancel,
    /// The program exits, so no change begins any more.
    closed: bool,
    page: Option<Channel<Job>>,
    queue_page: Option<Channel<Vec<Queued>>>,
    on_change: Option<Watcher>,
}

/// Called at each change of the job; the flag says whether that change ended the job.
type Watcher = Arc<dyn Fn(&Job, bool) + Send + Sync>;

impl Jobs {
    pub(crate) fn on_change(&self, watcher: impl Fn(&Job, bool) + Send + Sync + 'static) {
        self.state().on_change = Some(Arc::new(watcher));
    }

    /// Keeps the plan, so that it can be started by its number.
    pub(crate) fn plan(&self, request: &ChangeRequest, by: &'static str) -> Result<PlanView, Problem> {
        let engine = Desk::engine(by)?;
        let planned = engine.plan(request, &Cancel::default())?;
        let id = {
            let mut state = self.state();
            state.next_plan += 1;
            state.next_plan
        };
        // not under the lock: it reads disk and processes, and a running job must not wait for that
        let view = engine.describe(&planned, id);
        let mut state = self.state();
        state.plans.push(ShownPlan { view: view.clone(), planned, by });
        if state.plans.len() > KEPT_PLANS {
            state.plans.remove(0);
        }
        Ok(view)
    }

    /// Starts a shown plan, or queues it behind another. Returns once it runs or waits; the page gets its progress.
    pub(crate) fn start(&self, id: u32, confirmed: Confirmed) -> Result<(), Problem> {
        let begun = {
            let mut state = self.state();
            let place = state.plans.iter().position(|shown| shown.view.id == id).filter(|_| !state.closed);
            let Some(place) = place else { return Err(forgotten()) };
            let mut shown = state.plans.remove(place);
            shown.planned.confirmed = confirmed;
            state.queue.settle(&shown.planned.request);
            if matches!(state.job, Job::Working { .. }) {
                state.queue.push(shown);
                None
            } else {
                // under the same lock as the check above, so that only one of two simultaneous starts begins
                Some(state.begin(shown))
            }
        };
        self.tell_queue();
        let Some(begun) = begun else { return Ok(()) };
        self.tell(&self.job(), false);
        let jobs = self.clone();
        std::thread::spawn(move || jobs.run_all(Some(begun)));
        Ok(())
    }

    /// If the change held up others, they continue.
    pub(crate) fn unqueue(&self, id: u32) {
        let is_removed = self.state().queue.remove(id).is_some();
        self.tell_queue();
        if is_removed && !self.is_working() {
            let jobs = self.clone();
            std::thread::spawn(move || {
                let next = jobs.next();
                jobs.run_all(next);
            });
        }
    }

    pub(crate) fn waiting(&self) -> usize {
        self.state().queue.len()
    }

    /// Whether a job runs, or one waits for nothing but its turn.
    pub(crate) fn has_work(&self) -> bool {
        let state = self.state();
        matches!(state.job, Job::Working { .. }) || state.queue.next().is_some()
    }

    /// Lets no change begin any more, unless one runs or waits. Returns whether that is so.
    pub(crate) fn close_if_idle(&self) -> bool {
        let mut state = self.state();
        state.closed |= !matches!(state.job, Job::Working { .. }) && state.queue.len() == 0;
        state.closed
    }

    pub(crate) fn follow_queue(&self, page: Channel<Vec<Queued>>) {
        let mut state = self.state();
        if page.send(state.queue.shown()).is_ok() {
            state.queue_page = Some(page);
        }
    }

    fn run_all(&self, first: Option<(ShownPlan, Cancel)>) {
        let mut next = first;
        while let Some((shown, cancel)) = next {
            let ticker = self.tick();
            let ended = self.run(shown, &cancel);
            drop(ticker);
            if !matches!(ended, Job::Done { .. }) {
                // the user decides whether the others still make sense
                self.state().queue.hold();
                self.tell_queue();
            }
            self.put(ended, true);
            next = self.next();
        }
    }

    /// The next change of the queue, which begins; `None` if there is none, or if the user has to decide first. It is
    /// planned again: if it would do anything that the user did not agree to, it waits for consent.
    fn next(&self) -> Option<(ShownPlan, Cancel)> {
        let (id, request, by) = self.state().queue.next()?;
        // not under the lock, as in `plan`
        let anew = Desk::engine(by).and_then(|engine| {
            let planned = engine.plan(&request, &Cancel::default())?;
            let view = engine.describe(&planned, id);
            Ok((planned, view))
        });
        if anew.as_ref().is_ok_and(|(planned, _)| planned.plan.is_empty()) {
            // the change before it, or another Upgo process, has done the same
            self.state().queue.remove(id);
            self.tell_queue();
            return self.next();
        }
        let begun = {
            let mut state = self.state();
            if matches!(state.job, Job::Working { .. }) {
                return None; // its end continues the queue
            }
            let agreed = state.queue.agreed(id)?;
            let confirmed = agreed.planned.confirmed;
            let anew = anew.ok().filter(|(_, view)| is_within(&agreed.view, view));
            if let Some((planned, view)) = anew {
                state.queue.remove(id);
                Some(state.begin(ShownPlan { view, planned: Planned { confirmed, ..planned }, by }))
            } else {
                state.queue.ask(id);
                None
            }
        };
        self.tell_queue();
        if begun.is_some() {
            self.tell(&self.job(), false);
        }
        begun
    }

    pub(crate) fn cancel(&self) {
        self.cancel_if(|_| true);
    }

    /// Returns whether the job of this plan runs.
    pub(crate) fn cancel_plan(&self, id: u32) -> bool {
        self.cancel_if(|plan| plan.id == id)
    }

    fn cancel_if(&self, is_meant: impl FnOnce(&PlanView) -> bool) -> bool {
        let job = {
            let mut state = self.state();
            let Job::Working { plan, cancelling, .. } = &mut state.job else { return false };
            if !is_meant(plan) {
                return false;
            }
            *cancelling = true;
            let job = state.job.clone();
            state.cancel.cancel();
            job
        };
        self.tell(&job, false);
        true
    }

    pub(crate) fn dismiss(&self) {
        if !self.is_working() {
            self.put(Job::Idle, false);
        }
    }

    pub(crate) fn recovered(&self, entry: HistoryEntry) {
        if !self.is_working() {
            self.put(Job::Recovered { entry }, false);
        }
    }

    pub(crate) fn is_working(&self) -> bool {
        matches!(self.state().job, Job::Working { .. })
    }

    pub(crate) fn runs(&self, id: u32) -> bool {
        matches!(&self.state().job, Job::Working { plan, .. } if plan.id == id)
    }

    pub(crate) fn asks_user(&self) -> bool {
        self.state().queue.asks_user()
    }

    /// The request of the last job if it failed, for another try.
    pub(crate) fn failed_request(&self) -> Option<ChangeRequest> {
        match self.job() {
            Job::Failed { plan, .. } => Some(plan.request),
            _ => None,
        }
    }

    pub(crate) fn job(&self) -> Job {
        self.state().job.clone()
    }

    /// Sends the job to a page, now and at each change, until the page is gone.
    pub(crate) fn follow(&self, page: Channel<Job>) {
        let mut state = self.state();
        if page.send(state.job.clone()).is_ok() {
            state.page = Some(page);
        }
    }

    /// Sends the job and the queue to the page again, now in another language.
    pub(crate) fn tell_again(&self) {
        let state = self.state();
        state.page.as_ref().map(|page| page.send(state.job.clone()));
        state.queue_page.as_ref().map(|page| page.send(state.queue.shown()));
    }

    fn run(&self, shown: ShownPlan, cancel: &Cancel) -> Job {
        let begin = Instant::now();
        let ShownPlan { view: plan, planned, by } = shown;
        let engine = match Desk::engine(by) {
            Ok(engine) => engine,
            Err(problem) => return self.failed(plan, problem, None),
        };
        let events = |event: Event| self.progress(|progress| progress.apply(&event, Instant::now()));
        match engine.apply(planned, cancel, &events) {
            Ok(changed) => {
                let milliseconds = u32::try_from(begin.elapsed().as_millis()).unwrap_or(u32::MAX);
                let left = engine.left_to_do(&plan.request, &changed);
                Job::Done { plan, changed, left, milliseconds }
            }
            Err(problem) if problem.code == Code::Cancelled => Job::Cancelled { plan },
            Err(problem) => {
                if problem.code == Code::PlanMoved
                    && let Some(changed) = nothing_left(&engine, &plan.request, cancel)
                {
                    let left = engine.left_to_do(&plan.request, &changed);
                    return Job::Done { plan, changed, left, milliseconds: 0 };
                }
                let runs = engine.overview().ok().and_then(|overview| overview.active?.go.version);
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

    /// Updates the progress every second, because a stalled step sends no event, until the result is dropped.
    fn tick(&self) -> Sender<()> {
        let (stop, stopped) = channel();
        let jobs = self.clone();
        std::thread::spawn(move || {
            while stopped.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                jobs.progress(|progress| progress.tick(Instant::now()));
            }
        });
        stop
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

    /// `ended` means that a change has just ended, not only that none is running.
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

    /// Sends the queue to the page, and lets the tray icon follow.
    fn tell_queue(&self) {
        let (page, watcher, waiting, job) = {
            let state = self.state();
            (state.queue_page.clone(), state.on_change.clone(), state.queue.shown(), state.job.clone())
        };
        if let Some(page) = page {
            page.send(waiting).ok();
        }
        if let Some(watcher) = watcher {
            watcher(&job, false);
        }
    }

    fn state(&self) -> MutexGuard<'_, JobsState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl JobsState {
    fn begin(&mut self, shown: ShownPlan) -> (ShownPlan, Cancel) {
        let progress = Progress::new(&shown.view.steps);
        self.job = Job::Working { plan: shown.view.clone(), progress, cancelling: false };
        self.cancel = Cancel::default();
        (shown, self.cancel.clone())
    }
}

/// The differences if another Upgo process has already made the same change, so that nothing is left to do.
fn nothing_left(engine: &Engine, request: &ChangeRequest, cancel: &Cancel) -> Option<Changed> {
    let again = engine.plan(request, cancel).ok().filter(|again| again.plan.is_empty())?;
    engine.apply(again, cancel, &report::ignore).ok()
}

fn forgotten() -> Problem {
    Problem::new(Code::PlanMoved, Sentence::PlanExpired).with_next(Sentence::ReviewNewPlan)
}
