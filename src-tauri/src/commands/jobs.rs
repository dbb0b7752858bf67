//! Changes: their plans, their start and their progress.
use tauri::ipc::Channel;
use upgo_engine::base::report::Problem;
use upgo_engine::cases::{Confirmed, PlanView, WhileRunning};
use upgo_engine::change::request::ChangeRequest;

use crate::jobs::Job;
use crate::queue::Queued;

page! {
    /// Makes the plan of a change. Uses the network only if the change needs it.
    change plan(&desk, request: ChangeRequest) -> PlanView { desk.jobs().plan(&request, "window") }

    /// Runs the plan that was shown, after the running one and those that wait. `while_running` is the user's choice if programs still run from what the plan removes.
    /// `without_proof` means that the checksum is enough if no further proof is available.
    now start(&desk, plan: u32, while_running: WhileRunning, without_proof: bool) -> Result<(), Problem> {
        desk.jobs().start(plan, Confirmed { while_running, without_proof, ..Confirmed::default() })
    }

    /// Asks the running change to stop. The change is then rolled back.
    now cancel_job(&desk) { desk.jobs().cancel(); }

    /// Ends Upgo, as in the menu of its icon.
    now quit(&desk) { desk.quit(); }

    /// Dismisses the result of the last change.
    now dismiss_job(&desk) { desk.jobs().dismiss(); }

    /// Reports the job to the page, now and at each change.
    now follow_job(&desk, updates: Channel<Job>) { desk.jobs().follow(updates); }

    /// Reports the changes that wait to the page, now and at each change.
    now follow_queue(&desk, updates: Channel<Vec<Queued>>) { desk.jobs().follow_queue(updates); }

    /// Takes a change out of the queue.
    now unqueue(&desk, plan: u32) { desk.jobs().unqueue(plan); }
}
