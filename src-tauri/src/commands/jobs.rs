//! Changes: their plans, their start and their progress.
use tauri::State;
use tauri::ipc::Channel;
use upgo_engine::base::report::Problem;
use upgo_engine::cases::{Confirmed, PlanView, WhileRunning};
use upgo_engine::change::request::ChangeRequest;

use super::in_background;
use crate::desk::Desk;
use crate::jobs::Job;
use crate::queue::Queued;

/// Makes the plan of a change. Uses the network only if the change needs it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan(desk: State<'_, Desk>, request: ChangeRequest) -> Result<PlanView, Problem> {
    let jobs = desk.jobs().clone();
    in_background(move || jobs.plan(&request, "window")).await
}

/// Runs the plan that was shown, after the running one and those that wait. `while_running` is the user's choice if programs still run from what the plan removes.
/// `without_proof` means that the checksum is enough if no further proof is available.
#[tauri::command]
#[specta::specta]
pub(crate) fn start(
    desk: State<'_, Desk>,
    plan: u32,
    while_running: WhileRunning,
    without_proof: bool,
) -> Result<(), Problem> {
    desk.jobs().start(plan, Confirmed { while_running, without_proof, ..Confirmed::default() })
}

/// Asks the running change to stop. The change is then rolled back.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_job(desk: State<'_, Desk>) {
    desk.jobs().cancel();
}

/// Dismisses the result of the last change.
#[tauri::command]
#[specta::specta]
pub(crate) fn dismiss_job(desk: State<'_, Desk>) {
    desk.jobs().dismiss();
}

/// Reports the job to the page, now and at each change.
#[tauri::command]
#[specta::specta]
pub(crate) fn follow_job(desk: State<'_, Desk>, updates: Channel<Job>) {
    desk.jobs().follow(updates);
}

/// Reports the changes that wait to the page, now and at each change.
#[tauri::command]
#[specta::specta]
pub(crate) fn follow_queue(desk: State<'_, Desk>, updates: Channel<Vec<Queued>>) {
    desk.jobs().follow_queue(updates);
}

/// Takes a change out of the queue.
#[tauri::command]
#[specta::specta]
pub(crate) fn unqueue(desk: State<'_, Desk>, plan: u32) {
    desk.jobs().unqueue(plan);
}
