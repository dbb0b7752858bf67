//! What Upgo says by itself, and what the buttons of a toast do.
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use upgo_engine::catalog::ReleaseRequest;
use upgo_engine::engine::{ChangeRequest, Engine};
use upgo_engine::plan::Action;
use upgo_engine::report::Problem;
use upgo_engine::settings;
use upgo_engine::version::Version;
use upgo_engine::watch::Notice;
use upgo_toast::{Attempt, Intent, Language, Terminals, Toast, Toaster};

use crate::bridge::{Destination, Place};
use crate::commands::home::Remind;
use crate::desk::Desk;
use crate::jobs::Job;
use crate::window;

/// How often the clock is looked at. A machine that slept for days is noticed within this.
const LOOK: Duration = Duration::from_mins(10);
/// Nothing is said so shortly after the start.
const FIRST_WORD: Duration = Duration::from_secs(4);
/// How often releases are asked for.
const CHECK: SignedDuration = SignedDuration::from_hours(24);
/// After a check without an answer.
const CHECK_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// Asks once a day what is out, and says what is new.
pub(crate) fn start(desk: &Desk) {
    let desk = desk.clone();
    thread::spawn(move || {
        let (begin, mut tried) = (Instant::now(), None);
        loop {
            if is_due(Timestamp::now(), tried) {
                tried = Some(Timestamp::now());
                // a problem is kept at the desk, for Home
                desk.check().ok();
            }
            // a window that is being opened will have the focus
            thread::sleep(FIRST_WORD.saturating_sub(begin.elapsed()));
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
    if window::has_focus(desk) || desk.toast(&toast_of_news(&notice)).is_ok() {
        engine.was_told(&notice).ok();
    }
}

/// The same where no program stays that could follow its buttons: Windows starts one for them.
pub(crate) fn speak_alone(engine: &Engine) {
    let Ok(Some(notice)) = engine.notice() else { return };
    let toaster = Toaster::new(engine.home().clone(), Timestamp::now, |_| {});
    if toaster.show(&toast_of_news(&notice), language()).is_ok() {
        engine.was_told(&notice).ok();
    }
}

fn toast_of_news(notice: &Notice) -> Toast {
    Toast::NewRelease {
        version: notice.offer.version.clone(),
        from: notice.from.clone(),
        released_on: notice.offer.released_on.map(Into::into),
        unsupported: notice.unsupported,
        fixes: notice.fixes,
        fixes_in_your_projects: notice.offer.fixes_in_your_projects,
    }
}

/// A job ended: says how, to who does not look at the window.
pub(crate) fn job_ended(desk: &Desk, job: &Job) {
    if window::has_focus(desk) || !Desk::engine("toast").is_ok_and(|engine| engine.settings().notifications) {
        return;
    }
    if let Some(toast) = toast_of(job) {
        desk.toast(&toast).ok();
    }
}

/// What is worth a toast of how a job ended.
fn toast_of(job: &Job) -> Option<Toast> {
    match job {
        Job::Done { changed, .. } if changed.switched => {
            let version = changed.to.clone()?;
            if changed.undid.is_some() {
                return Some(Toast::Undone { version, left: changed.from.clone() });
            }
            let terminals = if changed.path_changed { Terminals::New } else { Terminals::Open };
            Some(Toast::Upgraded { version, undo: changed.id, terminals })
        }
        Job::Failed { plan, runs, .. } => {
            let attempt = match plan.action {
                Action::Upgrade => Attempt::Upgrade,
                Action::Install => Attempt::Install,
                Action::Rollback => Attempt::Undo,
                _ => Attempt::Other,
            };
            Some(Toast::Failed { attempt, version: plan.to.clone(), runs: runs.clone() })
        }
        _ => None,
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

/// What a link stands for, once.
pub(crate) fn redeem(link: &str) -> Option<Intent> {
    let engine = Desk::engine("toast").ok()?;
    upgo_toast::redeem(engine.home(), link, Timestamp::now())
}

/// A button of a toast was pressed.
pub(crate) fn pressed(desk: &Desk, intent: Intent) {
    let upgrade = |version: Version| ChangeRequest::Upgrade { to: Some(ReleaseRequest::Exact(version)), patch: false };
    match intent {
        Intent::Upgrade { version } => desk.change(upgrade(version), "toast"),
        Intent::Undo { id } => desk.change(ChangeRequest::Rollback { id: Some(id) }, "toast"),
        Intent::Later { version } => drop(desk.remind_later(&version, Remind::Tomorrow.after(Timestamp::now()))),
        Intent::Skip { version } => drop(desk.skip(&version)),
        Intent::TryAgain => desk.show(Destination { place: Place::Home, plan: desk.jobs().failed_request() }),
        Intent::Details | Intent::Open => desk.show(Place::Home.into()),
    }
}

/// The language of the user.
pub(crate) fn language() -> Language {
    let chosen = Desk::engine("window").map(|engine| engine.settings().language);
    match chosen.unwrap_or(settings::Language::System) {
        settings::Language::English => Language::English,
        settings::Language::Chinese => Language::Chinese,
        settings::Language::System => Language::of_locale(&sys_locale::get_locale().unwrap_or_default()),
    }
}

/// Whether it is time to ask again. A clock that was set back asks, too.
fn is_due(now: Timestamp, tried: Option<Timestamp>) -> bool {
    let Ok(engine) = Desk::engine("window") else { return false };
    let answered = engine.known_catalog().map(|catalog| catalog.stamp.fetched_at);
    let is_old = |then: Option<Timestamp>, age| then.is_none_or(|then| now < then || now.duration_since(then) >= age);
    engine.settings().check_automatic && is_old(answered, CHECK) && is_old(tried, CHECK_AGAIN)
}
