//! Troubleshooting: Upgo's log, and the contents of a bug report.
use std::path::PathBuf;

use jiff::ZonedDateTime;
use tauri::State;
use tauri_plugin_dialog::DialogExt as _;
use upgo_engine::base::report::Problem;
use upgo_engine::cases::LogReport;
use upgo_engine::change::log::Level;
use upgo_engine::guidance::bug_report::ReportText;

use super::{in_background, reading};
use crate::desk::Desk;
use crate::runtime::AppHandle;

const LINES: usize = 1000;

/// Returns the newest lines of Upgo's log, of this level and above.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log(level: Level) -> Result<LogReport, Problem> {
    reading(move || Ok(Desk::engine_for_settings()?.log(level, LINES))).await
}

/// Gathers the contents of a bug report, and lists them. Nothing is written or sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn gather_report(desk: State<'_, Desk>) -> Result<Vec<ReportText>, Problem> {
    let desk = desk.inner().clone();
    reading(move || Ok(desk.keep_report(Desk::engine_for_settings()?.bug_report()).list())).await
}

/// Returns a text of the gathered report, as it would be in the file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn report_text(desk: State<'_, Desk>, name: String) -> Result<String, Problem> {
    let desk = desk.inner().clone();
    reading(move || Ok(desk.report().text(&name)?.to_owned())).await
}

/// Lets the user choose a file and writes the gathered report to it. Returns the file, or `null` if the user cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_report(app: AppHandle, desk: State<'_, Desk>) -> Result<Option<PathBuf>, Problem> {
    let report = desk.report();
    let name = ZonedDateTime::now().strftime("upgo-report-%Y%m%d-%H%M%S.zip").to_string();
    let dialog = app.dialog().file().set_file_name(name).add_filter("ZIP", &["zip"]);
    in_background(move || {
        let Some(file) = dialog.blocking_save_file().and_then(|chosen| chosen.into_path().ok()) else {
            return Ok(None);
        };
        report.write_over(&file)?;
        Ok(Some(file))
    })
    .await
}
