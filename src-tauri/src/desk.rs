//! The state that all parts of the program share.
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tauri::{Manager as _, State};
use tauri_specta::Event as _;
use upgo_engine::base::report::{Cancel, Problem};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::{self, Language};
use upgo_engine::cases::{Confirmed, Engine, Overview, Setup};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::guidance::bug_report::BugReport;
use upgo_engine::guidance::watch::Memory;
use upgo_engine::machine::acts;
use upgo_toast::{Toast, ToastError, Toaster, running};

use crate::arguments::{Jump, StartArguments};
use crate::bridge::{Destination, Navigate, Place, StateChanged};
use crate::commands::home::PauseLength;
use crate::jobs::{Job, Jobs};
use crate::latest_search::LatestSearch;
use crate::progress::{self, ProgressToast};
use crate::rehearsals::Rehearsals;
use crate::restart::{Restart, replaced_upgo};
use crate::runtime::AppHandle;
use crate::shown::ShownPaths;
use crate::{notices, platform, tray, window};

/// The names that this program uses when it requests changes.
const FRONT_ENDS: [&str; 3] = ["window", "tray", "toast"];

/// Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Desk {
    app: AppHandle,
    shared: Arc<DeskState>,
}

#[derive(Default)]
struct DeskState {
    jobs: Jobs,
    rehearsals: Rehearsals,
    shown: ShownPaths,
    /// The language of the page's last messages about jobs and rehearsals.
    told_in: Mutex<Language>,
    search: LatestSearch,
    wsl: LatestSearch,
    /// When releases were last checked.
    asked: Mutex<Option<Instant>>,
    /// The user quits, or closed the window without a tray icon: the process exits once the running job has ended.
    leaving: AtomicBool,
    restart: Mutex<Restart>,
    /// Knows which notifications are still on screen.
    toaster: Mutex<Option<Toaster>>,
    progress: ProgressToast,
    /// Whether the settings or anything else in the home may have changed since the last wait.
    changed: (Mutex<bool>, Condvar),
    /// The place where a newly created window opens.
    destination: Mutex<Option<Destination>>,
    /// The bug report that the page shows, so that exactly this one is saved.
    report: Mutex<BugReport>,
    /// The report for the administrator that the page shows, so that exactly this one is saved.
    administrator_report: Mutex<String>,
}

impl Desk {
    pub(crate) fn set_up(app: &AppHandle) -> Self {
        let desk = Self { app: app.clone(), shared: Arc::default() };
        app.manage(desk.clone());
        let follower = desk.clone();
        desk.jobs().on_change(move |job, ended| follower.job_changed(job, ended));
        if let Ok(engine) = Self::engine("window") {
            desk.look_for_recovered(&engine);
        }
        desk
    }

    /// `None` while the program starts.
    pub(crate) fn of(app: &AppHandle) -> Option<Self> {
        let desk: Option<State<'_, Self>> = app.try_state();
        desk.map(|desk| desk.inner().clone())
    }

    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.shared.jobs
    }

    pub(crate) fn rehearsals(&self) -> &Rehearsals {
        &self.shared.rehearsals
    }

    pub(crate) fn shown(&self) -> &ShownPaths {
        &self.shared.shown
    }

    pub(crate) fn search(&self) -> &LatestSearch {
        &self.shared.search
    }

    pub(crate) fn wsl(&self) -> &LatestSearch {
        &self.shared.wsl
    }

    /// Opened for each use (under 1 ms), because settings and environment change. Sets the program's language, too.
    pub(crate) fn engine(by: &str) -> Result<Engine, Problem> {
        Engine::open(Setup::of_this_process(by)).inspect(|engine| words::speak(notices::language_of(engine)))
    }

    /// An environment variable with an unusable address does not lock the user out of the settings.
    pub(crate) fn engine_for_settings() -> Result<Engine, Problem> {
        Engine::open_without_sources(Setup::of_this_process("window"))
            .inspect(|engine| words::speak(notices::language_of(engine)))
    }

    /// While nobody sees the window, it counts as a look in the background: the user's shell is asked once a day.
    pub(crate) fn overview(&self) -> Result<Overview, Problem> {
        let engine = Self::engine(if window::is_open(self) { "window" } else { acts::SCHEDULED })?;
        self.look_for_recovered(&engine);
        engine.overview()
    }

    /// If the check fails, returns the problem and keeps the cached data.
    pub(crate) fn check(&self) -> Result<Option<Problem>, Problem> {
        let engine = Self::engine("window")?;
        // page and timer may both check at startup: the one that had to wait uses the other's result
        let arrived = Instant::now();
        let mut asked = self.shared.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.is_some_and(|asked| asked >= arrived) {
            return Ok(Memory::read(engine.home()).check_problem);
        }
        let checked = engine.check(&Cancel::default());
        *asked = Some(Instant::now());
        drop(asked);
        self.look_again();
        checked.map(|_| Memory::read(engine.home()).check_problem)
    }

    /// Plans a change and runs it if it needs no confirmation. Otherwise the window shows the plan.
    pub(crate) fn change(&self, request: ChangeRequest, by: &'static str) {
        let desk = self.clone();
        std::thread::spawn(move || {
            let routine = desk.jobs().plan(&request, by).ok().filter(|plan| plan.routine);
            let started = routine.is_some_and(|plan| desk.jobs().start(plan.id, Confirmed::default()).is_ok());
            if !started {
                desk.show(Destination { plan: Some(request), ..Place::Home.into() });
            }
        });
    }

    pub(crate) fn progress(&self) -> &ProgressToast {
        &self.shared.progress
    }

    /// The buttons come back to this desk.
    pub(crate) fn toast(&self, toast: &Toast) -> Result<(), Problem> {
        self.with_toaster(|toaster| toaster.show(toast, notices::language()))
    }

    /// Returns whether the notification is still there.
    pub(crate) fn update_toast(&self, toast: &Toast) -> Result<bool, Problem> {
        self.with_toaster(|toaster| toaster.update(toast, notices::language()))
    }

    pub(crate) fn withdraw_toast(&self, tag: &str) -> Result<(), Problem> {
        self.with_toaster(|toaster| toaster.withdraw(tag))
    }

    fn with_toaster<T: Default>(&self, act: impl FnOnce(&Toaster) -> Result<T, ToastError>) -> Result<T, Problem> {
        let mut toaster = self.shared.toaster.lock().unwrap_or_else(PoisonError::into_inner);
        if toaster.is_none() {
            let (desk, home) = (self.clone(), Self::engine("toast")?.home().clone());
            *toaster = Some(Toaster::new(home, Timestamp::now, move |intent| notices::pressed(&desk, intent)));
        }
        match toaster.as_ref() {
            Some(toaster) => Ok(act(toaster)?),
            None => Ok(T::default()),
        }
    }

    /// Remembers what the user decided, and refreshes window and tray.
    pub(crate) fn decide(&self, by: &str, act: impl FnOnce(&Engine) -> Result<(), Problem>) -> Result<(), Problem> {
        act(&Self::engine(by)?)?;
        self.look_again();
        Ok(())
    }

    pub(crate) fn skip(&self, version: &Version) -> Result<(), Problem> {
        self.decide("window", |engine| engine.skip(version))
    }

    pub(crate) fn remind_later(&self, version: &Version, until: Timestamp) -> Result<(), Problem> {
        self.decide("window", |engine| engine.remind_later(version, until))
    }

    pub(crate) fn offer_again(&self) -> Result<(), Problem> {
        self.decide("window", Engine::offer_again)
    }

    /// `None` ends the pause.
    pub(crate) fn pause(&self, length: Option<PauseLength>) -> Result<(), Problem> {
        self.decide("window", |engine| engine.pause_notifications(length.map(PauseLength::end)))
    }

    pub(crate) fn keep_administrator_report(&self, report: String) -> String {
        self.shared.administrator_report.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&report);
        report
    }

    pub(crate) fn administrator_report(&self) -> String {
        self.shared.administrator_report.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn keep_report(&self, report: BugReport) -> BugReport {
        self.shared.report.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&report);
        report
    }

    pub(crate) fn report(&self) -> BugReport {
        self.shared.report.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn home_changed(&self) {
        let (changed, told) = &self.shared.changed;
        *changed.lock().unwrap_or_else(PoisonError::into_inner) = true;
        told.notify_all();
        let desk = self.clone();
        self.on_main_thread(move || window::follow_settings(&desk));
        self.look_again();
    }

    pub(crate) fn changed_within(&self, patience: Duration) -> bool {
        let (changed, told) = &self.shared.changed;
        let changed = changed.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = told.wait_timeout_while(changed, patience, |changed| !*changed);
        let (mut changed, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *changed)
    }

    /// Does what the command line asks for: a notification's button, or showing the window.
    pub(crate) fn obey(&self, arguments: &StartArguments) {
        if arguments.quit {
            return self.quit();
        }
        let intent = arguments.link.as_deref().and_then(notices::redeem);
        match (intent, arguments.task) {
            (Some(intent), _) => notices::pressed(self, intent),
            (None, Some(task)) => self.open_task(task),
            (None, None) if arguments.hidden => {}
            (None, None) => self.show(Place::Home.into()),
        }
    }

    fn open_task(&self, task: Jump) {
        // any program can pass an argument, so the user decides
        let show = |plan| self.show(Destination { plan: Some(plan), ..Place::Home.into() });
        match task {
            Jump::Upgrade => show(ChangeRequest::Upgrade { to: None, patch: false }),
            Jump::CheckNow => {
                self.show(Place::Home.into());
                notices::check_now(self);
            }
            Jump::Back(id) => show(ChangeRequest::Rollback { id: Some(id) }),
            Jump::At(place) => self.show(place.into()),
        }
    }

    pub(crate) fn show(&self, destination: Destination) {
        // opening the window cancels an exit
        self.shared.leaving.store(false, Ordering::SeqCst);
        self.restarting().show(Some(destination.place));
        *self.shared.destination.lock().unwrap_or_else(PoisonError::into_inner) = Some(destination.clone());
        let desk = self.clone();
        self.on_main_thread(move || {
            if let Err(missing) = platform::require_web_view() {
                return platform::say(&missing);
            }
            match window::open(&desk) {
                Ok(window::Opened::Before) => {
                    desk.take_destination();
                    Navigate(destination).emit(&desk.app).ok();
                }
                // the new page asks for the destination once it is loaded
                Ok(window::Opened::Now) => {}
                Err(error) => platform::say(&format!("Upgo could not show its window: {error}.")),
            }
        });
    }

    /// Returns it once, for a newly loaded page.
    pub(crate) fn take_destination(&self) -> Option<Destination> {
        self.shared.destination.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Refreshes window and tray after a change.
    pub(crate) fn look_again(&self) {
        let language = notices::language();
        let before = mem::replace(&mut *self.shared.told_in.lock().unwrap_or_else(PoisonError::into_inner), language);
        if before != language {
            self.jobs().tell_again();
            self.rehearsals().tell_again();
        }
        StateChanged.emit(&self.app).ok();
        tray::refresh(self);
    }

    /// A running job is cancelled first and rolled back.
    pub(crate) fn quit(&self) {
        self.restarting().forget();
        self.jobs().cancel();
        self.leave();
    }

    pub(crate) fn stays_after_last_window(&self) -> bool {
        !self.shared.leaving.load(Ordering::SeqCst)
    }

    /// The tray icon stays, or the program exits after the running job.
    pub(crate) fn window_is_gone(&self) {
        let keeps = Self::engine("window").is_ok_and(|engine| engine.settings().close_to_tray);
        if keeps && platform::shows_tray() {
            self.restarting().show(None);
            notices::still_here(self);
        } else {
            self.restarting().forget();
            self.leave();
        }
    }

    fn leave(&self) {
        self.shared.leaving.store(true, Ordering::SeqCst);
        // nobody would see its result
        self.rehearsals().cancel();
        let desk = self.clone();
        std::thread::spawn(move || {
            // the user may open the window again before the job ends
            let has_work = || desk.jobs().has_work() || desk.rehearsals().is_working();
            while has_work() && !desk.stays_after_last_window() {
                std::thread::sleep(Duration::from_millis(50));
            }
            if !desk.stays_after_last_window() {
                desk.app.exit(0);
            }
        });
    }

    /// Exits once no change runs or waits, and starts the installed Upgo: at `place`, or only with the tray icon.
    pub(crate) fn restart(&self, place: Option<Place>) {
        if !self.restarting().ask(place) {
            return;
        }
        let desk = self.clone();
        std::thread::spawn(move || {
            while desk.restarting().is_due() {
                if desk.jobs().close_if_idle() {
                    desk.restarting().begin();
                    return desk.app.exit(0);
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        });
    }

    /// Restarts with the tray icon only. If there is a window, its page restarts, or asks.
    pub(crate) fn restart_if_closed(&self) {
        if !window::is_open(self) && self.stays_after_last_window() {
            self.restart(None);
        }
    }

    pub(crate) fn restarting(&self) -> MutexGuard<'_, Restart> {
        self.shared.restart.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Only there may windows and tray icons be changed.
    pub(crate) fn on_main_thread(&self, run: impl FnOnce() + Send + 'static) {
        // fails only while the program exits
        self.app.run_on_main_thread(run).ok();
    }

    fn job_changed(&self, job: &Job, ended: bool) {
        tray::job_changed(self);
        window::show_progress(self, job);
        progress::follow(self);
        if ended {
            notices::job_ended(self, job);
            self.look_again();
            if replaced_upgo(job) {
                self.restart_if_closed();
            }
        }
    }

    /// Completes or rolls back a change whose process was killed, and reports it.
    fn look_for_recovered(&self, engine: &Engine) {
        if let Ok(Some(entry)) = engine.recover() {
            if FRONT_ENDS.contains(&entry.by.as_str()) {
                // Windows still shows the progress of the killed program
                self.withdraw_toast(running::tag(&entry.change)).ok();
            }
            self.jobs().recovered(entry);
        }
    }
}
