//! What Upgo says by itself, and what the buttons of a toast do.
use std::thread;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use upgo_engine::engine::{Remind, Request};
use upgo_engine::plan::Action;
use upgo_engine::report::Problem;
use upgo_engine::settings;
use upgo_toast::{Intent, Language, Toast};

use crate::bridge::{Destination, Place};
use crate::desk::Desk;
use crate::jobs::Job;
use crate::window;

/// How often the clock is looked at. A machine that slept for days is noticed within this.
const LOOK: Duration = Duration::from_mins(10);
/// How often releases are asked for.
const CHECK: SignedDuration = SignedDuration::from_hours(24);
/// After a check without an answer.
const CHECK_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// Asks once a day what is out, and says what is new.
pub(crate) fn start(desk: &Desk) {
    let desk = desk.clone();
    thread::spawn(move || {
        let mut tried = None;
        loop {
            if is_due(Timestamp::now(), tried) {
                tried = Some(Timestamp::now());
                // a problem is kept at the desk, for Home
                desk.check().ok();
            }
            speak(&desk);
            thread::sleep(LOOK);
        }
    });
}

/// Says what has not been said yet.
pub(crate) fn speak(desk: &Desk) {
    let Ok(engine) = Desk::engine("toast") else { return };
    let Ok(Some(notice)) = engine.notice() else { return };
    // who looks at the window sees it there
    let is_said = window::has_focus(desk) || desk.toast(&Toast::NewRelease { notice: notice.clone() }).is_ok();
    if is_said {
        engine.was_told(&notice).ok();
    }
}

/// A job ended: says how, to who does not look at the window.
pub(crate) fn job_ended(desk: &Desk, job: &Job) {
    if window::has_focus(desk) || !Desk::engine("toast").is_ok_and(|engine| engine.settings().notifications) {
        return;
    }
    let toast = match job {
        Job::Done { plan, changed, .. } if changed.switched => {
            let undo = changed.id.filter(|_| plan.action != Action::Rollback);
            changed.to.clone().map(|version| Toast::Switched { version, undo })
        }
        Job::Failed { runs, .. } => Some(Toast::Failed { runs: runs.clone() }),
        _ => None,
    };
    if let Some(toast) = toast {
        desk.toast(&toast).ok();
    }
}

/// The window was closed and the tray stays: says so, once.
pub(crate) fn still_here(desk: &Desk) {
    let desk = desk.clone();
    thread::spawn(move || {
        let Ok(engine) = Desk::engine("toast") else { return };
        if engine.say_once("still-here").unwrap_or(false) {
            desk.toast(&Toast::StillHere).ok();
        }
    });
}

/// Shows a toast for the user to see whether they come through.
pub(crate) fn test(desk: &Desk) -> Result<(), Problem> {
    desk.toast(&Toast::Test)
}

/// What a token stands for, once.
pub(crate) fn redeem(token: &str) -> Option<Intent> {
    let engine = Desk::engine("toast").ok()?;
    upgo_toast::redeem(engine.home(), token, Timestamp::now())
}

/// A button of a toast was pressed.
pub(crate) fn pressed(desk: &Desk, intent: Intent) {
    match intent {
        Intent::Upgrade { version } => desk.change(Request::Upgrade { to: Some(version.into()), patch: false }, "toast"),
        Intent::Undo { id } => desk.change(Request::Rollback { id: Some(id) }, "toast"),
        Intent::Later { version } => drop(desk.remind_later(&version, Remind::Tomorrow)),
        Intent::Skip { version } => drop(desk.skip(&version)),
        Intent::TryAgain => {
            let plan = match desk.jobs().job() {
                Job::Failed { request, .. } => Some(request),
                _ => None,
            };
            desk.show(Destination { place: Place::Home, plan });
        }
        Intent::Details | Intent::Open => desk.show(Place::Home.into()),
    }
}

/// The language of the user.
pub(crate) fn language() -> Language {
    let chosen = Desk::engine("window").map(|engine| engine.settings().language);
    match chosen.unwrap_or(settings::Language::System) {
        settings::Language::English => Language::English,
        settings::Language::Chinese => Language::Chinese,
        settings::Language::System => {
            let is_chinese = sys_locale::get_locale().is_some_and(|locale| locale.to_ascii_lowercase().starts_with("zh"));
            if is_chinese { Language::Chinese } else { Language::English }
        }
    }
}

/// Whether it is time to ask again. A clock that was set back asks, too.
fn is_due(now: Timestamp, tried: Option<Timestamp>) -> bool {
    let Ok(engine) = Desk::engine("window") else { return false };
    let answered = engine.known_catalog().map(|catalog| catalog.stamp.fetched_at);
    let is_old = |then: Option<Timestamp>, age| then.is_none_or(|then| now < then || now.duration_since(then) >= age);
    engine.settings().check_daily && is_old(answered, CHECK) && is_old(tried, CHECK_AGAIN)
}
