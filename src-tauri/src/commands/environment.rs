//! Environment: the values that Go sees, where they come from, and which Go runs in a folder.
use std::path::PathBuf;

use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::base::report::Problem;
use upgo_engine::cases::{EnvironmentReport, WhichTerminal, WhyReport};

use super::reading;
use crate::desk::Desk;
use crate::runtime::AppHandle;

/// Returns Go's variables and PATH, with the source of each value.
#[tauri::command]
#[specta::specta]
pub(crate) async fn environment() -> Result<EnvironmentReport, Problem> {
    reading(|| Desk::engine("window")?.environment_report()).await
}

/// Explains which Go runs in a new terminal, in `folder` if given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn why(folder: Option<PathBuf>) -> Result<WhyReport, Problem> {
    reading(move || Desk::engine("window")?.why(WhichTerminal::New, folder.as_deref())).await
}

/// Lets the user choose a folder. Returns `null` if the user cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_folder(app: AppHandle) -> Option<String> {
    let dialog = app.dialog().file();
    let chosen = tauri::async_runtime::spawn_blocking(move || dialog.blocking_pick_folder()).await.ok()??;
    Some(chosen.to_string())
}
