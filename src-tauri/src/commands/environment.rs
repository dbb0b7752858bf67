//! Environment: the values that Go sees, where they come from, and which Go runs in a folder.
use std::path::PathBuf;

use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::cases::{EnvironmentReport, WhichTerminal, WhyRows};

use crate::desk::Desk;
use crate::runtime::AppHandle;

page! {
    /// Returns Go's variables and PATH, with the source of each value.
    read environment() -> EnvironmentReport { Desk::engine("window")?.environment_report() }

    /// Explains which Go runs in a new terminal, in `folder` if given.
    read why(folder: Option<PathBuf>) -> WhyRows {
        let report = Desk::engine("window")?.why(WhichTerminal::New, folder.as_deref())?;
        Ok(WhyRows::of(report, WhichTerminal::New, folder.as_deref()))
    }

    /// Lets the user choose a folder. Returns `null` if the user cancels.
    choose choose_folder(app: AppHandle) { app.dialog().file().blocking_pick_folder() }
}
