//! Health: what is wrong, why, and how to fix it.
use tauri::State;
use upgo_engine::base::report::Problem;
use upgo_engine::guidance::doctor::DoctorReport;

use super::{in_background, reading};
use crate::desk::Desk;

/// Returns what is wrong with the Go setup of this machine. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn doctor() -> Result<DoctorReport, Problem> {
    reading(|| Desk::engine("window")?.doctor()).await
}

/// Ignores a finding, or shows it again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ignore_finding(desk: State<'_, Desk>, id: String, ignore: bool) -> Result<(), Problem> {
    let desk = desk.inner().clone();
    in_background(move || {
        Desk::engine("window")?.ignore_finding(&id, ignore)?;
        desk.look_again();
        Ok(())
    })
    .await
}
