//! What an organization manages on this machine, and the report for its administrator.
use std::path::PathBuf;

use jiff::ZonedDateTime;
use tauri::State;
use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::base::report::Problem;
use upgo_engine::cases::ManagedReport;

use super::{in_background, reading};
use crate::desk::Desk;
use crate::runtime::AppHandle;

/// Returns what an organization manages on this machine by policy. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn managed() -> Result<ManagedReport, Problem> {
    reading(|| Desk::engine("window")?.managed()).await
}

/// Returns the report for the administrator, to be read before it is copied or saved. It goes online, but is not sent
/// anywhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn administrator_report(desk: State<'_, Desk>) -> Result<String, Problem> {
    let desk = desk.inner().clone();
    reading(move || Ok(desk.keep_administrator_report(Desk::engine("window")?.administrator_report()?))).await
}

/// Lets the user choose a file and writes the shown report to it. Returns the file, or `null` if the user cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_administrator_report(
    app: AppHandle,
    desk: State<'_, Desk>,
) -> Result<Option<PathBuf>, Problem> {
    let report = desk.administrator_report();
    let name = ZonedDateTime::now().strftime("upgo-policy-%Y%m%d-%H%M%S.txt").to_string();
    let dialog = app.dialog().file().set_file_name(name).add_filter("TXT", &["txt"]);
    in_background(move || {
        let Some(file) = dialog.blocking_save_file().and_then(|chosen| chosen.into_path().ok()) else {
            return Ok(None);
        };
        Desk::engine_for_settings()?.save_administrator_report(&file, &report)?;
        Ok(Some(file))
    })
    .await
}
