//! Environment: what does Go see, who says so, and which one runs in a folder?
use std::path::PathBuf;

use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::engine::{EnvironmentReport, WhichTerminal, WhyReport};
use upgo_engine::report::Problem;

use super::in_background;
use crate::desk::Desk;
use crate::runtime::AppHandle;

/// The variables of Go and PATH, and where each value comes from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn environment() -> Result<EnvironmentReport, Problem> {
    in_background(|| Desk::engine("window")?.environment_report()).await
}

/// Which Go runs in a new terminal, in `folder` if that is given, and why.
#[tauri::command]
#[specta::specta]
pub(crate) async fn why(folder: Option<PathBuf>) -> Result<WhyReport, Problem> {
    in_background(move || Desk::engine("window")?.why(WhichTerminal::New, folder.as_deref())).await
}

/// Lets the user choose a folder; `null` if they choose none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_folder(app: AppHandle) -> Option<String> {
    let dialog = app.dialog().file();
    let chosen = tauri::async_runtime::spawn_blocking(move || dialog.blocking_pick_folder()).await.ok()??;
    Some(chosen.to_string())
}
