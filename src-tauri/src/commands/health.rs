//! Health: what is wrong, why, and what mends it?
use tauri::State;
use upgo_engine::doctor::DoctorReport;
use upgo_engine::report::Problem;

use super::in_background;
use crate::desk::Desk;

/// What is wrong with how Go is set up here. Never uses the network.
#[tauri::command]
#[specta::specta]
pub(crate) async fn doctor() -> Result<DoctorReport, Problem> {
    in_background(|| Desk::engine("window")?.doctor()).await
}

/// The user wants to be left alone with a finding, or after all not.
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
