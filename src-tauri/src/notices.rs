//! The background checks and their notifications, and the actions behind a notification's buttons.
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use upgo_engine::base::report::{Cancel, Problem, ignore};
use upgo_engine::base::version::Version;
use upgo_engine::base::words::Language;
use upgo_engine::cases::{Engine, Round};
use upgo_engine::change::request::ChangeRequest;
use upgo_engine::choices::settings;
use upgo_engine::guidance::watch::Notice;
use upgo_engine::machine::platform::Condition;
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_toast::{Intent, Terminals, Toast, Toaster};

use crate::bridge::{Destination, Place};
use crate::commands::home::Remind;
use crate::desk::Desk;
use crate::jobs::Job;
use crate::{platform, progress, window};

/// How often the clock and the machine's condition are checked, so that the end of a long sleep is noticed in time.
const LOOK: Duration = Duration::from_mins(10);
/// The delay of the first notification after the start, because a window that is being opened will have the focus.
const FIRST_WORD: Duration = Duration::from_secs(4);

pub(crate) fn start(desk: &Desk) {
    let desk = desk.clone();
    thread::spawn(move || {
        thread::sleep(FIRST_WORD);
        loop {
            let again = round(&desk).unwrap_or(Timestamp::MAX);
            wait(&desk, again);
        }
    });
}

/// Waits until the given time, or until the settings, the network or the clock have changed.
fn wait(desk: &Desk, until: Timestamp) {
    let machine =
        || Condition { idle: None, ..Desk::engine("watch").map(|engine| engine.machine()).unwrap_or_default() };
    let here = machine();
    loop {
        let (before, begin) = (Timestamp::now(), Instant::now());
        let wait = Duration::try_from(until.duration_since(before)).unwrap_or_default();
        let has_changed = desk.changed_within(wait.clamp(Duration::from_secs(1), LOOK));
        let now = Timestamp::now();
        // after sleep or a clock change, the wall clock and the elapsed time differ
        let missing = now.duration_since(before).as_secs().abs_diff(begin.elapsed().as_secs().cast_signed());
        let is_elsewhere = here != machine();
        if has_changed || now >= until || missing > 60 || is_elsewhere {
            return;
        }
    }
}

/// Shows new notifications, and does the other work that is due. Returns the time of the next round.
pub(crate) fn round(desk: &Desk) -> Option<Timestamp> {
    let engine = Desk::engine("watch").ok()?;
    // no notification is needed while the window has the focus
    let mut show =
        |notice: &Notice| window::has_focus(desk) || Toast::of(notice).is_some_and(|toast| desk.toast(&toast).is_ok());
    let cancel = Cancel::default();
    let mut round = Round { machine: &engine.machine_for_round(), show: &mut show, cancel: &cancel, events: &ignore };
    let watched = engine.watch(&mut round).ok()?;
    if !watched.tried.is_empty() {
        desk.look_again();
    }
    if watched.updated_self {
        desk.restart_if_closed();
    }
    Some(watched.look_again)
}

/// Checks for releases because the user asks, and shows new notifications. Home shows a problem.
pub(crate) fn check_now(desk: &Desk) {
    let desk = desk.clone();
    thread::spawn(move || {
        desk.check().ok();
        round(&desk);
    });
}

/// Without a resident program to handle a notification's buttons. Windows starts one for them.
pub(crate) fn round_alone(engine: &Engine) -> Result<(), Problem> {
    let toaster = Toaster::new(engine.home().clone(), Timestamp::now, |_| {});
    let mut show = |notice: &Notice| Toast::of(notice).is_some_and(|toast| toaster.show(&toast, language()).is_ok());
    let cancel = Cancel::default();
    let mut round = Round { machine: &engine.machine_for_round(), show: &mut show, cancel: &cancel, events: &ignore };
    engine.watch(&mut round).map(drop)
}

/// Silent while the window has the focus.
pub(crate) fn job_ended(desk: &Desk, job: &Job) {
    let is_wanted = !window::has_focus(desk) && Desk::engine("toast").is_ok_and(|engine| wants_results(&engine));
    let result = toast_of(job).filter(|_| is_wanted);
    progress::job_ended(desk, result.as_ref());
    if let Some(toast) = result {
        desk.toast(&toast).ok();
    }
}

pub(crate) fn wants_results(engine: &Engine) -> bool {
    engine.settings().notifications && engine.settings().notify_results
}

fn toast_of(job: &Job) -> Option<Toast> {
    match job {
        Job::Done { changed, .. } if changed.change.switched && changed.change.to.is_some() => {
            let terminals = if changed.path_changed { Terminals::New } else { Terminals::Open };
            let undo = changed.id.filter(|_| changed.undid.is_none());
            Some(Toast::Done { change: changed.change.without_number(), undo, terminals })
        }
        Job::Failed { plan, runs, .. } => {
            Some(Toast::Failed { change: plan.change.without_number(), runs: runs.clone() })
        }
        _ => None,
    }
}

/// Tells the user once that Upgo keeps running in the tray after the window is closed.
pub(crate) fn still_here(desk: &Desk) {
    let desk = desk.clone();
    thread::spawn(move || {
        let Ok(engine) = Desk::engine("toast") else { return };
        if engine.settings().notifications && engine.say_once("still-here").unwrap_or(false) {
            desk.toast(&Toast::StillHere { icon_is_hidden: platform::hides_new_icons() }).ok();
        }
    });
}

/// A link works once.
pub(crate) fn redeem(link: &str) -> Option<Intent> {
    let engine = Desk::engine("toast").ok()?;
    upgo_toast::redeem(engine.home(), link, Timestamp::now())
}

pub(crate) fn pressed(desk: &Desk, intent: Intent) {
    let upgrade = |version: Version| ChangeRequest::Upgrade { to: Some(ReleaseRequest::Exact(version)), patch: false };
    match intent {
        Intent::Upgrade { version } => desk.change(upgrade(version), "toast"),
        Intent::Undo { id } => desk.change(ChangeRequest::Rollback { id: Some(id) }, "toast"),
        Intent::Later { version } => drop(desk.remind_later(&version, Remind::Tomorrow.after(Timestamp::now()))),
        Intent::Skip { version } => drop(desk.skip(&version)),
        Intent::Cancel { plan, process } => {
            let is_ours = process == std::process::id();
            if !(is_ours && desk.jobs().cancel_plan(plan)) {
                // it has ended in the meantime, and Home shows how
                desk.show(Place::Home.into());
            }
        }
        Intent::TryAgain => desk.show(Destination { plan: desk.jobs().failed_request(), ..Place::Home.into() }),
        Intent::Upgo => desk.show(Destination::upgo()),
        Intent::Details | Intent::Open => desk.show(Place::Home.into()),
    }
}

pub(crate) fn language() -> Language {
    let engine = Desk::engine("window");
    engine
        .map_or_else(|_| settings::WindowLanguage::System.chosen(sys_locale::get_locale), |engine| language_of(&engine))
}

pub(crate) fn language_of(engine: &Engine) -> Language {
    engine.settings().language.chosen(sys_locale::get_locale)
}
