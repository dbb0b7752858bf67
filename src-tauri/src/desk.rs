//! What all parts of the program share.
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tauri::{Manager as _, State};
use tauri_specta::Event as _;
use upgo_engine::engine::{Confirmed, Engine, Overview, Setup};
use upgo_engine::report::{Cancel, Problem};
use upgo_engine::request::ChangeRequest;
use upgo_engine::version::Version;
use upgo_engine::watch::Memory;
use upgo_toast::{Toast, Toaster};

use crate::arguments::Arguments;
use crate::bridge::{Destination, Navigate, Place, StateChanged};
use crate::jobs::{Job, Jobs};
use crate::runtime::AppHandle;
use crate::{notices, platform, tray, window};

/// The desk that the faces sit at. Cloning it is cheap.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    app: AppHandle,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    jobs: Jobs,
    /// When releases were asked for last.
    asked: Mutex<Option<Instant>>,
    /// The user quits, or closed a window that keeps no tray: the process ends when the running job has.
    leaving: AtomicBool,
    /// What shows toasts; it knows which of them are still there.
    toaster: Mutex<Option<Toaster>>,
    /// Whether the settings, or anything else in the home, may have changed since that was asked last.
    changed: (Mutex<bool>, Condvar),
    /// Where a window that is just being made shall be.
    destination: Mutex<Option<Destination>>,
}

impl Desk {
    /// Makes the desk of a program that starts.
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

    /// The desk of the program; `None` while it starts.
    pub(crate) fn of(app: &AppHandle) -> Option<Self> {
        let desk: Option<State<'_, Self>> = app.try_state();
        desk.map(|desk| desk.inner().clone())
    }

    /// Tauri's handle, for the faces.
    pub(crate) fn app(&self) -> &AppHandle {
        &self.app
    }

    /// The one change at a time.
    pub(crate) fn jobs(&self) -> &Jobs {
        &self.shared.jobs
    }

    /// The engine as `by` asks it. Opened anew each time: settings and environment may have changed, and it costs
    /// less than a millisecond.
    pub(crate) fn engine(by: &str) -> Result<Engine, Problem> {
        Engine::open(Setup::of_this_process(by))
    }

    /// The engine for the settings: a variable that names an unusable address does not lock the user out of them.
    pub(crate) fn engine_for_settings() -> Result<Engine, Problem> {
        Engine::open_without_sources(Setup::of_this_process("window"))
    }

    /// What Home and the tray say.
    pub(crate) fn overview(&self) -> Result<Overview, Problem> {
        let engine = Self::engine("window")?;
        self.look_for_recovered(&engine);
        engine.overview()
    }

    /// Asks what is out. Where nobody answers, says so; what was known stays.
    pub(crate) fn check(&self) -> Result<Option<Problem>, Problem> {
        let engine = Self::engine("window")?;
        // page and clock may both ask at the start: who had to wait for an answer takes that one
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

    /// Plans a change and runs it if that may be done without showing the plan; else the window shows it.
    pub(crate) fn change(&self, request: ChangeRequest, by: &'static str) {
        let desk = self.clone();
        std::thread::spawn(move || {
            let routine = desk.jobs().plan(&request, by).ok().filter(|plan| plan.routine);
            let started = routine.is_some_and(|plan| desk.jobs().start(plan.id, Confirmed::default()).is_ok());
            if !started {
                desk.show(Destination { place: Place::Home, plan: Some(request) });
            }
        });
    }

    /// Shows a toast; its buttons come back to this desk.
    pub(crate) fn toast(&self, toast: &Toast) -> Result<(), Problem> {
        let mut toaster = self.shared.toaster.lock().unwrap_or_else(PoisonError::into_inner);
        if toaster.is_none() {
            let (desk, home) = (self.clone(), Self::engine("toast")?.home().clone());
            *toaster = Some(Toaster::new(home, Timestamp::now, move |intent| notices::pressed(&desk, intent)));
        }
        match toaster.as_ref() {
            Some(toaster) => Ok(toaster.show(toast, notices::language())?),
            None => Ok(()),
        }
    }

    /// Never speaks of this release again.
    pub(crate) fn skip(&self, version: &Version) -> Result<(), Problem> {
        Self::engine("window")?.skip(version)?;
        self.look_again();
        Ok(())
    }

    /// Is quiet about this release until then.
    pub(crate) fn remind_later(&self, version: &Version, until: Timestamp) -> Result<(), Problem> {
        Self::engine("window")?.remind_later(version, until)?;
        self.look_again();
        Ok(())
    }

    /// Says nothing until then; `None` ends the pause.
    pub(crate) fn pause(&self, until: Option<Timestamp>) -> Result<(), Problem> {
        Self::engine("tray")?.pause_notifications(until)?;
        self.look_again();
        Ok(())
    }

    /// The settings, or anything else in the home, may have changed.
    pub(crate) fn home_changed(&self) {
        let (changed, told) = &self.shared.changed;
        *changed.lock().unwrap_or_else(PoisonError::into_inner) = true;
        told.notify_all();
        let desk = self.clone();
        self.on_main_thread(move || window::follow_settings(&desk));
        self.look_again();
    }

    /// Waits for as long; whether the settings, or anything else in the home, may have changed.
    pub(crate) fn changed_within(&self, patience: Duration) -> bool {
        let (changed, told) = &self.shared.changed;
        let changed = changed.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = told.wait_timeout_while(changed, patience, |changed| !*changed);
        let (mut changed, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *changed)
    }

    /// Does what a start asks for: the button of a toast, or the window.
    pub(crate) fn obey(&self, arguments: &Arguments) {
        if arguments.quit {
            return self.quit();
        }
        let intent = arguments.link.as_deref().and_then(notices::redeem);
        match intent {
            Some(intent) => notices::pressed(self, intent),
            None if arguments.hidden => {}
            None => self.show(Place::Home.into()),
        }
    }

    /// Shows the window, there.
    pub(crate) fn show(&self, destination: Destination) {
        // who wants to see something does not leave
        self.shared.leaving.store(false, Ordering::SeqCst);
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
                // the page takes the destination when it is there
                Ok(window::Opened::Now) => {}
                Err(error) => platform::say(&format!("Upgo cannot show its window: {error}.")),
            }
        });
    }

    /// Where the page that has just been loaded shall be.
    pub(crate) fn take_destination(&self) -> Option<Destination> {
        self.shared.destination.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Tells every face that something changed.
    pub(crate) fn look_again(&self) {
        StateChanged.emit(&self.app).ok();
        tray::refresh(self);
    }

    /// Ends the program. A running job is cancelled first, which harms nothing.
    pub(crate) fn quit(&self) {
        self.jobs().cancel();
        self.leave();
    }

    /// Whether the process stays although no window is left.
    pub(crate) fn stays_after_last_window(&self) -> bool {
        !self.shared.leaving.load(Ordering::SeqCst)
    }

    /// The window was closed: the tray stays, or the program ends after the running job.
    pub(crate) fn window_is_gone(&self) {
        let keeps = Self::engine("window").is_ok_and(|engine| engine.settings().close_to_tray);
        if keeps && platform::shows_tray() {
            notices::still_here(self);
        } else {
            self.leave();
        }
    }

    fn leave(&self) {
        self.shared.leaving.store(true, Ordering::SeqCst);
        let desk = self.clone();
        std::thread::spawn(move || {
            // the user may open the window again while a job ends
            while desk.jobs().is_working() && !desk.stays_after_last_window() {
                std::thread::sleep(Duration::from_millis(50));
            }
            if !desk.stays_after_last_window() {
                desk.app.exit(0);
            }
        });
    }

    /// Runs something where windows and tray icons may be touched.
    pub(crate) fn on_main_thread(&self, run: impl FnOnce() + Send + 'static) {
        // fails only when the program is ending
        self.app.run_on_main_thread(run).ok();
    }

    fn job_changed(&self, job: &Job, ended: bool) {
        tray::job_changed(self);
        window::show_progress(self, job);
        if ended {
            notices::job_ended(self, job);
            self.look_again();
        }
    }

    /// A change whose process was killed is completed or taken back now, and said.
    fn look_for_recovered(&self, engine: &Engine) {
        if let Ok(Some(entry)) = engine.recover() {
            self.jobs().recovered(entry);
        }
    }
}
