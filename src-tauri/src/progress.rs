//! The notification of a running change while the window is not visible. Its pace is [`NoticePace`].
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use upgo_toast::running::{Next, NoticePace};
use upgo_toast::{Running, Toast};

use crate::desk::Desk;
use crate::jobs::Job;
use crate::{notices, window};

const INTERVAL: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
pub(crate) struct ProgressToast {
    pace: Mutex<NoticePace>,
    is_followed: AtomicBool,
}

impl ProgressToast {
    /// Locked while the notification is shown or removed, so that none comes after the end. Not on the main thread.
    fn pace(&self) -> MutexGuard<'_, NoticePace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Follows the running job on a thread until it ends. Called at each change of the job, and returns at once.
pub(crate) fn follow(desk: &Desk) {
    if desk.jobs().is_working() && !desk.progress().is_followed.swap(true, Ordering::SeqCst) {
        let desk = desk.clone();
        thread::spawn(move || keep_shown(&desk));
    }
}

fn keep_shown(desk: &Desk) {
    loop {
        while desk.jobs().is_working() {
            thread::sleep(INTERVAL);
            look(desk);
        }
        desk.progress().is_followed.store(false, Ordering::SeqCst);
        // the next job may have begun in between
        if !desk.jobs().is_working() || desk.progress().is_followed.swap(true, Ordering::SeqCst) {
            return;
        }
    }
}

fn look(desk: &Desk) {
    let Job::Working { plan, progress, cancelling } = desk.jobs().job() else { return };
    let is_due = !cancelling && !window::is_visible(desk) && is_wanted();
    let running = Running::new(plan.change.without_number(), &plan.steps, &progress, plan.id);
    let mut pace = desk.progress().pace();
    if !desk.jobs().runs(plan.id) {
        return; // its end decides
    }
    let toast = || Toast::Running(Box::new(running.clone()));
    let is_there = match pace.next(is_due.then_some(&running)) {
        Next::Nothing => true,
        Next::Show => desk.toast(&toast()).is_ok(),
        Next::Update => desk.update_toast(&toast()).unwrap_or(false),
        Next::Withdraw(tag) => {
            desk.withdraw_toast(&tag).ok();
            true
        }
    };
    if !is_there {
        pace.give_up();
    }
}

/// Removes the notification of a change that has ended, unless `result` is shown in its place.
pub(crate) fn job_ended(desk: &Desk, result: Option<&Toast>) {
    let mut pace = desk.progress().pace();
    if let Some(tag) = pace.end(result) {
        desk.withdraw_toast(&tag).ok();
    }
}

fn is_wanted() -> bool {
    Desk::engine("toast").is_ok_and(|engine| notices::wants_results(&engine) && !engine.is_silenced())
}
